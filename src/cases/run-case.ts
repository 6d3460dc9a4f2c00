/** Runs one case on a checked ruleset and compares what it expects with what comes out. */
import { typeReader } from '../data/cell.ts'
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import type { Engine, Run, RunLevel } from '../engine/engine.ts'
import { NATION } from '../model/declarations.ts'
import type { Program } from '../model/program.ts'
import type { ScalarNode } from '../syntax/document/node.ts'
import type { Value } from '../value/value.ts'
import { type CaseCohort, caseCohort, complainOfColumn } from './case-cohort.ts'
import type { Case, ExpectedRow } from './case-file.ts'
import { inWords, readExpected } from './expected-value.ts'
import { judgeDiagnostics, judgeRefused } from './judge-refused.ts'
import { complainOfNotGiven, reportNotGiven } from './not-given.ts'

/** What there is to say against a case on a program; `checked` are the remarks made about its ruleset. */
export function runCase(
  it: Case,
  program: Program,
  checked: readonly Diagnostic[],
  engine: Engine,
): readonly Diagnostic[] {
  const reading: Diagnostic[] = []
  const rows = caseCohort(it, program, reading)
  const parameters = parametersOf(it, program, reading)
  const { expectation } = it
  if (expectation.kind === 'refuse') return judgeRefused(it, [...checked, ...reading])
  if (hasErrors(reading)) return reading
  const run = engine(program, rows.cohort, { parameters, given: rows.given })
  if (expectation.kind === 'expect') return judgeRows(it, expectation.rows, run, rows)
  computeAll(run)
  const notGiven = reportNotGiven(rows.notGiven, it.at)
  return [...notGiven, ...judgeDiagnostics(it, expectation.diagnostics, run.diagnostics)]
}

export function parametersOf(
  { set }: Case,
  program: Program,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>()
  for (const { name, value: cell } of set) {
    const parameter = program.parameters.get(name.text)
    if (parameter === undefined) {
      const close = nearest(name.text, [...program.parameters.keys()])
      const args = { parameter: name.text, nearest: close }
      diagnostics.push(report('case/unknown-parameter', name.at, args))
      continue
    }
    const value = typeReader(program, parameter.type, name.text)(cell.text)
    if (value.kind === 'problem') diagnostics.push(report(value.code, cell.at, value.args))
    else values.set(name.text, value)
  }
  return values
}

function computeAll(run: Run): void {
  for (const id of run.program.order) {
    const size = run.levels.get(run.program.columns.get(id)?.level ?? '')?.size ?? 0
    for (let row = 0; row < size; row += 1) run.value(id, row)
  }
}

// --- expectations --------------------------------------------------------------------------------

function judgeRows(
  it: Case,
  rows: readonly ExpectedRow[],
  run: Run,
  given: CaseCohort,
): readonly Diagnostic[] {
  const failures = rows.flatMap(row => judgeRow(row, run, given))
  const evaluation = run.diagnostics.filter(diagnostic => diagnostic.severity === 'error')
  return [...failures, ...(evaluation.length === 0 ? [] : judgeRefused(it, evaluation))]
}

function judgeRow({ row, cells }: ExpectedRow, run: Run, given: CaseCohort): readonly Diagnostic[] {
  const [name = '', ...rest] = row.text.split(' ')
  const level = run.levels.get(name)
  if (level === undefined) {
    return [
      report('case/unknown-level', row.at, { level: name, nearest: nearest(name, [...run.levels.keys()]) }),
    ]
  }
  const key = rest.join(' ')
  const index = level.name === NATION ? 0 : level.find(key)
  if (index === undefined)
    return [report('case/unknown-row', row.at, { level: name, key, rows: firstKeys(level) })]
  return cells.flatMap(cell => judgeCell(cell, { level: name, index, row }, run, given))
}

function firstKeys(level: RunLevel): string | undefined {
  if (level.size === 0) return undefined
  const keys = Array.from({ length: Math.min(level.size, 5) }, (_, row) => `\`${level.key(row)}\``)
  return keys.join(', ') + (level.size > keys.length ? ', …' : '')
}

export const SHOWN = /^shown\((.*)\)$/

interface Place {
  readonly level: string
  readonly index: number
  readonly row: ScalarNode
}

function judgeCell(
  cell: ExpectedRow['cells'][number],
  place: Place,
  run: Run,
  given: CaseCohort,
): readonly Diagnostic[] {
  const { program } = run
  const diagnostics: Diagnostic[] = []
  const shown = SHOWN.exec(cell.name.text)?.[1]
  const column = program.columns.get(`${place.level}.${shown ?? cell.name.text}`)
  if (column === undefined) complainOfColumn(program, place.level, cell.name, diagnostics)
  const expected = column && readExpected(cell.value, column, program, shown !== undefined, diagnostics)
  if (column === undefined || expected === undefined || hasErrors(diagnostics)) return diagnostics
  given.notGiven.clear()
  const found = shown === undefined ? run.value(column.id, place.index) : run.shown(column.id, place.index)
  const read = { column: column.id, row: place.index }
  const notGiven = complainOfNotGiven(run, read, given.notGiven, cell.name.at)
  if (notGiven.length > 0 || expected(found)) return notGiven
  const args = {
    expected: cell.value.text,
    column: cell.name.text,
    row: place.row.text,
    found: inWords(found, column, shown !== undefined, program.ruleset),
  }
  return [report('case/wrong-value', cell.value.at, args)]
}
