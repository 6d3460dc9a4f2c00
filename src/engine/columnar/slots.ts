/**
 * Slots filled for all owners in one pass, where taking the best first is the best there is. Of the
 * candidates' classes, those a fill accepts are its set. The sets have to be nested or disjoint, the
 * inner fill declared before the outer one and weighing no less, scores not negative, and no limits.
 * Then each candidate goes to the innermost fill that accepts it, and whom it displaces moves on to the
 * fill around that. Owners to whom that does not apply are left apart.
 */

import type { CoreSlots } from '../../model/program.ts'
import { rationalOf } from '../../value/exact.ts'
import type { Codes } from '../cohort.ts'
import type { Columns } from './columns.ts'
import { rowsBelow } from './groups.ts'
import { hoisted } from './hoist.ts'
import { asNumbers, numberTable } from './numbers.ts'
import { FIRST_ABSENCE, IS_APART, IS_THERE, IS_YES } from './states.ts'
import { truthTable } from './truth.ts'
import { type Dictionary, MOST_EXACT, type Ratios, type Vector } from './vector.ts'

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
  const weights = weightsOf(core, level, columns)
  const candidates = places && weights && candidatesOf(core, columns)
  const nesting = candidates && nestingOf(candidates, core.fills.length)
  if (places === undefined || weights === undefined || candidates === undefined || nesting === undefined)
    return undefined
  const owners = columns.rows(level).size
  const taken = takeBest(core, owners, places, candidates, nesting, columns)
  return resultsOf(core, taken, weights, nesting, candidates.denominator)
}

// --- what is taken ---------------------------------------------------------------------------------

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

/** What each fill weighs for each owner; undefined for a fill without a weight. */
type Weights = readonly (Ratios | undefined)[]

function weightsOf({ fills, path }: CoreSlots, level: string, columns: Columns): Weights | undefined {
  const weights: (Ratios | undefined)[] = []
  for (const { weight } of fills) {
    const ofOwner = weight && hoisted(weight, path)
    if (weight !== undefined && ofOwner === undefined) return undefined
    const numbers = ofOwner && asNumbers(columns.vector(ofOwner, level), columns.states)
    if (numbers !== undefined && (numbers.kind !== 'ratios' || numbers.denominators !== 1)) return undefined
    weights.push(numbers as Ratios | undefined)
  }
  return weights
}

// --- candidates ------------------------------------------------------------------------------------

/** Candidates by class: who accepts them, what they are worth, how many copies there are. */
interface Candidates {
  readonly codes: Codes
  /** A bit for each fill. */
  readonly accepted: Int32Array
  readonly scores: Float64Array
  readonly denominator: number
  readonly copies: Int32Array
  /** Classes that are left apart. */
  readonly apart: Uint8Array
}

function candidatesOf(core: CoreSlots, columns: Columns): Candidates | undefined {
  const inner = core.level
  const vectorOf = (formula: CoreSlots['score'] | undefined) => {
    const vector = formula && columns.vector(formula, inner)
    return vector && columns.dictionary(vector)
  }
  const score = vectorOf(core.score)
  const [where, copies] = [vectorOf(core.where), vectorOf(core.copies)]
  const accepts = core.fills.map(it => vectorOf(it.accept))
  const isMissing = (formula: unknown, found: unknown) => formula !== undefined && found === undefined
  if (score === undefined || isMissing(core.where, where) || isMissing(core.copies, copies)) return undefined
  const all = [score, where, copies, ...accepts].filter(it => it !== undefined)
  if (accepts.some(it => it === undefined)) return undefined
  const classes = columns.classesOf(all, inner)
  if (classes === undefined) return undefined
  return readClasses(
    { score, where, copies, accepts: accepts.filter(it => it !== undefined) },
    core,
    classes,
    columns,
  )
}

interface Sources {
  readonly score: Dictionary
  readonly where: Dictionary | undefined
  readonly copies: Dictionary | undefined
  readonly accepts: readonly Dictionary[]
}

