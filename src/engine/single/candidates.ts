/**
 * The candidates for the slots of one row, and the best of them taken first. It says no wherever the
 * specification does not prove that this is the best total: a limit that could bind, fills that overlap
 * without one lying in the other, an outer fill that weighs more, weights that differ within a fill,
 * negative scores, copies that stay together.
 */
import type { CoreSlots } from '../../model/program.ts'
import { leastCommonMultiple } from '../columnar/numbers.ts'
import { reduced } from './arithmetic.ts'
import type { Lists } from './belonging.ts'
import type { Lowering } from './lowering.ts'
import type { Read } from './memo.ts'
import { Nesting } from './nesting.ts'
import { type Id, KIND, NONE, type Pool, YES_ID } from './pool.ts'
import type { Cells } from './sheet.ts'

export interface Fill {
  /** How many it takes of this row. */
  take: number
  /** Where its places begin among those of all fills. */
  top: number
  weight: Id
  /** What it holds is worth, over the common denominator, and how many that is. */
  worth: number
  count: number
}
interface FillReads {
  readonly take: Read
  /** Undefined where every candidate weighs the same by the rules. */
  readonly weight: Read | undefined
  readonly constantWeight: Id
}
interface LimitReads {
  readonly atMost: Read
  readonly where: Read
  readonly counts: 'candidates' | 'copies'
  used: number
}

/** More places or copies than these are left to the reference semantics. */
const MOST_PLACES = 64
const MOST_FILLS = 30
/** So small that products stay safe. */
const SAFE = 2 ** 26

export class Candidates {
  readonly fills: readonly Fill[]
  /** What worths are over. */
  denominator = 1
  readonly #reads: readonly FillReads[]
  readonly #limits: readonly LimitReads[]
  readonly #where: Read | undefined
  readonly #score: Read
  readonly #copies: Read | undefined
  readonly #splitCopies: boolean
  readonly #pool: Pool
  readonly #one: Id
  /** A bit for each fill that accepts a candidate. */
  readonly #accepted: Read
  readonly #isBefore: (row: number, other: number) => boolean
  readonly #nesting: Nesting
  #count = 0
  #scoreDenominator = 1
  #rows = new Int32Array(16)
  #scores = new Float64Array(16)
  #sets = new Int32Array(16)
  #counts = new Int32Array(16)
  /** The candidates in the places of all fills one after the other, each fill's best first. */
  #held = new Int32Array(16)

