/** What is wrong with the rows of a call that cannot be used: each cell, and rows that do not go together. */
import { blankValue, cellReader, headingOf } from '../data/cell.ts'
import { type CellProblem, problem } from '../data/cell-problem.ts'
import { misfit } from '../data/check-key-beside.ts'
import { type KeyBeside, keysBeside } from '../data/key-beside.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import type { Calls, RowsBelow } from '../engine/single/calls.ts'
import { type CallRecord, type InputSource, textOfCell } from '../engine/single/inputs.ts'
import type { LoadedLevel, RowCheck } from '../engine/single/loaded-level.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'
import { type Span, spanOf } from '../source/source.ts'
import { builtInAbsence, type Value } from '../value/value.ts'

/** How the cells of an input are read: as those of files. */
export function sourceOf(program: Program, id: ColumnId): InputSource {
  const column = columnOf(program, id)
  const read = cellReader(program, column)
  const blank = blankValue(column)
  return {
    name: headingOf(column),
    blank: blank.kind === 'problem' ? undefined : blank,
    mustBeThere: column.content.kind === 'input' && column.content.needsColumn === true,
    read(text) {
      const value = read(text)
      return value.kind === 'problem' ? undefined : value
    },
  }
}

function columnOf(program: Program, id: ColumnId): Column {
  const column = program.columns.get(id)
  if (column === undefined) throw new RangeError(`no column ${id}`)
  return column
}

/** A value that is a key of a table has to be one together with the keys beside it, as in files. */
export const checksOf = (program: Program, level: string): readonly RowCheck[] =>
  keysBeside(program, level).map(key => ({
    level,
    columns: [key.column.id, ...key.beside.map(it => it.id)],
    holds: ([value, ...beside]) => value === undefined || key.fits(value, beside),
  }))

/** At least one, for a call whose rows could not be used. */
export function callProblems(
  program: Program,
  calls: Calls,
  record: CallRecord,
  rows: RowsBelow,
): readonly Diagnostic[] {
  return calls.loaded.flatMap((level, index) => {
    const { name } = level.inside
    const records: unknown = index === 0 ? [record] : rows[name]
    if (!Array.isArray(records)) return [report('call/missing-rows', spanIn(name, ''), { level: name })]
    const found = records.flatMap((it: unknown, row) =>
      rowProblems(program, level, it, placeOf(level, row), record),
    )
    return found.length > 0 ? found : duplicates(level, records, record)
  })
}

/** What rows are called in messages: those below are counted from 1. */
export const placeOf = ({ inside: { name, kind } }: LoadedLevel, row: number): string =>
  kind === 'asked' ? name : `${name} ${row + 1}`

const spanIn = (name: string, text: string): Span => spanOf({ name, text }, 0, text.length)

/** The cell in a line of its own, under the name of the row. */
export function cellSpan(place: string, name: string, cell: string): Span {
  const text = `${name}: ${cell}`
  return spanOf({ name: place, text }, text.length - cell.length, text.length)
}

function rowProblems(
  program: Program,
  level: LoadedLevel,
  written: unknown,
  place: string,
  asked: CallRecord,
): readonly Diagnostic[] {
  if (typeof written !== 'object' || written === null)
    return [report('call/not-a-row', spanIn(place, String(written)), { level: level.inside.name })]
  const record = written as CallRecord
  const cells = level.inputs.flatMap(it => cellProblems(program, it.column, it.source, record, place))
  if (cells.length > 0) return cells
  const misfits = keysBeside(program, level.inside.name).flatMap(it =>
    misfitOf(program, it, level, record, place),
  )
  return level.belongs(record, asked) ? misfits : [...misfits, foreign(level, record, place, asked)]
}

function cellProblems(
  program: Program,
  id: ColumnId,
  { name, blank, mustBeThere }: InputSource,
  record: CallRecord,
  place: string,
): readonly Diagnostic[] {
  const cell = record[name]
  const text = textOfCell(cell)
  const at = cellSpan(place, name, text ?? '')
  if (cell === undefined && (blank === undefined || mustBeThere === true))
    return [missingCell(name, record, at)]
  if (text === undefined && cell !== undefined && cell !== null)
    return [report('call/not-a-cell', at, { column: name })]
  const found =
    text === undefined || text.trim() === ''
      ? (blank ?? problem('data/blank-cell', { column: name }))
      : cellReader(program, columnOf(program, id))(text)
  return found.kind === 'problem' ? [reportProblem(found, at)] : []
}

const missingCell = (name: string, record: CallRecord, at: Span): Diagnostic =>
  report('call/missing-cell', at, { column: name, nearest: nearest(name, Object.keys(record)) })

const reportProblem = ({ code, args }: CellProblem, at: Span): Diagnostic => report(code, at, args)

function misfitOf(
  program: Program,
  key: KeyBeside,
  { inputs }: LoadedLevel,
  record: CallRecord,
  place: string,
): readonly Diagnostic[] {
  if (!inputs.some(it => it.column === key.column.id)) return []
  const read = (id: ColumnId): Value => {
    const { name, blank, read: readText } = sourceOf(program, id)
    const text = textOfCell(record[name])
    const isBlank = text === undefined || text.trim() === ''
    return (isBlank ? blank : readText(text)) ?? builtInAbsence('no_value')
  }
  const [value, beside] = [read(key.column.id), key.beside.map(it => read(it.id))]
  if (key.fits(value, beside)) return []
  const name = headingOf(key.column)
  return [reportProblem(misfit(key, value, beside, name), cellSpan(place, name, String(record[name])))]
}

function foreign(level: LoadedLevel, record: CallRecord, place: string, asked: CallRecord): Diagnostic {
  const name = level.sharedNames.find(it => textOfCell(record[it.own]) !== textOfCell(asked[it.asked]))
  const [own, key] = [textOfCell(record[name?.own ?? '']), textOfCell(asked[name?.asked ?? ''])]
  return report('call/foreign-row', cellSpan(place, name?.own ?? '', own ?? ''), {
    found: own ?? '',
    key: key ?? '',
  })
}

/** Of rows that are right each by itself. A call that stops at the rows of an earlier level has not read them. */
function duplicates(
  level: LoadedLevel,
  records: readonly CallRecord[],
  asked: CallRecord,
): readonly Diagnostic[] {
  if (level.load(records, asked)) return []
  const found = level.duplicate()
  if (found === undefined) return []
  const { name } = level.inside
  const [second, first] = [found[0] + 1, found[1] + 1]
  return [report('call/duplicate-row', spanIn(`${name} ${second}`, ''), { level: name, first, second })]
}
