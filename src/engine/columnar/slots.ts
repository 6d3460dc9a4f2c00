/**
 * Slots filled for all owners in one pass, where taking the best first is the best there is. Of the
 * candidates' classes, those a fill accepts are its set. The sets have to be nested or disjoint, the
 * inner fill declared before the outer one and weighing no less, scores not negative, and no limits.
 * Then each candidate goes to the innermost fill that accepts it, and whom it displaces moves on to the
 * fill around that. Owners to whom that does not apply are left apart.
 */
import { walkCore } from '../../model/core-parts.ts'
import type { Core, CoreSlots, Program } from '../../model/program.ts'
import { rationalOf } from '../../value/exact.ts'
import type { Columns } from './columns.ts'
import { type RowsBelow, rowsBelow } from './groups.ts'
import { type Candidates, candidatesOf } from './slots/candidates.ts'
import { nestingOf } from './slots/nesting.ts'
import { type Taken, type Taking, takeBest } from './slots/take-best.ts'
import { type Weights, weightsOf } from './slots/weights.ts'
import { IS_APART } from './states.ts'
import { MOST_EXACT, type Ratios, type Vector } from './vector.ts'

export interface SlotResults {
  readonly total: Vector
  readonly fills: ReadonlyMap<string, { readonly score: Vector; readonly filled: Vector }>
}

/** More places than these are left to the reference semantics. */
const MOST_PLACES = 64
const MOST_FILLS = 30

/** Undefined where this way of filling does not apply. */
export function fillByKernel(core: CoreSlots, level: string, columns: Columns): SlotResults | undefined {
  if (core.limits.length > 0 || core.fills.length > MOST_FILLS) return undefined
  const places = placesOf(core, level, columns)
  const candidates = places && candidatesOf(core, columns)
  const around = candidates && nestingOf(candidates, core.fills.length)
  const weights = around && weightsOf(core, level, around, columns)
  if (places === undefined || candidates === undefined || around === undefined || weights === undefined)
    return undefined
  const owners = columns.rows(level).size
  const below = rowsBelow(columns.levels.above(core.level, core.path), owners)
  const taking: Taking = { below, candidates, places, around, weights }
  const taken = takeBest(taking, areFillsRead(columns.program, core))
  return taken && resultsOf(core, taken, taking)
}

/** How much each fill takes, the same for all owners. */
function placesOf({ fills }: CoreSlots, level: string, columns: Columns): readonly number[] | undefined {
  const places: number[] = []
  for (const { take } of fills) {
    const vector = columns.vector(take, level)
    const value = vector.kind === 'dictionary' && vector.values.length === 1 ? vector.values[0] : undefined
    const count = value?.kind === 'number' ? rationalOf(value.number) : undefined
    const whole = count?.denominator === 1n ? Number(count.numerator) : -1
    if (!(whole >= 0 && whole <= MOST_PLACES)) return undefined
    places.push(whole)
  }
  return places
}

/** Whether anything in the program reads what the fills got, and not only the total. */
function areFillsRead(program: Program, core: CoreSlots): boolean {
  const known = readers.get(program) ?? slotsRead(program)
  readers.set(program, known)
  return known.has(core)
}

const readers = new WeakMap<Program, ReadonlySet<Core>>()

function slotsRead({ columns }: Program): ReadonlySet<Core> {
  const read = new Set<Core>()
  const visit = (part: Core): void => {
    const content = part.kind === 'SlotOf' ? columns.get(part.column)?.content : undefined
    if (content?.kind === 'rule') read.add(content.is)
  }
  for (const { content } of columns.values()) {
    if (content.kind !== 'rule') continue
    walkCore(content.is, visit)
    for (const { when } of content.show?.instead ?? []) walkCore(when, visit)
  }
  return read
}

// --- results ---------------------------------------------------------------------------------------

function resultsOf(core: CoreSlots, { totals, fills }: Taken, taking: Taking): SlotResults {
  const { denominator } = taking.candidates
  const states = statesOf(totals, taking)
  const ratios = (numerators: Float64Array, over: number): Ratios => ({
    kind: 'ratios',
    numerators,
    denominators: over,
    ...(states === undefined ? {} : { states }),
  })
  const named = (fills ?? []).map(({ scores, filled }, fill) => {
    const name = core.fills[fill]?.name ?? ''
    return [name, { score: ratios(scores, denominator), filled: ratios(filled, 1) }] as const
  })
  return { total: ratios(totals, denominator), fills: new Map(named) }
}

/** Undefined where no owner is left apart. */
function statesOf(totals: Float64Array, { below, candidates, weights }: Taking): Uint16Array | undefined {
  const states = new Uint16Array(totals.length)
  let isAnyApart = [markCandidates(states, below, candidates), markWeights(states, weights)].includes(true)
  for (let owner = 0; owner < totals.length; owner += 1) {
    if ((totals[owner] as number) <= MOST_EXACT) continue
    states[owner] = IS_APART
    isAnyApart = true
  }
  return isAnyApart ? states : undefined
}

function markCandidates(
  states: Uint16Array,
  { offsets, rows }: RowsBelow,
  { apart, codes }: Candidates,
): boolean {
  if (!apart.includes(1)) return false
  for (let owner = 0; owner < states.length; owner += 1)
    for (let place = offsets[owner] as number; place < (offsets[owner + 1] as number); place += 1)
      if (apart[codes[rows === undefined ? place : (rows[place] as number)] as number] === 1)
        states[owner] = IS_APART
  return true
}

function markWeights(states: Uint16Array, { apart, codes }: Weights): boolean {
  if (!apart.includes(1)) return false
  for (let owner = 0; owner < states.length; owner += 1)
    if (apart[codes[owner] as number] === 1) states[owner] = IS_APART
  return true
}