  constructor(core: CoreSlots, owner: string, lowering: Lowering) {
    const inner = (formula: CoreSlots['score']) => lowering.rowFormula(formula, core.level).read
    const own = (formula: CoreSlots['score']) => lowering.rowFormula(formula, owner).read
    this.#pool = lowering.pool
    this.#one = lowering.pool.ratio(1, 1)
    this.#where = core.where && inner(core.where)
    this.#score = inner(core.score)
    this.#copies = core.copies && inner(core.copies)
    this.#splitCopies = core.splitCopies
    this.#accepted = acceptedBits(core, lowering)
    this.#reads = core.fills.map(({ take, weight }) => {
      const constant = weight === undefined ? this.#one : weight.kind === 'Literal' ? inner(weight)(0) : NONE
      const isConstant = constant !== NONE && lowering.pool.kinds[constant] !== KIND.absent
      return {
        take: own(take),
        weight: weight === undefined || isConstant ? undefined : inner(weight),
        constantWeight: isConstant ? constant : NONE,
      }
    })
    this.#limits = core.limits.map(it => ({
      atMost: own(it.atMost),
      where: inner(it.where),
      counts: it.counts,
      used: 0,
    }))
    this.fills = core.fills.map(() => ({ take: NONE, top: 0, weight: NONE, worth: 0, count: 0 }))
    this.#isBefore = (row, other) => lowering.setting.isBefore(core.level, row, other)
    this.#nesting = new Nesting(core.fills.length)
  }

  /** Reads the candidates of a row. False where they are no matter for taking the best first. */
  read(owner: number, lists: Lists): boolean {
    if (this.fills.length > MOST_FILLS) return false
    this.#count = 0
    this.#scoreDenominator = 1
    for (let at = 0; at < this.fills.length; at += 1)
      (this.fills[at] as Fill).weight = (this.#reads[at] as FillReads).constantWeight
    for (let at = 0; at < this.#limits.length; at += 1) (this.#limits[at] as LimitReads).used = 0
    const { ids: next } = lists.next
    for (let row = lists.first.ids[owner] as number; row !== NONE; row = next[row] as number)
      if (!this.#readRow(row)) return false
    return this.#readPlaces(owner) && this.#weigh()
  }

  #readRow(row: number): boolean {
    const { kinds, numerators, denominators } = this.#pool
    if (this.#where !== undefined && this.#where(row) !== YES_ID) return true
    const score = this.#score(row)
    if (kinds[score] === KIND.absent) return true
    let count = 1
    if (this.#copies !== undefined) {
      const copies = this.#copies(row)
      if (kinds[copies] === KIND.absent) return true
      count = denominators[copies] === 1 ? (numerators[copies] as number) : NONE
    }
    const denominator = denominators[score] as number
    if (denominator === 0 || !(count >= 0 && count <= MOST_PLACES)) return false
    const accepted = this.#weighed(row, this.#accepted(row))
    if (accepted === 0) return true
    const numerator = numerators[score] as number
    if (accepted === NONE || numerator < 0 || (count > 1 && !this.#splitCopies)) return false
    if (this.#limits.length > 0) this.#countLimits(row, count)
    if (count === 0) return true
    return this.#add(row, numerator, denominator, accepted, count)
  }

  /** The fills that accept it; `NONE` where one weighs candidates differently. One whose weight is absent takes nothing. */
  #weighed(row: number, accepting: number): number {
    let accepted = accepting
    for (let rest = accepting; rest !== 0; rest &= rest - 1) {
      const at = 31 - Math.clz32(rest & -rest)
      const { weight } = this.#reads[at] as FillReads
      if (weight === undefined) continue
      const id = weight(row)
      const fill = this.fills[at] as Fill
      if (this.#pool.kinds[id] === KIND.absent) accepted &= ~(1 << at)
      else if (fill.weight === NONE) fill.weight = id
      else if (fill.weight !== id) return NONE
    }
    return accepted
  }

  #countLimits(row: number, copies: number): void {
    for (const it of this.#limits)
      if (it.where(row) === YES_ID) it.used += it.counts === 'copies' ? copies : Math.min(copies, 1)
  }

  #add(row: number, numerator: number, denominator: number, accepted: number, copies: number): boolean {
    if (this.#count === this.#rows.length) this.#grow()
    if (denominator !== this.#scoreDenominator && !this.#rescale(denominator)) return false
    const score = numerator * (this.#scoreDenominator / denominator)
    if (score > SAFE) return false
    const at = this.#count
    this.#rows[at] = row
    this.#scores[at] = score
    this.#sets[at] = accepted
    this.#counts[at] = copies
    this.#count += 1
    return true
  }

  #rescale(denominator: number): boolean {
    const common = leastCommonMultiple(this.#scoreDenominator, denominator)
    const factor = common / this.#scoreDenominator
    if (common > SAFE) return false
    for (let at = 0; at < this.#count; at += 1) this.#scores[at] = (this.#scores[at] as number) * factor
    this.#scoreDenominator = common
    return this.#scores.every((it, at) => at >= this.#count || it <= SAFE)
  }

  #grow(): void {
    const size = 2 * this.#rows.length
    const wider = <T extends Int32Array | Float64Array>(made: T, from: T): T => {
      made.set(from)
      return made
    }
    this.#rows = wider(new Int32Array(size), this.#rows)
    this.#scores = wider(new Float64Array(size), this.#scores)
    this.#sets = wider(new Int32Array(size), this.#sets)
    this.#counts = wider(new Int32Array(size), this.#counts)
  }

  #readPlaces(owner: number): boolean {
    let places = 0
    for (let at = 0; at < this.fills.length; at += 1) {
      const take = this.#whole((this.#reads[at] as FillReads).take(owner))
      if (take === NONE || take > MOST_PLACES) return false
      const fill = this.fills[at] as Fill
      fill.take = take
      fill.top = places
      places += take
    }
    if (places > this.#held.length) this.#held = new Int32Array(places)
    for (let at = 0; at < places; at += 1) this.#held[at] = NONE
    for (const it of this.#limits) {
      const most = this.#whole(it.atMost(owner))
      if (most === NONE || it.used > most) return false
    }
    return true
  }

  #whole(id: Id): number {
    const { numerators, denominators } = this.#pool
    return denominators[id] === 1 && (numerators[id] as number) >= 0 ? (numerators[id] as number) : NONE
  }

  /** Puts the weights over a common denominator. */
  #weigh(): boolean {
    const { denominators } = this.#pool
    let common = 1
    for (const { weight } of this.fills) {
      if (weight === NONE) continue
      const denominator = denominators[weight] as number
      if (denominator === 0 || !((this.#pool.numerators[weight] as number) > 0)) return false
      if (denominator !== common) common = leastCommonMultiple(common, denominator)
      if (common > SAFE) return false
    }
    this.denominator = common * this.#scoreDenominator
    this.#weightDenominator = common
    return true
  }
  #weightDenominator = 1

  #weightOf({ weight }: Fill): number {
    const { numerators, denominators } = this.#pool
    return (numerators[weight] as number) * (this.#weightDenominator / (denominators[weight] as number))
  }

  // --- taking ----------------------------------------------------------------------------------------

  /** Fills the places; false where it is not proved that this is best. */
  takeBest(isWhoAsked: boolean): boolean {
    const around = this.#nesting.around(this.#sets, this.#count)
    if (around === undefined || !this.#isOrdered(around)) return false
    for (let candidate = 0; candidate < this.#count; candidate += 1) {
      const bits = this.#sets[candidate] as number
      const innermost = 31 - Math.clz32(bits & -bits)
      for (let copy = this.#counts[candidate] as number; copy > 0; copy -= 1)
        this.#place(candidate, innermost, around, isWhoAsked)
    }
    this.#sum()
    return true
  }

  /** An inner fill weighs no less than the one around it. */
  #isOrdered(around: Int32Array): boolean {
    for (let at = 0; at < this.fills.length; at += 1) {
      const outer = around[at] as number
      if (outer < 0) continue
      const fill = this.fills[at] as Fill
      const other = this.fills[outer] as Fill
      if (fill.weight === NONE || other.weight === NONE || fill.weight === other.weight) continue
      if (this.#weightOf(fill) < this.#weightOf(other)) return false
    }
    return true
  }

  /** From fill to fill outwards; who is displaced goes on in its place. */
  #place(candidate: number, innermost: number, around: Int32Array, isWhoAsked: boolean): void {
    const held = this.#held
    let moving = candidate
    for (let fill = innermost; fill >= 0; fill = around[fill] as number) {
      const { top, take } = this.fills[fill] as Fill
      let at = top + take - 1
      if (at < top) continue
      const last = held[at] as number
      if (last !== NONE && !this.#isBetter(moving, last, isWhoAsked)) continue
      for (; at > top; at -= 1) {
        const before = held[at - 1] as number
        if (before !== NONE && !this.#isBetter(moving, before, isWhoAsked)) break
        held[at] = before
      }
      held[at] = moving
      if (last === NONE) return
      moving = last
    }
  }

  #isBetter(candidate: number, other: number, isWhoAsked: boolean): boolean {
    const score = this.#scores[candidate] as number
    const held = this.#scores[other] as number
    if (score !== held || !isWhoAsked || candidate === other) return score > held
    return this.#isBefore(this.#rows[candidate] as number, this.#rows[other] as number)
  }

  #sum(): void {
    for (let index = 0; index < this.fills.length; index += 1) {
      const fill = this.fills[index] as Fill
      const end = fill.top + fill.take
      let sum = 0
      let count = 0
      for (let at = fill.top; at < end; at += 1) {
        const candidate = this.#held[at] as number
        if (candidate === NONE) break
        sum += this.#scores[candidate] as number
        count += 1
      }
      fill.worth = count === 0 ? 0 : sum * this.#weightOf(fill)
      fill.count = count
    }
  }

  /** `NONE` where a worth is not safe. */
  worthId(worth: number): Id {
    return reduced(this.#pool, worth, this.denominator)
  }

  /** Names on each candidate the first fill that it has a place in. */
  tellWho(got: Cells, names: readonly Id[]): void {
    for (let fill = this.fills.length - 1; fill >= 0; fill -= 1) {
      const { top, take } = this.fills[fill] as Fill
      for (let at = top; at < top + take; at += 1) {
        const candidate = this.#held[at] as number
        if (candidate !== NONE) got.ids[this.#rows[candidate] as number] = names[fill] as Id
      }
    }
  }
}

/** A bit for each fill that accepts a row; told by class where all of them follow from its inputs. */
function acceptedBits({ fills, level }: CoreSlots, lowering: Lowering): Read {
  const accepts = fills.slice(0, MOST_FILLS).map(it => lowering.formula(it.accept, level))
  const reads = accepts.map(it => it.read)
  const bits: Read = row => {
    let set = 0
    for (let at = 0; at < reads.length; at += 1) if ((reads[at] as Read)(row) === YES_ID) set |= 1 << at
    return set
  }
  const classes = lowering.classes.get(level)
  return classes !== undefined && accepts.every(it => it.isOfRow) ? classes.byClass(bits) : bits
}