function readClasses(
  { score, where, copies, accepts }: Sources,
  { splitCopies }: CoreSlots,
  { partition, rows }: NonNullable<ReturnType<Columns['classesOf']>>,
  { states }: Columns,
): Candidates | undefined {
  const scores = numberTable(score, states)
  const counts = copies && numberTable(copies, states)
  if (scores.numbers.kind !== 'ratios' || typeof scores.numbers.denominators !== 'number') return undefined
  if (counts !== undefined && (counts.numbers.kind !== 'ratios' || counts.numbers.denominators !== 1))
    return undefined
  const { numerators, denominators: denominator } = scores.numbers
  const copyNumbers = counts?.numbers.kind === 'ratios' ? counts.numbers.numerators : undefined
  const taken = where && truthTable(where, states)
  const tables = accepts.map(it => truthTable(it, states))
  const found = {
    codes: partition.codes,
    accepted: new Int32Array(partition.count),
    scores: new Float64Array(partition.count),
    denominator,
    copies: new Int32Array(partition.count).fill(1),
    apart: new Uint8Array(partition.count),
  }
  const at = (dictionary: Dictionary, row: number) => dictionary.partition.codes[row] as number
  for (const [code, row] of rows.entries()) {
    if (row < 0) continue
    const isTaken = taken === undefined || where === undefined ? IS_YES : (taken[at(where, row)] as number)
    const scoreState = scores.states[at(score, row)] as number
    const copyState = copies === undefined ? IS_THERE : (counts?.states[at(copies, row)] as number)
    if (isTaken === IS_APART || (isTaken === IS_YES && scoreState === IS_APART)) found.apart[code] = 1
    if (isTaken !== IS_YES || scoreState !== IS_THERE) continue
    if (copyState === IS_APART) found.apart[code] = 1
    if (copyState >= FIRST_ABSENCE) continue
    const value = numerators[at(score, row)] as number
    const count = copies === undefined ? 1 : (copyNumbers?.[at(copies, row)] as number)
    let accepted = 0
    for (const [fill, table] of tables.entries()) {
      const truth = table[at(accepts[fill] as Dictionary, row)] as number
      if (truth === IS_APART) found.apart[code] = 1
      if (truth === IS_YES) accepted |= 1 << fill
    }
    const isOdd = count < 0 || count > MOST_COPIES || (count > 1 && !splitCopies)
    if (isOdd || (accepted !== 0 && value < 0)) found.apart[code] = 1
    found.accepted[code] = count === 0 ? 0 : accepted
    found.scores[code] = value
    found.copies[code] = Math.min(Math.max(count, 0), MOST_COPIES)
  }
  return found
}

const MOST_COPIES = 64

// --- nesting ---------------------------------------------------------------------------------------

/** For each fill the one around it; -1 for an outermost one. Undefined where the sets overlap otherwise. */
function nestingOf({ accepted }: Candidates, fills: number): Int32Array | undefined {
  const around = new Int32Array(fills).fill(-1)
  const sizes = Int32Array.from(
    { length: fills },
    (_, fill) => accepted.filter(it => ((it >> fill) & 1) === 1).length,
  )
  for (let inner = 0; inner < fills; inner += 1) {
    for (let outer = inner + 1; outer < fills; outer += 1) {
      const both = (1 << inner) | (1 << outer)
      const shared = accepted.filter(it => (it & both) === both).length
      if (shared === 0) continue
      if (shared !== sizes[inner]) return undefined
      const before = around[inner] as number
      if (before < 0 || (sizes[outer] as number) < (sizes[before] as number)) around[inner] = outer
    }
  }
  return around
}

// --- taking ----------------------------------------------------------------------------------------

interface Taken {
  readonly apart: Uint8Array
  /** For each fill and owner the sum of the scores, and how many. */
  readonly scores: readonly Float64Array[]
  readonly filled: readonly Float64Array[]
}

