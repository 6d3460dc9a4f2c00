/**
 * The rows of a case as a cohort, and the rule values it settles. What a case does not give is noted
 * when something reads it, so that no result stands on a value the case left out.
 */
import { cellReader, headingOf, typeReader } from '../data/cell.ts'
import { misfit } from '../data/check-key-beside.ts'
import { keysBeside } from '../data/key-beside.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import type { Cohort, CohortColumn, CohortLevel } from '../engine/cohort.ts'
import type { Column, ColumnId, Program, ProgramLevel } from '../model/program.ts'
import type { ScalarNode } from '../syntax/document/node.ts'
import { textOfValue } from '../value/text-of-value.ts'
import { builtInAbsence, type Value } from '../value/value.ts'
import type { Case, GivenRow } from './case-file.ts'
import { readAbsence, readPresent } from './expected-value.ts'
import { mayBeUnwritten, type NotGiven } from './not-given.ts'

export interface CaseCohort {
  readonly cohort: Cohort
  readonly given: ReadonlyMap<ColumnId, ReadonlyMap<string, Value>>
  readonly notGiven: NotGiven
}

export function caseCohort({ given }: Case, program: Program, diagnostics: Diagnostic[]): CaseCohort {
  const notGiven: NotGiven = new Map()
  const settled = new Map<ColumnId, Map<string, Value>>()
  const levels = new Map<string, CohortLevel>()
  for (const [name, rows] of rowsByLevel(given, program, diagnostics)) {
    const level = program.levels.get(name)
    if (level === undefined) continue
    const keyed = keyRows(program, level, rows, diagnostics)
    levels.set(name, cohortLevel(program, level, keyed, notGiven, diagnostics))
    complainOfMisfits(program, name, keyed, diagnostics)
    settleRules(program, name, keyed, settled, diagnostics)
  }
  for (const [name, level] of program.levels) {
    if (!levels.has(name) && level.groups === undefined)
      levels.set(name, cohortLevel(program, level, [], notGiven, diagnostics))
  }
  return { cohort: { levels }, given: settled, notGiven }
}

interface KeyedRow {
  readonly row: GivenRow
  readonly key: string
}

