/** Values worth trying for a column that a formula reads: at and beside its constants, at the keys of tables, and absent. */
import type { ValueSource } from '../../laws/value-arbitrary.ts'
import { valuesOf } from '../../laws/value-arbitrary.ts'
import type { Column, KeyPattern, Program, ProgramTable, Type } from '../../model/program.ts'
import { add, compare, type Exact, exactFromDigits, subtract, toDecimal } from '../../value/exact.ts'
import { absent, BUILT_IN_REASONS, builtInAbsence, code, number, type Value } from '../../value/value.ts'
import type { FormulaReads } from './formula-reads.ts'

export interface Pool {
  readonly column: Column
  readonly present: readonly Value[]
  readonly absent: readonly Value[]
}

export function poolOf(program: Program, column: Column, reads: FormulaReads, source: ValueSource): Pool {
  const constants = reads.constants.flatMap(it => (it.kind === 'number' ? besides(it.number) : [it]))
  const asked = reads.keys
    .filter(it => it.column === column.id)
    .flatMap(it => keyValues(program.tables.get(it.table), it.key))
  const wanted = [...asked, ...constants].filter(it => isOf(column.type, it))
  const plain = valuesOf(column.type, source)
  const few = plain.length > MOST_PLAIN ? spread(plain, MOST_PLAIN) : plain
  // What the formula itself speaks of is tried as often as everything else.
  const present = wanted.length === 0 ? few : [...few, ...repeated(wanted, few.length)]
  return { column, present, absent: absencesOf(program, column) }
}

const MOST_PLAIN = 16

/** A number, and what lies a little and one step of its last digit away. */
function besides(value: Exact): readonly Value[] {
  const places = toDecimal(value).split('.')[1]?.length ?? 0
  const steps = [places, places + 1].flatMap(
    it => exactFromDigits(it === 0 ? '1' : `0.${'1'.padStart(it, '0')}`) ?? [],
  )
  return [value, ...steps.flatMap(it => [add(value, it), subtract(value, it)])].map(number)
}

const keyValues = (table: ProgramTable | undefined, key: number): readonly Value[] =>
  spread(table?.rows ?? [], MOST_KEYS).flatMap(row => valuesAt(row.keys[key]))

const MOST_KEYS = 60

function valuesAt(pattern: KeyPattern | undefined): readonly Value[] {
  if (pattern?.kind === 'equals') return [pattern.value]
  if (pattern?.kind === 'codes') return pattern.codes.map(it => code(pattern.list, it))
  const bounds = pattern?.kind === 'range' ? [pattern.from, pattern.to] : []
  return bounds.flatMap(it => (it === undefined ? [] : besides(it.value)))
}

const isOf = (type: Type, value: Value): boolean =>
  type.alternatives.some(it => {
    if (it.kind === 'number') return value.kind === 'number' && isInside(it, value.number)
    if (it.kind === 'code')
      return value.kind === 'code' && value.list === it.list && it.only?.includes(value.code) !== false
    if (it.kind === 'key') return value.kind !== 'number' && value.kind !== 'absent'
    return it.kind === value.kind
  })

function isInside(
  { whole, from, to }: Extract<Type['alternatives'][number], { kind: 'number' }>,
  value: Exact,
): boolean {
  if (whole && toDecimal(value).includes('.')) return false
  const above = from === undefined || compare(value, from.value) >= (from.inclusive ? 0 : 1)
  return above && (to === undefined || compare(value, to.value) <= (to.inclusive ? 0 : -1))
}

function absencesOf({ ruleset }: Program, { content, absences }: Column): readonly Value[] {
  if (content.kind === 'input') return content.mayBeMissing ? [builtInAbsence('no_value')] : []
  return absences.flatMap(kind => {
    const declared = [...ruleset.reasons.values()].find(it => it.absence === kind)
    const builtIn = Object.entries(BUILT_IN_REASONS).find(([, it]) => it.absence === kind)
    const reason = declared?.name ?? builtIn?.[0]
    return reason === undefined ? [] : [absent(kind, reason)]
  })
}

const repeated = <T>(items: readonly T[], times: number): readonly T[] =>
  Array.from({ length: Math.max(items.length, times) }, (_, it) => items[it % items.length]).flatMap(
    it => it ?? [],
  )

const spread = <T>(items: readonly T[], most: number): readonly T[] =>
  items.length <= most
    ? items
    : Array.from({ length: most }, (_, it) => items[Math.floor((it * items.length) / most)]).flatMap(
        it => it ?? [],
      )