function takeBest(
  core: CoreSlots,
  owners: number,
  places: readonly number[],
  { codes, accepted, scores, copies, apart: isApart }: Candidates,
  around: Int32Array,
  columns: Columns,
): Taken {
  const { offsets, rows } = rowsBelow(columns.levels.above(core.level, core.path), owners)
  const fills = places.length
  const last = Int32Array.from(places, (_, fill) =>
    places.slice(0, fill + 1).reduce((sum, it) => sum + it, -1),
  )
  const first = Int32Array.from(places, (it, fill) => (last[fill] as number) - it + 1)
  // The places of all fills one after the other, each fill's best first; an empty place is below every score.
  const held = new Float64Array(places.reduce((sum, it) => sum + it, 0))
  const innermost = Int32Array.from(accepted, it => (it === 0 ? -1 : 31 - Math.clz32(it & -it)))
  const apart = new Uint8Array(owners)
  const sums = places.map(() => new Float64Array(owners))
  const filled = places.map(() => new Float64Array(owners))
  // What is the same for all classes is not looked up for each candidate.
  const hasApart = isApart.includes(1)
  const isSingle = copies.every(it => it === 1)
  for (let owner = 0; owner < owners; owner += 1) {
    held.fill(-1)
    const end = offsets[owner + 1] as number
    for (let place = offsets[owner] as number; place < end; place += 1) {
      const code = codes[rows === undefined ? place : (rows[place] as number)] as number
      if (hasApart && isApart[code] === 1) apart[owner] = 1
      const start = innermost[code] as number
      if (start < 0) continue
      for (let copy = isSingle ? 1 : (copies[code] as number); copy > 0; copy -= 1) {
        let value = scores[code] as number
        for (let fill = start; fill >= 0; fill = around[fill] as number) {
          let at = last[fill] as number
          const top = first[fill] as number
          if (at < top) continue
          const displaced = held[at] as number
          if (displaced >= value) continue
          for (; at > top; at -= 1) {
            const before = held[at - 1] as number
            if (before >= value) break
            held[at] = before
          }
          held[at] = value
          if (displaced < 0) break
          value = displaced
        }
      }
    }
    for (let fill = 0; fill < fills; fill += 1) {
      const end = last[fill] as number
      let sum = 0
      let at = first[fill] as number
      const top = at
      for (; at <= end && (held[at] as number) >= 0; at += 1) sum += held[at] as number
      ;(sums[fill] as Float64Array)[owner] = sum
      ;(filled[fill] as Float64Array)[owner] = at - top
    }
  }
  return { apart, scores: sums, filled }
}

// --- results ---------------------------------------------------------------------------------------

/** Weighted by owner. An inner fill that weighs less than the one around it leaves the owner apart. */
function resultsOf(
  core: CoreSlots,
  { apart, scores, filled }: Taken,
  weights: Weights,
  around: Int32Array,
  denominator: number,
): SlotResults {
  const owners = apart.length
  const states = new Uint16Array(owners)
  const totals = new Float64Array(owners)
  for (let owner = 0; owner < owners; owner += 1) if (apart[owner] === 1) states[owner] = IS_APART
  for (let fill = 0; fill < scores.length; fill += 1) {
    const of = scores[fill] as Float64Array
    const weight = weights[fill]
    const outer = around[fill] as number
    markUnordered(states, weight, outer < 0 ? undefined : weights[outer], outer >= 0)
    if (weight !== undefined)
      for (let owner = 0; owner < owners; owner += 1)
        of[owner] = (of[owner] as number) * (weight.numerators[owner] as number)
    for (let owner = 0; owner < owners; owner += 1)
      totals[owner] = (totals[owner] as number) + (of[owner] as number)
  }
  for (let owner = 0; owner < owners; owner += 1)
    if (!((totals[owner] as number) <= MOST_EXACT)) states[owner] = IS_APART
  const ratios = (numerators: Float64Array, over: number): Ratios => ({
    kind: 'ratios',
    numerators,
    denominators: over,
    states,
  })
  const fills = core.fills.map(({ name }, fill) => {
    const score = ratios(scores[fill] as Float64Array, denominator)
    return [name, { score, filled: ratios(filled[fill] as Float64Array, 1) }] as const
  })
  return { total: ratios(totals, denominator), fills: new Map(fills) }
}

/** Leaves owners apart whose weight is not known, below zero, or less than that of the fill around. */
function markUnordered(
  states: Uint16Array,
  weight: Ratios | undefined,
  outer: Ratios | undefined,
  hasOuter: boolean,
): void {
  if (weight === undefined && outer === undefined) return
  for (let owner = 0; owner < states.length; owner += 1) {
    const own = weight === undefined ? 1 : (weight.numerators[owner] as number)
    const around = outer === undefined ? 1 : (outer.numerators[owner] as number)
    const isKnown = (weight?.states?.[owner] ?? IS_THERE) === IS_THERE
    if (!isKnown || own < 0 || (hasOuter && own < around)) states[owner] = IS_APART
  }
}
