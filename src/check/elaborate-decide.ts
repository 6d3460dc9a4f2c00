/**
 * Elaborates decision tables. The cells of a row tell about what they look at where its outcome is
 * computed; under `first`, so does a row before it that looks at one column only and did not match.
 * Gaps, overlaps and dead rows are analysed once all members' instances are there.
 * spec: rules/decide, rules/unknown-rows
 */
import type { CoreDecide, CoreDecisionRow, Type } from '../model/program.ts'
import type { DecideBody, DecisionRow, Rule } from '../model/ruleset.ts'
import { type Absence, ALWAYS_THERE, absentAs, anyAbsent } from './absence.ts'
import type { DecisionContext } from './decision/domain.ts'
import { examineTable } from './decision/examine-table.ts'
import { agreedUnit, elaborate } from './elaborate-expression.ts'
import { type ElaboratedPattern, elaboratePattern } from './elaborate-pattern.ts'
import type { Context, Typed } from './environment.ts'
import { both, type Facts, NO_FACTS } from './facts.ts'
import { fromWorst } from './lists.ts'
import { staticMatch } from './static-condition.ts'
import { expectedBeside, isInvalid, spokenFor, within, withUnit } from './typed.ts'
import { isNothing, unionOf } from './types.ts'

interface Row {
  readonly core: CoreDecisionRow
  readonly cells: readonly ElaboratedPattern[]
  readonly outcome: Typed
}

export function elaborateDecide(
  context: Context,
  rule: Rule,
  body: DecideBody,
  expected: Type | undefined,
): Typed {
  const on = body.on.map(it => ({ name: it.name, typed: elaborate(spokenFor(context), it.is, undefined) }))
  const inputs = on.map(it => it.typed)
  const rows = elaborateRows(context, body, inputs, expected)
  const core: CoreDecide = {
    kind: 'Decide',
    policy: body.policy,
    on: on.map(({ name, typed }) => ({ name, is: typed.core })),
    rows: rows.map(it => it.core),
    at: body.at,
  }
  const decision = decisionContext(context, rule, body, inputs)
  if (isSound(inputs, rows)) noteInstance(context, rule, core, decision)
  const outcomes = rows.map(it => it.outcome)
  return {
    core,
    type: unionOf(outcomes.map(it => it.type)),
    ...withUnit(agreedUnit(context, outcomes, body.at)),
    absence: anyAbsent([
      ...outcomes.map(it => it.absence),
      ...unknownBy(inputs, rows),
      ...rows.flatMap(it => it.cells.map(cell => cell.absence)),
      gapIn(core, decision, rows),
    ]),
  }
}

function elaborateRows(
  context: Context,
  body: DecideBody,
  on: readonly Typed[],
  expected: Type | undefined,
): readonly Row[] {
  const rows: Row[] = []
  let known: Facts = NO_FACTS
  for (const [index, row] of body.rows.entries()) {
    const cells = on.map((operand, column) => {
      const cell = row.cells[column] ?? ({ kind: 'AnyPattern', at: row.at } as const)
      return elaboratePattern(context, cell, operand)
    })
    const settled = cells.map((cell, column) => staticCell(cell, on[column]))
    if (settled.includes(false)) continue
    const told = cells.reduce((facts, it) => both(facts, it.whenYes), known)
    const hint = expected ?? hintFrom(rows)
    const outcome = elaborate(within(context, told), row.outcome, hint)
    rows.push({ core: coreRow(row, index, cells, outcome), cells, outcome })
    const looking = cells.filter((_, column) => settled[column] !== true)
    if (body.policy === 'first' && looking.length === 1 && looking[0]) known = both(known, looking[0].whenNo)
  }
  return rows
}

/** Whether a cell is settled by the member at hand; a cell that could not be understood settles nothing. */
const staticCell = (
  { pattern, match }: ElaboratedPattern,
  operand: Typed | undefined,
): boolean | undefined => (operand === undefined || !match ? undefined : staticMatch(operand.core, pattern))

/** Bare codes are of the type that earlier rows gave, where the rule declares none. */
function hintFrom(rows: readonly Row[]): Type | undefined {
  const type = unionOf(rows.map(it => it.outcome.type))
  return isNothing(type) ? expectedBeside(rows.map(it => it.outcome).find(isInvalid)) : type
}

const coreRow = (
  { id, note, cites, at }: DecisionRow,
  index: number,
  cells: readonly ElaboratedPattern[],
  outcome: Typed,
): CoreDecisionRow => ({
  cells: cells.map(it => it.pattern),
  outcome: outcome.core,
  index,
  ...(id === undefined ? {} : { id }),
  ...(note === undefined ? {} : { note }),
  cites,
  at,
})

// --- absence -------------------------------------------------------------------------------------

/** The absences of a column that a row looks at before any row has spoken of them. */
function unknownBy(on: readonly Typed[], rows: readonly Row[]): readonly Absence[] {
  return on.map(({ absence }, column) => {
    const lookingAt = rows.findIndex(it => it.cells[column]?.looks ?? false)
    if (lookingAt < 0 || absence.kinds.length === 0) return ALWAYS_THERE
    const spokenOf = rows
      .slice(0, lookingAt)
      .filter(it => it.cells.every((cell, other) => other === column || cell.pattern.kind === 'any'))
      .map(it => it.cells[column]?.pattern)
    const left = absence.kinds.filter(
      kind => !spokenOf.some(it => it?.kind === 'absent' && (it.which === 'absent' || it.which === kind)),
    )
    return absentAs(...left)
  })
}

/** Not applicable where there are inputs that no row matches. */
function gapIn(core: CoreDecide, decision: DecisionContext, rows: readonly Row[]): Absence {
  if (rows.some(it => it.cells.every(cell => cell.pattern.kind === 'any'))) return ALWAYS_THERE
  const { gaps, isComplete } = examineTable(core, decision)
  return isComplete && gaps.length === 0 ? ALWAYS_THERE : absentAs('not applicable')
}

// --- for the analysis ----------------------------------------------------------------------------

const isSound = (on: readonly Typed[], rows: readonly Row[]): boolean =>
  on.every(it => !isNothing(it.type) || it.absence.kinds.length > 0) &&
  rows.every(it => it.cells.every(cell => cell.match))

function decisionContext(
  { env, members }: Context,
  { per, at }: Rule,
  body: DecideBody,
  on: readonly Typed[],
): DecisionContext {
  return {
    columns: on.map(({ type, absence }) => ({
      type,
      absences: absence.kinds,
      missingInput: absence.missingInput !== undefined,
    })),
    codesOf: name => {
      const list = env.lists.get(name)
      return list === undefined ? [] : fromWorst(list)
    },
    body,
    at,
    members: per.map(dimension => ({ dimension, member: members.get(dimension) ?? '' })),
  }
}

function noteInstance({ env }: Context, rule: Rule, decide: CoreDecide, context: DecisionContext): void {
  const instances = env.decisions.get(rule) ?? []
  instances.push({ decide, context })
  env.decisions.set(rule, instances)
}
