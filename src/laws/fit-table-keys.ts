/**
 * An input whose type is the key of a table has to be a key together with the keys beside it: a grade
 * of the row's own qualification. Puts such a value in place of one drawn without knowing the others.
 */
import { shapeOf } from '../check/decision/constant.ts'
import type { Column, KeyPattern, Program, ProgramTable, ProgramTableRow } from '../model/program.ts'
import { sameValue } from '../value/same-value.ts'
import { code, type Value } from '../value/value.ts'
import type { GeneratedRow } from './generated-cohort.ts'
import type { LevelPlan } from './level-plan.ts'

export function fitTableKeys(program: Program, plan: LevelPlan, row: GeneratedRow): GeneratedRow {
  return plan.values.reduce((fitted, column) => fitColumn(program, plan, fitted, column), row)
}

function fitColumn(program: Program, plan: LevelPlan, row: GeneratedRow, column: Column): GeneratedRow {
  const type = column.type.alternatives.find(it => it.kind === 'key')
  const table = type === undefined ? undefined : program.tables.get(type.table)
  const value = row.get(column.id)
  if (type === undefined || table === undefined || value === undefined || value.kind === 'absent') return row
  const position = table.keys.findIndex(it => it.name === type.key)
  const candidates = table.rows.filter(it => fitsBeside(table, it, position, plan, row))
  const patterns = candidates.flatMap(it => it.keys[position] ?? [])
  if (patterns.length === 0 || patterns.some(it => holds(it, value))) return row
  const chosen = patterns[numberFrom(shapeOf(value)) % patterns.length]
  const fitting = chosen === undefined ? undefined : valueIn(chosen)
  return fitting === undefined ? row : new Map([...row, [column.id, fitting]])
}

/** Whether the other keys of the table row are those of the row, as far as it has columns of their names. */
const fitsBeside = (
  table: ProgramTable,
  { keys }: ProgramTableRow,
  position: number,
  plan: LevelPlan,
  row: GeneratedRow,
): boolean =>
  table.keys.every(({ name }, index) => {
    const pattern = keys[index]
    const value = row.get(`${plan.name}.${name}`)
    return index === position || pattern === undefined || value === undefined || holds(pattern, value)
  })

function holds(pattern: KeyPattern, value: Value): boolean {
  if (pattern.kind === 'equals') return sameValue(pattern.value, value)
  if (pattern.kind === 'codes') {
    return value.kind === 'code' && value.list === pattern.list && pattern.codes.includes(value.code)
  }
  return true
}

function valueIn(pattern: KeyPattern): Value | undefined {
  if (pattern.kind === 'equals') return pattern.value
  const [first] = pattern.kind === 'codes' ? pattern.codes : []
  return pattern.kind === 'codes' && first !== undefined ? code(pattern.list, first) : undefined
}

/** Some number that a text always gives. */
const numberFrom = (shape: string): number =>
  [...shape].reduce((sum, it) => (sum * 31 + it.charCodeAt(0)) % 9973, 7)
