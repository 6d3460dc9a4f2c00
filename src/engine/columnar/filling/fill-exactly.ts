/**
 * Slots of any kind filled for all owners at once: limits, copies, and weights that differ from one
 * candidate to another. Owners of whom not all is known are left apart.
 */
import type { Core, CoreSlots } from '../../../model/program.ts'
import { rationalOf } from '../../../value/exact.ts'
import { builtInAbsence, text, type Value } from '../../../value/value.ts'
import type { Columns } from '../columns.ts'
import { rowsBelow } from '../groups.ts'
import { IS_APART, IS_THERE } from '../states.ts'
import { type Dictionary, MOST_EXACT, type Ratios, type Vector } from '../vector.ts'
import { bestFilling, type Filled } from './best-filling.ts'
import { candidateTypes } from './candidate-types.ts'
import { type Limit, partsOf, withoutLimits } from './rooms.ts'

export interface ExactFilling {
  readonly total: Vector
  readonly fills: ReadonlyMap<string, { readonly score: Vector; readonly filled: Vector }>
  /** On the level of the candidates: the fill that each got. */
  readonly slot: Dictionary
}

/** Undefined where this way of filling does not apply. */
export function fillExactly(core: CoreSlots, level: string, columns: Columns): ExactFilling | undefined {
  if (core.choose !== 'best total') return undefined
  const places = wholesOf(
    core.fills.map(it => it.take),
    level,
    columns,
  )
  const most = wholesOf(
    core.limits.map(it => it.atMost),
    level,
    columns,
  )
  const candidates = places && most && candidateTypes(core, columns)
  if (places === undefined || most === undefined || candidates === undefined) return undefined
  const limits = core.limits.map(({ counts }, index): Limit => ({ counts, atMost: most[index] ?? 0 }))
  const parts = partsOf({ places, limits }, candidates.types)
  const unlimited = partsOf({ places, limits: [] }, withoutLimits(candidates.types))
  if (parts === undefined || unlimited === undefined) return undefined
  const owners = columns.rows(level).size
  const above = columns.levels.above(core.level, core.path)
  const below = rowsBelow(above, owners)
  const rows = columns.rows(core.level)
  const isBefore = (left: number, right: number) => rows.isBefore(left, right)
  const fills = places.length
  const work = { owners, fills, above, below, candidates, limits, parts, unlimited, isBefore }
  const filled = bestFilling(work)
  return { ...resultsOf(core, filled, candidates.denominator), slot: slotsOf(core, filled, above, columns) }
}

/** More places than these are left to the reference semantics. */
const MOST_PLACES = 64

/** Numbers that are whole and the same for all owners. */
function wholesOf(formulas: readonly Core[], level: string, columns: Columns): readonly number[] | undefined {
  const found = formulas.flatMap(it => {
    const vector = columns.vector(it, level)
    const value = vector.kind === 'dictionary' && vector.values.length === 1 ? vector.values[0] : undefined
    const count = value?.kind === 'number' ? rationalOf(value.number) : undefined
    const whole = count?.denominator === 1n ? Number(count.numerator) : -1
    return whole >= 0 && whole <= MOST_PLACES ? [whole] : []
  })
  return found.length === formulas.length ? found : undefined
}

function resultsOf(
  { fills }: CoreSlots,
  { apart, worth, filled }: Filled,
  denominator: number,
): Omit<ExactFilling, 'slot'> {
  const totals = new Float64Array(apart.length)
  for (const of of worth)
    for (let owner = 0; owner < totals.length; owner += 1)
      totals[owner] = (totals[owner] as number) + (of[owner] as number)
  const states = Uint16Array.from(apart, (it, owner) =>
    it === 1 || !((totals[owner] as number) <= MOST_EXACT) ? IS_APART : IS_THERE,
  )
  const isThere = !states.includes(IS_APART)
  const ratios = (numerators: Float64Array, denominators: number): Ratios => ({
    ...{ kind: 'ratios', numerators, denominators },
    ...(isThere ? {} : { states }),
  })
  const byName = fills.map(({ name }, fill) => {
    const score = ratios(worth[fill] as Float64Array, denominator)
    return [name, { score, filled: ratios(filled[fill] as Float64Array, 1) }] as const
  })
  return { total: ratios(totals, denominator), fills: new Map(byName) }
}

/** Rows that belong to no owner are absent for the reason why. */
function slotsOf(
  { fills }: CoreSlots,
  { apart, got }: Filled,
  above: Int32Array,
  columns: Columns,
): Dictionary {
  const { states } = columns
  const named: readonly Value[] = [builtInAbsence('no_such_slot'), ...fills.map(it => text(it.name))]
  const codes = new Uint32Array(got.length)
  for (let row = 0; row < got.length; row += 1) {
    const owner = above[row] as number
    if (owner < 0) codes[row] = named.length - 1 - owner
    else codes[row] = apart[owner] === 1 ? named.length + IS_APART : (got[row] as number)
  }
  const values = [...named, ...states.truths]
  return { kind: 'dictionary', partition: { id: columns.newId(), codes, count: values.length }, values }
}
