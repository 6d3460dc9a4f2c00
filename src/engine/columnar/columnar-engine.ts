/**
 * The columnar engine: whole columns at a time over typed arrays, for cohorts of any size. Its values,
 * published digits and refusals are those of the reference engine, to which it leaves all that its
 * kernels cannot tell for certain. It makes no source and runs under a strict content policy; where that
 * allows WebAssembly, slots are filled by it.
 */
import type { Program } from '../../model/program.ts'
import type { Cohort } from '../cohort.ts'
import type { Engine, Run, RunLevel, RunOptions } from '../engine.ts'
import { stepsOf } from '../reference/step.ts'
import { Columns, type Tuning } from './columns.ts'

/**
 * A combination costs as much as some hundred rows in a kernel, as some dozen where its value is only yes
 * or no, and about as much as one row without a kernel.
 */
const USUAL: Tuning = {
  mostCombinations: (rows, hasKernel, isTruth) => 64 + rows / (!hasKernel ? 2 : isTruth ? 20 : 200),
  fewestKeys: 20_000,
  fewestClasses: 16,
}

export const columnarEngine: Engine = (program, cohort, options = {}) =>
  columnarRun(program, cohort, options, USUAL)

/** An engine that shares more or less than usual, or tells what it leaves to the reference semantics. */
export const tunedEngine =
  (tuning: Partial<Tuning>): Engine =>
  (program, cohort, options = {}) =>
    columnarRun(program, cohort, options, { ...USUAL, ...tuning })

function columnarRun(program: Program, cohort: Cohort, options: RunOptions, tuning: Tuning): Run {
  const columns = new Columns(program, cohort, options, tuning)
  const checked = (column: string, row: number): number => {
    columns.rows(columns.column(column).level).row(row)
    return row
  }
  return {
    program,
    levels: new Map(columns.levels.names.map(it => [it, runLevel(it, columns)])),
    value: (column, row) => columns.cells.value(column, row),
    shown: (column, row) => columns.cells.shown(column, row),
    prepare: column => void columns.settled(column),
    classes: column => {
      const { partition, keys } = columns.classes(column)
      return { codes: partition.codes, count: partition.count, ...(keys && { keys }) }
    },
    trace: (column, row) =>
      stepsOf(columns.tracing)(column, columns.rows(columns.column(column).level).row(checked(column, row))),
    diagnostics: columns.diagnostics,
  }
}

/** Rows are found when first asked for. */
const runLevel = (name: string, columns: Columns): RunLevel => ({
  name,
  get size() {
    return columns.rows(name).size
  },
  key: row => columns.rows(name).row(row).text,
  find: key => columns.rows(name).find(key),
})
