/**
 * A case made ready to be run again and again, on programs that differ in their rules but not in their
 * columns: rows, parameters and expectations are read once.
 */
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts'
import type { Engine, Run } from '../engine/engine.ts'
import { NATION } from '../model/declarations.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'
import { caseCohort } from './case-cohort.ts'
import type { Case, NamedCell } from './case-file.ts'
import { type Expected, readExpected } from './expected-value.ts'
import { parametersOf, SHOWN } from './run-case.ts'

export interface PreparedCase {
  readonly case: Case
  readonly program: Program
  readonly assertions: readonly Assertion[]
  /** Runs the rows of the case on a program with the same columns. */
  run(program: Program, engine: Engine): Run
}

/** A cell whose value a case states. */
export interface Assertion {
  readonly column: ColumnId
  readonly level: string
  readonly key: string
  readonly isShown: boolean
  /** The row of the run, which has not to have it. */
  rowIn(run: Run): number | undefined
  /** Whether the cell is as stated. */
  holds(run: Run): boolean
}

/** Undefined for a case that expects to be refused or to fail, and for one that cannot be read. */
export function prepareCase(it: Case, program: Program): PreparedCase | undefined {
  const diagnostics: Diagnostic[] = []
  const { cohort, given } = caseCohort(it, program, diagnostics)
  const parameters = parametersOf(it, program, diagnostics)
  const { expectation } = it
  if (expectation.kind !== 'expect' || hasErrors(diagnostics)) return undefined
  const assertions = expectation.rows.flatMap(({ row, cells }) => {
    const [level = '', ...rest] = row.text.split(' ')
    return cells.flatMap(cell => assertionOf(cell, level, rest.join(' '), program))
  })
  return { case: it, program, assertions, run: (on, engine) => engine(on, cohort, { parameters, given }) }
}

function assertionOf(cell: NamedCell, level: string, key: string, program: Program): readonly Assertion[] {
  const shown = SHOWN.exec(cell.name.text)?.[1]
  const name = `${level}.${shown ?? cell.name.text}`
  const column = program.columns.get(name)
  const isShown = shown !== undefined
  if (column === undefined)
    return [{ column: name, level, key, isShown, rowIn: () => undefined, holds: () => false }]
  const matcher = (of: Column, on: Program): Expected | undefined =>
    readExpected(cell.value, of, on, isShown, [])
  const usual = matcher(column, program)
  const rowIn = (run: Run) => (level === NATION ? 0 : run.levels.get(level)?.find(key))
  const holds = (run: Run): boolean => {
    const row = rowIn(run)
    const now = run.program.columns.get(column.id)
    if (row === undefined || now === undefined) return false
    // The characters that are published depend on how the column is published.
    const expected = now === column ? usual : matcher(now, run.program)
    const value = isShown ? run.shown(column.id, row) : run.value(column.id, row)
    return expected?.(value) ?? false
  }
  return [{ column: column.id, level, key, isShown, rowIn, holds }]
}