function rowsByLevel(
  given: readonly GivenRow[],
  program: Program,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, readonly GivenRow[]> {
  const byLevel = Map.groupBy(given, it => it.level.text)
  for (const [level, [row]] of byLevel) {
    if (program.levels.has(level) || row === undefined) continue
    const args = { level, nearest: nearest(level, [...program.levels.keys()]) }
    diagnostics.push(report('case/unknown-level', row.level.at, args))
  }
  return byLevel
}

/** Finds the key of each row; rows without one, or with one that was given before, are complained of. */
function keyRows(
  program: Program,
  level: ProgramLevel,
  rows: readonly GivenRow[],
  diagnostics: Diagnostic[],
): readonly KeyedRow[] {
  const names = keyNames(level)
  const keyed = new Map<string, KeyedRow>()
  for (const row of rows) {
    const missing = names.find(it => !row.cells.has(it))
    const key = names.map(it => keyText(program, level, it, row)).join(' / ')
    if (missing !== undefined)
      diagnostics.push(report('case/no-key', row.at, { level: level.name, column: missing }))
    else if (keyed.has(key))
      diagnostics.push(report('case/duplicate-row', row.at, { level: level.name, key }))
    else keyed.set(key, { row, key })
  }
  return [...keyed.values()]
}

/** A part of a key as a run writes it: `10` for `10.0`, a code for its alias. */
function keyText(program: Program, { name: level }: ProgramLevel, name: string, { cells }: GivenRow): string {
  const text = cells.get(name)?.value.text ?? ''
  const column = program.columns.get(`${level}.${name}`)
  const value = column && typeReader(program, column.type, name)(text)
  return value === undefined || value.kind === 'problem' ? text : textOfValue(value)
}

/** The names under which a level's key columns are written: without level, for a group level too. */
const keyNames = (level: ProgramLevel): readonly string[] =>
  level.key.map(it => it.slice(it.indexOf('.') + 1))

// --- inputs --------------------------------------------------------------------------------------

function cohortLevel(
  program: Program,
  level: ProgramLevel,
  rows: readonly KeyedRow[],
  notGiven: NotGiven,
  diagnostics: Diagnostic[],
): CohortLevel {
  const inputs = inputsOf(program, level.name).map(
    column => [column.id, inputColumn(program, column, rows, notGiven, diagnostics)] as const,
  )
  return { size: rows.length, columns: new Map(inputs) }
}

const inputsOf = (program: Program, level: string): readonly Column[] =>
  [...program.columns.values()].filter(it => it.level === level && it.content.kind === 'input')

function readCell(
  program: Program,
  column: Column | undefined,
  cell: ScalarNode | undefined,
  diagnostics: Diagnostic[],
): Value {
  if (column === undefined || cell === undefined) return builtInAbsence('no_value')
  const value =
    column.content.kind === 'input'
      ? cellReader(program, column)(cell.text)
      : (readAbsence(cell, program.ruleset, diagnostics) ?? readPresent(cell.text, column, program))
  if (value.kind !== 'problem') return value
  diagnostics.push(report(value.code, cell.at, value.args))
  return builtInAbsence('no_value')
}

function inputColumn(
  program: Program,
  column: Column,
  rows: readonly KeyedRow[],
  notGiven: NotGiven,
  diagnostics: Diagnostic[],
): CohortColumn {
  const values = rows.map(({ row }) => {
    const cell = row.cells.get(headingOf(column))?.value
    return cell === undefined ? unwritten(program, column) : readCell(program, column, cell, diagnostics)
  })
  return {
    at(row) {
      const value = values[row]
      if (value !== undefined) return value
      const key = rows[row]?.key ?? ''
      notGiven.set(`${column.id} ${key}`, { column, key })
      return builtInAbsence('no_value')
    },
  }
}

/** Complains of values that are keys of a table one by one, but not with the others of their row. */
function complainOfMisfits(
  program: Program,
  level: string,
  rows: readonly KeyedRow[],
  diagnostics: Diagnostic[],
): void {
  for (const key of keysBeside(program, level)) {
    for (const { row } of rows) {
      const cell = row.cells.get(headingOf(key.column))?.value
      const value = givenValue(program, key.column, row)
      const beside = key.beside.map(it => givenValue(program, it, row))
      if (cell === undefined || key.fits(value, beside)) continue
      const { code, args } = misfit(key, value, beside, headingOf(key.column))
      diagnostics.push(report(code, cell.at, args))
    }
  }
}

/** The value of an input as a row writes it; what cannot be read has been complained of already. */
function givenValue(program: Program, column: Column, { cells }: GivenRow): Value {
  const cell = cells.get(headingOf(column))?.value
  const value = cell === undefined ? unwritten(program, column) : cellReader(program, column)(cell.text)
  return value === undefined || value.kind === 'problem' ? builtInAbsence('no_value') : value
}

/**
 * What an input has where the case writes nothing; undefined where a value is needed. Rows are grouped
 * whether the case is about groups or not, so a column that groups are made by may stay unwritten.
 */
function unwritten(program: Program, column: Column): Value | undefined {
  const { id, content } = column
  if (content.kind === 'input' && content.default !== undefined) return content.default
  const isGroupKey = [...program.levels.values()].some(it => it.groups !== undefined && it.key.includes(id))
  return mayBeUnwritten(column) || isGroupKey ? builtInAbsence('no_value') : undefined
}

// --- rules ---------------------------------------------------------------------------------------

function settleRules(
  program: Program,
  level: string,
  rows: readonly KeyedRow[],
  settled: Map<ColumnId, Map<string, Value>>,
  diagnostics: Diagnostic[],
): void {
  for (const { row, key } of rows) {
    for (const { name, value } of row.cells.values()) {
      const column = program.columns.get(`${level}.${name.text}`)
      if (column === undefined) complainOfColumn(program, level, name, diagnostics)
      if (column?.content.kind !== 'rule') continue
      const values = settled.get(column.id) ?? new Map<string, Value>()
      settled.set(column.id, values.set(key, readCell(program, column, value, diagnostics)))
    }
  }
}

/** Complains of a column that a level does not have. */
export function complainOfColumn(
  program: Program,
  level: string,
  name: ScalarNode,
  diagnostics: Diagnostic[],
): void {
  const names = [...program.columns.values()].filter(it => it.level === level).map(headingOf)
  const args = { level, column: name.text, nearest: nearest(name.text, names) }
  diagnostics.push(report('case/unknown-column', name.at, args))
}
