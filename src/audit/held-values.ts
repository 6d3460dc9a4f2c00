/**
 * At which values something is held that depends on other rows, or on more than can be tried: as asked,
 * as it comes out before any change, at the known ends of the table it is looked up in, or, where
 * nothing is known, in the middle of the scale.
 */
import { constantOf } from '../check/decision/constant.ts'
import type { Run } from '../engine/engine.ts'
import { type ValueSource, valuesOf } from '../laws/value-arbitrary.ts'
import { walkCore } from '../model/core-parts.ts'
import type { Column, ColumnId, CoreTable, KeyPattern, Program } from '../model/program.ts'
import { add, compare, divide, exactFromRatio, ZERO } from '../value/exact.ts'
import { sameValue } from '../value/same-value.ts'
import { type NumberValue, number, type Value } from '../value/value.ts'
import type { Held } from './finding.ts'

export interface Holding {
  readonly program: Program
  readonly source: ValueSource
  readonly asked: ReadonlyMap<ColumnId, Value>
  /** A run of plain rows before any change. */
  readonly before: Run
  /** Inputs that are changed: their scale is the scale of what is compared with them. */
  readonly changed: readonly Column[]
}

/** What is not a number is tried at so many of its values at most. */
const MOST_VALUES = 12

export function heldValues(holding: Holding, id: ColumnId): Held {
  const { program, source, asked, before } = holding
  const column = program.columns.get(id)
  const given = asked.get(id)
  if (given !== undefined) return { column: id, values: [given], why: 'given' }
  const computed = firstPresent(before, column)
  if (computed !== undefined) return { column: id, values: [computed], why: 'computed before the change' }
  const known = column === undefined ? [] : knownInTables(program, column)
  if (known.length > 0) return { column: id, values: known, why: 'known rows of a table' }
  const isNumber = column?.type.alternatives.some(it => it.kind === 'number') === true
  const values = isNumber || column === undefined ? [middle(holding.changed)] : valuesOf(column.type, source)
  const isCut = values.length > MOST_VALUES
  return { column: id, values: values.slice(0, MOST_VALUES), why: isCut ? 'some of its values' : 'supposed' }
}

function firstPresent(run: Run, column: Column | undefined): Value | undefined {
  const size = run.levels.get(column?.level ?? '')?.size ?? 0
  for (let row = 0; row < size && column !== undefined; row++) {
    const value = run.value(column.id, row)
    if (value.kind !== 'absent') return value
  }
  return undefined
}

/** The least and the greatest number of the same unit that the tables named in its formula can give. */
function knownInTables(program: Program, { content, unit }: Column): readonly Value[] {
  if (content.kind !== 'rule') return []
  const numbers: NumberValue[] = []
  walkCore(content.is, it => {
    if (it.kind === 'Table') numbers.push(...knownIn(program, it, unit))
  })
  const sorted = numbers.toSorted((a, b) => compare(a.number, b.number))
  const [least] = sorted
  const greatest = sorted.at(-1)
  if (least === undefined || greatest === undefined) return []
  return compare(least.number, greatest.number) === 0 ? [least] : [least, greatest]
}

function knownIn(
  program: Program,
  { table: name, keys, gives }: CoreTable,
  unit: string | undefined,
): readonly NumberValue[] {
  const table = program.tables.get(name)
  if (table === undefined || table.gives[gives]?.unit !== unit) return []
  const constants = keys.map(constantOf)
  const fits = (patterns: readonly KeyPattern[]) =>
    constants.every((it, at) => it === undefined || mayEqual(patterns[at], it))
  return table.rows.flatMap(row => {
    const value = row.values[gives]
    return value?.kind === 'number' && fits(row.keys) ? [value] : []
  })
}

function mayEqual(pattern: KeyPattern | undefined, value: Value): boolean {
  if (pattern?.kind === 'codes') return value.kind === 'code' && pattern.codes.includes(value.code)
  return pattern?.kind === 'equals' ? isSame(pattern.value, value) : true
}

/** Dimensions that meet share their members, so that a member is told by its name. */
const isSame = (a: Value, b: Value): boolean =>
  a.kind === 'code' && b.kind === 'code' ? a.code === b.code : sameValue(a, b)

function middle(changed: readonly Column[]): Value {
  for (const { type } of changed) {
    for (const it of type.alternatives) {
      if (it.kind !== 'number' || it.from === undefined || it.to === undefined) continue
      return number(divide(add(it.from.value, it.to.value), exactFromRatio(2)) ?? ZERO)
    }
  }
  return number(ZERO)
}
