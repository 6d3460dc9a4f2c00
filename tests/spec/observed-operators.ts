/**
 * What the language cases make operators do: which operator met values of which kinds, which of them
 * were absent, and what came out. It is seen from traces, so that only what really ran counts.
 */
import type { Run } from '../../src/engine/engine.ts'
import type { Part, Step } from '../../src/engine/trace.ts'
import { partsOf, walkCore } from '../../src/model/core-parts.ts'
import { OPERATORS } from '../../src/model/generated/operators.ts'
import type { Operator } from '../../src/model/operator.ts'
import type { Core, Program, Type } from '../../src/model/program.ts'
import type { Absent, Value } from '../../src/value/value.ts'

export interface Observation {
  /** `binary/add` */
  readonly operator: string
  /** Kinds that each argument had; none where it was not evaluated. An absent one has the kind `absent`. */
  readonly args: readonly (readonly string[])[]
  readonly option?: string
  readonly value?: Value
}

export const operators: readonly Operator[] = Object.values(OPERATORS)

const SYMBOLS: ReadonlyMap<string, string> = new Map(
  operators.flatMap(it =>
    it.symbol === undefined ? [] : [[`${it.group} ${it.symbol}`, `${it.group}/${it.id}`]],
  ),
)

/** The operator that a node of the core is; undefined for columns, constants and the like. */
function operatorOf(core: Core): string | undefined {
  if (core.kind === 'Unary' || core.kind === 'Binary')
    return SYMBOLS.get(`${core.kind.toLowerCase()} ${core.operator}`)
  if (core.kind === 'Call') return `function/${core.operator}`
  if (core.kind === 'AggregateRows' || core.kind === 'AggregateMembers') return `aggregate/${core.operator}`
  if (core.kind === 'SlotOf')
    return { slot: 'construct/slot-of', filled: 'construct/filled', score: undefined }[core.what.kind]
  return {
    Match: 'construct/is',
    If: 'construct/if',
    Otherwise: 'construct/otherwise',
    Shown: 'construct/shown',
  }[core.kind as string]
}

/** Everything that computing the columns of a run does. */
export function observe(run: Run): readonly Observation[] {
  const observations: Observation[] = []
  for (const id of run.program.order) {
    const size = run.levels.get(run.program.columns.get(id)?.level ?? '')?.size ?? 0
    for (let row = 0; row < size; row += 1) observations.push(...inStep(run.trace(id, row), run.program))
  }
  return observations
}

function inStep(step: Step, program: Program): readonly Observation[] {
  if (step.kind !== 'rule') return []
  const parts = [...step.parts, ...(step.publication?.parts ?? [])]
  const values = new Map(parts.map(it => [it.of, it.value]))
  return parts.flatMap(part => {
    const operator = operatorOf(part.of)
    if (operator === undefined) return []
    const { option } = part.of as { option?: string }
    const args = argumentsOf(part, values, program)
    return [{ operator, args, value: part.value, ...(option === undefined ? {} : { option }) }]
  })
}

function argumentsOf(part: Part, values: ReadonlyMap<Core, Value>, program: Program): Observation['args'] {
  const { of: core } = part
  if (core.kind === 'Shown')
    return [[...kindsIn(program.columns.get(core.column)?.type), ...absence(part.value)]]
  if (core.kind !== 'AggregateRows' && core.kind !== 'AggregateMembers')
    return partsOf(core).map(it => kindOf(it.kind === 'Literal' ? it.value : values.get(it)))
  const ofs = core.kind === 'AggregateRows' ? [core.of] : core.items.map(it => it.of)
  const kinds = ofs.flatMap(it => (it === undefined ? [] : kindsOfCore(it, program)))
  const isAnyAbsent = (part.aggregate?.absentByReason.size ?? 0) > 0
  const first = part.aggregate?.present === 0 ? [] : kinds
  const others = core.args.map(it => kindOf(it.kind === 'Literal' ? it.value : values.get(it)))
  return [[...first, ...(isAnyAbsent ? ['absent'] : [])], ...others]
}

const kindOf = (value: Value | undefined): readonly string[] =>
  value === undefined ? [] : [value.kind.replace('/', '-')]

const absence = (value: Value): readonly string[] => (value.kind === 'absent' ? ['absent'] : [])

const kindsIn = (type: Type | undefined): readonly string[] =>
  (type?.alternatives ?? []).map(it => it.kind.replace('/', '-'))

/** The kinds an aggregated expression can have; enough for the cases, which aggregate columns and conditions. */
function kindsOfCore(core: Core, program: Program): readonly string[] {
  if (core.kind === 'Column' || core.kind === 'LookUp') return kindsIn(program.columns.get(core.column)?.type)
  if (core.kind === 'Literal') return kindOf(core.value)
  if (core.kind === 'Match' || (core.kind === 'Unary' && core.operator === 'not')) return ['yes-no']
  if (core.kind === 'Binary') return /^[-+*/^]$/.test(core.operator) ? ['number'] : ['yes-no']
  return []
}

/** The absences that the formulas of a program write down. */
export function absencesIn(program: Program): readonly Absent[] {
  const found: Absent[] = []
  for (const { content } of program.columns.values()) {
    if (content.kind !== 'rule') continue
    walkCore(content.is, it => {
      if (it.kind === 'Literal' && it.value.kind === 'absent') found.push(it.value)
    })
  }
  return found
}
