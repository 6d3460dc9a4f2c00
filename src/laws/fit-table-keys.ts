/**
 * An input whose type is the key of a table has to be a key together with the keys beside it: an outcome
 * of the row's own kind. Puts such a value in place of one drawn without knowing the others.
 */
import { shapeOf } from '../check/decision/constant.ts'
import { type KeyBeside, keyInputs } from '../data/key-beside.ts'
import type { Program } from '../model/program.ts'
import { builtInAbsence, type Value } from '../value/value.ts'
import type { GeneratedRow } from './generated-cohort.ts'
import type { LevelPlan } from './level-plan.ts'

export const fitTableKeys = (program: Program, plan: LevelPlan, row: GeneratedRow): GeneratedRow =>
  keysOf(program, plan.name).reduce(fitValue, row)

function fitValue(row: GeneratedRow, key: KeyBeside): GeneratedRow {
  const value = row.get(key.column.id)
  const beside = key.beside.map(it => row.get(it.id) ?? NO_VALUE)
  if (value === undefined || key.hasRow(value, beside)) return row
  const fitting = key.fitting(beside)
  const chosen = fitting[numberFrom(shapeOf(value)) % Math.max(1, fitting.length)]
  return chosen === undefined ? row : new Map([...row, [key.column.id, chosen]])
}

/** Whether a row whose column has another value would still fit the tables. */
export function staysFitting(
  program: Program,
  level: string,
  { column, value }: { readonly column: string; readonly value: Value },
  valueAt: (column: string) => Value | undefined,
): boolean {
  const changed = (id: string): Value => (id === column ? value : (valueAt(id) ?? NO_VALUE))
  return keysOf(program, level).every(key =>
    key.fits(
      changed(key.column.id),
      key.beside.map(it => changed(it.id)),
    ),
  )
}

const NO_VALUE = builtInAbsence('no_value')

/** Found once for a program: what fits beside what is remembered. */
function keysOf(program: Program, level: string): readonly KeyBeside[] {
  const levels = KNOWN.get(program) ?? new Map<string, readonly KeyBeside[]>()
  KNOWN.set(program, levels)
  const keys = levels.get(level) ?? keyInputs(program, level)
  levels.set(level, keys)
  return keys
}
const KNOWN = new WeakMap<Program, Map<string, readonly KeyBeside[]>>()

/** Some number that a text always gives. */
const numberFrom = (shape: string): number =>
  [...shape].reduce((sum, it) => (sum * 31 + it.charCodeAt(0)) % 9973, 7)
