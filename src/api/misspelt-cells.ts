/**
 * Cells of a call under a name that no input has, where an input much like it has no cell. The call would
 * take that one for blank without a word, as it has no time to compare names.
 */
import { headingOf } from '../data/cell.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import type { Calls, RowsBelow } from '../engine/single/calls.ts'
import { type CallRecord, type InputSource, textOfCell } from '../engine/single/inputs.ts'
import type { LoadedLevel } from '../engine/single/loaded-level.ts'
import type { Program } from '../model/program.ts'
import { isAbsent } from '../value/value.ts'
import { cellSpan, placeOf } from './call-problems.ts'

/** Warnings; rows that are none are left to others to tell of. */
export function misspeltCells(
  program: Program,
  calls: Calls,
  record: CallRecord,
  rows: RowsBelow,
): readonly Diagnostic[] {
  return calls.loaded.flatMap((level, index) => {
    const { name } = level.inside
    const records: unknown = index === 0 ? [record] : rows[name]
    const declared = inputNames(program, name)
    if (!Array.isArray(records)) return []
    return records.flatMap((it: unknown, row) =>
      typeof it === 'object' && it !== null ? misspeltIn(level, it as CallRecord, declared, row) : [],
    )
  })
}

/** Names that cells of a level may have, whether the outputs need them or not. */
const inputNames = (program: Program, level: string): ReadonlySet<string> =>
  new Set(
    [...program.columns.values()]
      .filter(it => it.level === level && it.content.kind === 'input')
      .map(headingOf),
  )

function misspeltIn(
  level: LoadedLevel,
  record: CallRecord,
  declared: ReadonlySet<string>,
  row: number,
): readonly Diagnostic[] {
  const unused = Object.keys(record).filter(it => !declared.has(it))
  return level.inputs.flatMap(({ source }) => {
    const near = record[source.name] === undefined ? nearest(source.name, unused) : undefined
    if (near === undefined || source.blank === undefined || source.mustBeThere === true) return []
    const at = cellSpan(placeOf(level, row), near, textOfCell(record[near]) ?? '')
    const args = { column: source.name, instead: insteadOf(source), nearest: near }
    return [report('call/perhaps-misspelt-cell', at, args)]
  })
}

const insteadOf = ({ blank }: InputSource): string =>
  blank !== undefined && isAbsent(blank) ? 'it is missing' : 'its default holds'
