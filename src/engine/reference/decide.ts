/**
 * Decision tables. A row matches when all its cells do; a cell that looks at an absent value leaves
 * the row unknown unless another cell fails. Cells are looked at from the left, up to one that fails.
 */
import type { CoreDecide, CoreDecisionRow } from '../../model/program.ts'
import { type Absent, builtInAbsence, isAbsent, type Value } from '../../value/value.ts'
import type { DecisionTrace } from '../trace.ts'
import { match } from './match.ts'
import { isNo } from './operators/logic.ts'
import { refuse } from './operators/operator.ts'
import type { Reader } from './reader.ts'
import type { Row } from './rows.ts'

interface Tried {
  readonly row: CoreDecisionRow
  readonly result: 'matches' | 'does not match' | 'unknown'
  /** The cell that fails, or the first that is unknown. */
  readonly failedAt?: number
  /** Of an unknown row: why it is unknown. */
  readonly absence?: Absent
}

export function decide(core: CoreDecide, row: Row, reader: Reader): Value {
  const on: (Value | undefined)[] = core.on.map(() => undefined)
  const look = (column: number): Value => {
    const value = on[column] ?? reader.evaluate(columnOf(core, column), row)
    on[column] = value
    return value
  }
  const tried = core.policy === 'first' ? untilDecided(core, look, row, reader) : all(core, look, row, reader)
  reader.note(core, () => ({ decision: traceOf(core, on, tried) }))
  return outcomeOf(tried, row, reader)
}

function columnOf(core: CoreDecide, column: number) {
  const found = core.on[column]
  if (found === undefined) throw new RangeError(`column ${column} of ${core.on.length}`)
  return found.is
}

type Look = (column: number) => Value

/** The rows up to the first that matches or is unknown: what comes after it cannot count. */
function untilDecided({ rows }: CoreDecide, look: Look, row: Row, reader: Reader): readonly Tried[] {
  const tried: Tried[] = []
  for (const it of rows) {
    const next = tryRow(it, look, row, reader)
    tried.push(next)
    if (next.result !== 'does not match') break
  }
  return tried
}

const all = ({ rows }: CoreDecide, look: Look, row: Row, reader: Reader): readonly Tried[] =>
  rows.map(it => tryRow(it, look, row, reader))

function tryRow(tried: CoreDecisionRow, look: Look, row: Row, reader: Reader): Tried {
  let unknown: { readonly failedAt: number; readonly absence: Absent } | undefined
  for (const [failedAt, cell] of tried.cells.entries()) {
    const matches = match(cell, () => look(failedAt), row, reader)
    if (isNo(matches)) return { row: tried, result: 'does not match', failedAt }
    if (isAbsent(matches)) unknown ??= { failedAt, absence: matches }
  }
  return unknown === undefined
    ? { row: tried, result: 'matches' }
    : { row: tried, result: 'unknown', ...unknown }
}

/**
 * Under `first` there is at most one row that does not fail, the last one tried. Under `unique` a
 * row that matches excludes the others, so that an unknown one counts only where none matches.
 */
function outcomeOf(tried: readonly Tried[], row: Row, reader: Reader): Value {
  const [first, second] = tried.filter(it => it.result === 'matches')
  if (first !== undefined && second !== undefined) {
    const args = { first: first.row.index + 1, second: second.row.index + 1 }
    return reader.refuse(refuse('evaluate/several-rows-match', args), second.row.at, row)
  }
  if (first !== undefined) return reader.evaluate(first.row.outcome, row)
  return tried.find(it => it.absence !== undefined)?.absence ?? builtInAbsence('no_row_matches')
}

const traceOf = (
  core: CoreDecide,
  on: readonly (Value | undefined)[],
  tried: readonly Tried[],
): DecisionTrace => ({
  decide: core,
  on,
  rows: tried.map(({ row, result, failedAt }) => ({
    index: row.index,
    result,
    ...(failedAt === undefined ? {} : { failedAt }),
  })),
})
