/**
 * Mistakes in formulas, by kind of expression: which other expressions could have been written by
 * mistake in the place of this one. Decision tables and slots have files of their own.
 */
import type { Core, CoreAggregateMembers, CoreAggregateRows, CoreBinary } from '../model/program.ts'
import { type Span, textOf } from '../source/source.ts'
import { asksForAbsence, speaksOfAbsence } from './absence-words.ts'
import { type Change, type Edit, withOperator } from './change.ts'
import type { MutationKind } from './mutant.ts'
import { decisionChanges } from './mutate-decision.ts'
import { patternChanges } from './mutate-pattern.ts'
import { slotsChanges } from './mutate-slots.ts'

type Mutate<C extends Core> = (core: C) => readonly Change[]

/** Changes of the expression as a whole, not of the parts inside it. */
export const changesOf = (core: Core): readonly Change[] => MUTATE[core.kind](core as never)

const none = () => []

const MUTATE: { readonly [K in Core['kind']]: Mutate<Extract<Core, { kind: K }>> } = {
  Literal: none,
  Column: none,
  LookUp: none,
  Parameter: none,
  Table: none,
  Shown: none,
  SlotOf: none,
  Unary: core =>
    core.operator === 'not'
      ? [{ kind: 'negation', at: core.at, after: textOf(core.operand.at), core: core.operand }]
      : [],
  Binary: core => [...operatorChanges(core), ...termChanges(core)],
  Match: core => [
    {
      kind: 'negation',
      at: core.at,
      after: `not (${textOf(core.at)})`,
      core: { kind: 'Unary', operator: 'not', operand: core, at: core.at },
      ...editWhere(asksForAbsence(core), core.at, `not (${textOf(core.at)})`),
    },
    ...patternChanges(core.pattern).map(({ pattern, ...it }) => ({
      ...{ ...it, core: { ...core, pattern } },
      ...editWhere(speaksOfAbsence(core.pattern), it.at, it.after),
    })),
  ],
  If: core => [
    {
      kind: 'negation',
      at: core.condition.at,
      after: `not (${textOf(core.condition.at)})`,
      core: { ...core, yes: core.no, no: core.yes },
      ...editWhere(asksForAbsence(core.condition), core.condition.at, `not (${textOf(core.condition.at)})`),
    },
  ],
  Otherwise: core => [
    {
      kind: 'otherwise',
      at: core.at,
      after: textOf(core.value.at),
      core: core.value,
      sites: [core.fallback],
      edit: { at: core.at, text: textOf(core.value.at) },
    },
  ],
  Call: core => [
    ...roundingChanges(core),
    ...(OTHER_FUNCTION[core.operator] ?? []).map(
      (operator): Change => ({
        kind: core.operator === 'floor' || core.operator === 'ceiling' ? 'rounding' : 'aggregate',
        at: core.at,
        after: textOf(core.at).replace(/^\w+/, operator.replace('-', '_')),
        core: { ...core, operator },
      }),
    ),
  ],
  AggregateRows: core => [...aggregateChanges(core), ...rowsChanges(core)],
  AggregateMembers: core => [...aggregateChanges(core), ...membersChanges(core)],
  Decide: decisionChanges,
  Slots: slotsChanges,
}

const editWhere = (mayBeRefused: boolean, at: Span, text: string): { readonly edit?: Edit } =>
  mayBeRefused ? { edit: { at, text } } : {}

// --- operators -----------------------------------------------------------------------------------

type Operator = CoreBinary['operator']

const OTHER_OPERATOR: Readonly<Partial<Record<Operator, readonly [MutationKind, Operator]>>> = {
  '<': ['comparison', '<='],
  '<=': ['comparison', '<'],
  '>': ['comparison', '>='],
  '>=': ['comparison', '>'],
  '=': ['comparison', '!='],
  '!=': ['comparison', '='],
  and: ['logic', 'or'],
  or: ['logic', 'and'],
  '+': ['arithmetic', '-'],
  '-': ['arithmetic', '+'],
  '*': ['arithmetic', '/'],
  '/': ['arithmetic', '*'],
}

