/**
 * The reference engine: the meaning of a program, by walking its trees in exact arithmetic. Other
 * engines are right when they publish the same digits; this one is right by reading it.
 *
 * A value is computed when it is asked for. The depth of that is bounded by the longest chain of
 * rules; computing the columns in the order of the program keeps it at one rule.
 */
import type { ColumnId } from '../../model/program.ts'
import type { Engine, Run, RunLevel } from '../engine.ts'
import { Computation } from './computation.ts'
import { NATION, type Row } from './rows.ts'
import { publish } from './show.ts'
import { stepsOf } from './step.ts'

export const referenceEngine: Engine = (program, cohort, options = {}): Run => {
  const computation = new Computation(program, cohort, options)
  const rowOf = (column: ColumnId, index: number): Row => {
    const { level } = computation.column(column)
    const row = computation.levelRows(level).rows[index]
    if (row === undefined) throw new RangeError(`no row ${index} of level ${level}`)
    return row
  }
  return {
    program,
    levels: new Map(levelNames(program.levels.keys()).map(it => [it, runLevel(it, computation)])),
    value: (column, row) => computation.value(column, rowOf(column, row)),
    shown(column, index) {
      const row = rowOf(column, index)
      return publish(computation.column(column), computation.value(column, row), row, computation)
    },
    trace: (column, row) => stepsOf(computation)(column, rowOf(column, row)),
    diagnostics: computation.diagnostics,
  }
}

const levelNames = (declared: Iterable<string>): readonly string[] => [...new Set([...declared, NATION])]

/** Rows are found when first asked for. */
const runLevel = (name: string, computation: Computation): RunLevel => ({
  name,
  get size() {
    return computation.levelRows(name).rows.length
  },
  key(index) {
    const row = computation.levelRows(name).rows[index]
    if (row === undefined) throw new RangeError(`no row ${index} of level ${name}`)
    return row.text
  },
  find: key => computation.levelRows(name).byText.get(key)?.index,
})
