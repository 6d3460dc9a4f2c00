/**
 * The candidates for the slots of one row, and the best of them taken first. It says no wherever the
 * specification does not prove that this is the best total: a limit that could bind, fills that overlap
 * without one lying in the other, an outer fill that weighs more, weights that differ within a fill,
 * negative scores, copies that stay together.
 */
import type { Core, CoreSlots } from '../../model/program.ts'
import { leastCommonMultiple } from '../columnar/numbers.ts'
import { reduced } from './arithmetic.ts'
import type { Lists } from './belonging.ts'
import { CandidateList, SAFE } from './candidate-list.ts'
import type { Lowering } from './lowering.ts'
import type { Read } from './memo.ts'
import { Nesting } from './nesting.ts'
import { Places, type Stretch } from './places.ts'
import { type Id, KIND, NONE, type Pool, YES_ID } from './pool.ts'
import type { Cells } from './sheet.ts'

export interface Fill extends Stretch {
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
  /** A bit for each fill that accepts a candidate. */
  readonly #accepted: Read
  /** A bit for each fill whose weight is not written as a number. */
  readonly #weighing: number
  readonly #nesting: Nesting
  readonly #list = new CandidateList()
  readonly #places: Places
  #weightDenominator = 1

  constructor(core: CoreSlots, owner: string, lowering: Lowering) {
    const inner = (formula: Core) => lowering.rowFormula(formula, core.level).read
    const own = (formula: Core) => lowering.rowFormula(formula, owner).read
    this.#pool = lowering.pool
    this.#where = core.where && inner(core.where)
    this.#score = inner(core.score)
    this.#copies = core.copies && inner(core.copies)
    this.#splitCopies = core.splitCopies
    this.#accepted = acceptedBits(core, lowering)
    this.#reads = core.fills.map(it => fillReads(it, own, inner, this.#pool))
    this.#weighing = this.#reads.reduce(
      (bits, it, at) => (it.weight === undefined ? bits : bits | (1 << at)),
      0,
    )
    this.#limits = core.limits.map(({ atMost, where, counts }) => ({
      atMost: own(atMost),
      where: inner(where),
      counts,
      used: 0,
    }))
    this.fills = core.fills.map(() => ({ take: NONE, top: 0, weight: NONE, worth: 0, count: 0 }))
    this.#places = new Places(this.#list, this.fills, (row, other) =>
      lowering.setting.isBefore(core.level, row, other),
    )
    this.#nesting = new Nesting(core.fills.length)
  }

  /** Reads the candidates of a row. False where they are no matter for taking the best first. */
  read(owner: number, lists: Lists): boolean {
    if (this.fills.length > MOST_FILLS) return false
    this.#list.clear()
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
    return this.#list.add(row, numerator, denominator, accepted, count)
  }

  /** The fills that accept it; `NONE` where one weighs candidates differently. One whose weight is absent takes nothing. */
  #weighed(row: number, accepting: number): number {
    let accepted = accepting
    for (let rest = accepting & this.#weighing; rest !== 0; rest &= rest - 1) {
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
    this.#places.clear(places)
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
    this.denominator = common * this.#list.denominator
    this.#weightDenominator = common
    return true
  }

  #weightOf({ weight }: Fill): number {
    const { numerators, denominators } = this.#pool
    return (numerators[weight] as number) * (this.#weightDenominator / (denominators[weight] as number))
  }

  // --- taking ----------------------------------------------------------------------------------------

  /** Fills the places; false where it is not proved that this is best. */
  takeBest(isWhoAsked: boolean): boolean {
    const around = this.#nesting.around(this.#list.accepted, this.#list.count)
    if (around === undefined || !this.#isOrdered(around)) return false
    this.#places.takeAll(around, isWhoAsked)
    for (const it of this.fills) {
      it.count = this.#places.taken(it)
      it.worth = it.count === 0 ? 0 : this.#places.score(it, it.count) * this.#weightOf(it)
    }
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

  /** `NONE` where a worth is not safe. */
  worthId(worth: number): Id {
    return reduced(this.#pool, worth, this.denominator)
  }

  /** Names on each candidate the first fill that it has a place in. */
  tellWho(got: Cells, names: readonly Id[]): void {
    this.#places.tellWho(got, names)
  }
}

/** A weight that the rules write as a number is the same for every candidate. */
function fillReads(
  { take, weight }: CoreSlots['fills'][number],
  own: (formula: Core) => Read,
  inner: (formula: Core) => Read,
  pool: Pool,
): FillReads {
  const written = weight?.kind === 'Literal' ? inner(weight)(0) : NONE
  const constant = weight === undefined ? pool.ratio(1, 1) : written
  const isConstant = constant !== NONE && pool.kinds[constant] !== KIND.absent
  return {
    take: own(take),
    weight: weight === undefined || isConstant ? undefined : inner(weight),
    constantWeight: isConstant ? constant : NONE,
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