function operatorChanges(core: CoreBinary): readonly Change[] {
  const other = OTHER_OPERATOR[core.operator]
  if (other === undefined) return []
  const [kind, operator] = other
  const after = withOperator(core, core.left, core.right, core.operator, operator)
  return [{ kind, at: core.at, after, core: { ...core, operator } }]
}

/** Of `a or b or c` each is left out once, whatever way they are put together. */
const termChanges = (core: CoreBinary): readonly Change[] =>
  core.operator === 'and' || core.operator === 'or'
    ? [
        [core.left, core.right],
        [core.right, core.left],
      ].flatMap(([dropped, kept]): readonly Change[] =>
        dropped === undefined || kept === undefined || isChain(core, dropped)
          ? []
          : [
              {
                ...({ kind: 'term', at: dropped.at, after: '', core: kept } as const),
                ...editWhere(asksForAbsence(dropped), core.at, textOf(kept.at)),
              },
            ],
      )
    : []

const isChain = (core: CoreBinary, part: Core): boolean =>
  part.kind === 'Binary' && part.operator === core.operator

// --- functions -----------------------------------------------------------------------------------

/** By their ids in the specification. */
const OTHER_FUNCTION: Readonly<Record<string, readonly string[]>> = {
  min: ['max'],
  max: ['min'],
  floor: ['ceiling'],
  ceiling: ['floor'],
  mean: ['mean-present'],
  'mean-present': ['mean'],
}

function roundingChanges(core: Extract<Core, { kind: 'Call' }>): readonly Change[] {
  if (core.operator !== 'round') return []
  const option = core.option === 'half_even' ? 'half_away' : 'half_even'
  const text = textOf(core.at)
  const after =
    core.option !== undefined && text.includes(core.option)
      ? text.replace(core.option, option)
      : text.replace(/\)$/, `, ${option})`)
  return [{ kind: 'rounding', at: core.at, after, core: { ...core, option } }]
}

// --- aggregates ----------------------------------------------------------------------------------

type Aggregate = CoreAggregateRows | CoreAggregateMembers

const OTHER_AGGREGATE: Readonly<Record<string, string>> = {
  min: 'max',
  max: 'min',
  all: 'some',
  some: 'all',
  median: 'mean',
  sum: 'mean',
}
const OTHER_OPTION: Readonly<Record<string, string>> = {
  sample: 'population',
  population: 'sample',
  interpolated: 'nearest',
  nearest: 'interpolated',
}

function aggregateChanges(core: Aggregate): readonly Change[] {
  const operator = OTHER_AGGREGATE[core.operator]
  const option = OTHER_OPTION[core.option ?? '']
  const text = textOf(core.at)
  const changes: Change[] = []
  if (operator !== undefined) {
    const after = text.replace(/^\w+/, operator)
    changes.push({ kind: 'aggregate', at: core.at, after, core: { ...core, operator } })
  }
  if (option !== undefined) {
    const after = text.replace(core.option ?? '', option)
    changes.push({ kind: 'aggregate', at: core.at, after, core: { ...core, option } })
  }
  return changes
}

function rowsChanges(core: CoreAggregateRows): readonly Change[] {
  const { where, ...rest } = core
  return [
    ...(where === undefined
      ? []
      : [{ kind: 'condition', at: where.at, after: '', core: rest, sites: [where] } as const]),
    ...core.by.map((it, index): Change => {
      const direction = it.direction === 'best first' ? 'worst first' : 'best first'
      return {
        kind: 'order',
        at: it.key.at,
        after: `${textOf(it.key.at)} ${direction}`,
        core: { ...core, by: core.by.with(index, { ...it, direction }) },
        sites: [it.key],
      }
    }),
  ]
}

/** The condition is written once for all members. */
function membersChanges(core: CoreAggregateMembers): readonly Change[] {
  const conditions = core.items.flatMap(it => it.where ?? [])
  const [first] = conditions
  if (first === undefined) return []
  const items = core.items.map(({ where: _, ...it }) => it)
  return [{ kind: 'condition', at: first.at, after: '', core: { ...core, items }, sites: conditions }]
}
