/**
 * Aggregates over rows, for all owners in one pass. An owner with a row that is left apart, or whose
 * sum would not be exact, is left apart itself. Aggregates not here are left to the reference semantics.
 */
import type { CoreAggregateRows } from '../../model/program.ts'
import { exactFromRatio, squareRoot, ZERO } from '../../value/exact.ts'
import { builtInAbsence, isAbsent, type Present, type Value, YES } from '../../value/value.ts'
import type { ValueOrder } from '../order.ts'
import {
  countsOf,
  errorOfSum,
  greatestSize,
  type Operand,
  type Selection,
  type Sums,
  sumsOf,
} from './accumulate.ts'
import { BoundedBuilder, RatioBuilder } from './arithmetic.ts'
import type { RowsAbove } from './groups.ts'
import { asBounded, isNumeric, numberTable } from './numbers.ts'
import { joinedByValue } from './partition.ts'
import { APART, IS_APART, IS_NO, IS_THERE, IS_YES, type States } from './states.ts'
import { truthCodes, truths, truthTable } from './truth.ts'
import {
  type Bounded,
  type Dictionary,
  MOST_EXACT,
  type Numbers,
  type Ratios,
  type Vector,
} from './vector.ts'

export interface Aggregation {
  readonly core: CoreAggregateRows
  readonly owners: number
  readonly above: RowsAbove
  readonly where: Vector | undefined
  /** Undefined counts rows. */
  readonly of: Vector | undefined
  /** What the rows are ordered by. */
  readonly by: readonly Vector[]
  readonly states: States
  readonly order: ValueOrder
  readonly newId: () => number
  /** The sums of these values over these rows, which several aggregates may ask for. */
  sums(find: () => Sums): Sums
  /** Whether the first row comes before the second in the order of the keys. */
  isBefore(left: number, right: number): boolean
}

/** Undefined where there is no kernel for it. */
export function aggregateRows(aggregation: Aggregation): Vector | undefined {
  const { core } = aggregation
  if (core.args.length > 0 || (core.by.length > 0 && core.operator !== 'first')) return undefined
  return KERNELS[core.operator]?.(aggregation)
}

type Kernel = (aggregation: Aggregation) => Vector | undefined

const KERNELS: Readonly<Record<string, Kernel>> = {
  count,
  sum: it => total(it, (sums, denominator) => sumResult(it, sums, denominator)),
  mean: it => total(it, (sums, denominator) => meanResult(it, sums, denominator)),
  sd: deviation,
  min: it => chosen(it, extremeBy(it, 1)),
  max: it => chosen(it, extremeBy(it, -1)),
  first: it => chosen(it, firstBy(it)),
  only: it => chosen(it, onlyBy(it)),
  distinct,
  all: it => kleene(it, IS_NO, IS_YES),
  some: it => kleene(it, IS_YES, IS_NO),
}

function selectionOf({ where, states }: Aggregation): Selection | undefined {
  if (where === undefined) return undefined
  if (where.kind === 'dictionary') return { codes: where.partition.codes, table: truthTable(where, states) }
  const table = Uint32Array.from(states.truths, (_, state) => state)
  return { codes: truthCodes(where, states), table }
}

// --- counts and sums -------------------------------------------------------------------------------

function count(it: Aggregation): Vector {
  const selection = selectionOf(it)
  const isNumber = it.of !== undefined && isNumeric(it.of)
  const summand = isNumber ? summandOf(it) : undefined
  if (summand !== undefined)
    return countResult(it.sums(() => sumsOf(it.owners, it.above, selection, summand.operand)))
  if (it.of === undefined) return countResult(countsOf(it.owners, it.above, selection))
  const { of, states } = it
  const present =
    of.kind === 'dictionary'
      ? {
          codes: of.partition.codes,
          states: Uint16Array.from(of.values, value => (isAbsent(value) ? states.of(value) : IS_THERE)),
          numbers: new Float64Array(of.values.length),
        }
      : { codes: undefined, states: of.states, numbers: numbersOf(of) }
  return countResult(sumsOf(it.owners, it.above, selection, present))
}

const numbersOf = (numbers: Numbers): Float64Array =>
  numbers.kind === 'ratios' ? numbers.numerators : numbers.numbers

const countResult = ({ counts, apart }: Sums): Ratios => ({
  kind: 'ratios',
  numerators: counts,
  denominators: 1,
  ...apartStates(apart),
})

function apartStates(apart: Uint8Array): { readonly states?: Uint16Array } {
  if (!apart.includes(1)) return {}
  return { states: Uint16Array.from(apart, it => (it === 1 ? IS_APART : IS_THERE)) }
}

/** Numbers that are summed, without roots, for a sum of many has too many: exact with one denominator, or bounded. */
type Summand =
  | { readonly kind: 'exact'; readonly operand: Operand; readonly denominator: number }
  | { readonly kind: 'bounded'; readonly operand: Operand; readonly errors: Float64Array }

function summandOf({ of, core, states }: Aggregation): Summand | undefined {
  if (of === undefined) return undefined
  if (of.kind === 'dictionary') {
    const shares = core.operator === 'mean' ? withShares(of) : of
    const { states: found, numbers } = numberTable(shares, states)
    return summand(numbers, of.partition.codes, found)
  }
  const numbers = of.kind === 'ratios' && typeof of.denominators !== 'number' ? asBounded(of) : of
  return summand(numbers, undefined, numbers.states)
}

function summand(
  numbers: Numbers,
  codes: Uint32Array | undefined,
  states: Uint16Array | undefined,
): Summand | undefined {
  if (numbers.kind === 'bounded')
    return numbers.roots > 0
      ? undefined
      : { kind: 'bounded', operand: { codes, states, numbers: numbers.numbers }, errors: numbers.errors }
  const { denominators: denominator } = numbers
  if (typeof denominator !== 'number') return undefined
  return { kind: 'exact', operand: { codes, states, numbers: numbers.numerators }, denominator }
}

const withShares = (of: Dictionary): Dictionary =>
  of.values.some(it => it.kind === 'yes/no') ? { ...of, values: shareValues(of.values) } : of

const shares = new WeakMap<readonly Value[], readonly Value[]>()

/** The share of yes is the mean of ones and zeros. */
function shareValues(values: readonly Value[]): readonly Value[] {
  const known = shares.get(values)
  if (known !== undefined && known.length === values.length) return known
  const found = values.map((it): Value => {
    if (it.kind !== 'yes/no') return it
    return { kind: 'number', number: exactFromRatio(it.yes ? 1 : 0) }
  })
  shares.set(values, found)
  return found
}

function total(
  it: Aggregation,
  exactResult: (sums: Sums, denominator: number) => Vector | undefined,
): Vector | undefined {
  const found = summandOf(it)
  if (found === undefined) return undefined
  const selection = selectionOf(it)
  const known = it.sums(() => sumsOf(it.owners, it.above, selection, found.operand))
  const sums = { ...known, apart: known.apart.slice() }
  if (found.kind === 'exact') {
    markUnsafe(sums, greatestSize(found.operand.numbers))
    return exactResult(sums, found.denominator)
  }
  return boundedTotal(it, sums, selection, found)
}

/** A sum that may have met a whole number that is not safe is left apart. */
function markUnsafe({ counts, apart }: Sums, greatest: number): void {
  for (let owner = 0; owner < counts.length; owner += 1)
    if ((counts[owner] as number) * greatest > MOST_EXACT) apart[owner] = 1
}

const sumResult = (_: Aggregation, { sums, apart }: Sums, denominator: number): Ratios => ({
  kind: 'ratios',
  numerators: sums.map((it, owner) => (apart[owner] === 1 ? 0 : it)),
  denominators: denominator,
  ...apartStates(apart),
})

function meanResult({ states }: Aggregation, sums: Sums, denominator: number): Ratios | undefined {
  const { counts, sums: totals, apart } = sums
  const result = new RatioBuilder(counts.length)
  const none = states.of(builtInAbsence('no_rows'))
  for (let owner = 0; owner < counts.length; owner += 1) {
    const count = counts[owner] as number
    const below = count * denominator
    if (apart[owner] === 1 || below > MOST_EXACT) result.absent(owner, IS_APART)
    else if (count === 0) result.absent(owner, none)
    else result.set(owner, totals[owner] as number, below, 0)
  }
  return result.finish()
}

function boundedTotal(
  it: Aggregation,
  { counts, sums, apart }: Sums,
  selection: Selection | undefined,
  { operand, errors }: Extract<Summand, { kind: 'bounded' }>,
): Bounded {
  const brought = sumsOf(it.owners, it.above, selection, { ...operand, numbers: errors })
  const sizes = sumsOf(it.owners, it.above, selection, { ...operand, numbers: operand.numbers.map(Math.abs) })
  const result = new BoundedBuilder(it.owners)
  const none = it.states.of(builtInAbsence('no_rows'))
  const isMean = it.core.operator === 'mean'
  for (let owner = 0; owner < it.owners; owner += 1) {
    const count = counts[owner] as number
    const error = errorOfSum(brought.sums[owner] as number, count, sizes.sums[owner] as number)
    if (apart[owner] === 1) result.state(owner, IS_APART)
    else if (isMean && count === 0) result.state(owner, none)
    else if (isMean) result.set(owner, (sums[owner] as number) / count, error / count)
    else result.set(owner, sums[owner] as number, count === 0 ? 0 : error)
  }
  return result.finish()
}

// --- deviation -------------------------------------------------------------------------------------

/**
 * From the sums of whole numbers and of their squares: with n values over the denominator d, the
 * variance is (n·Q − S²) / (n·m·d²), with n or n − 1 for m. All of it is exact; only the root is not.
 */
function deviation(it: Aggregation): Vector | undefined {
  const found = summandOf(it)
  if (found?.kind !== 'exact') return undefined
  const selection = selectionOf(it)
  const { operand, denominator } = found
  const known = it.sums(() => sumsOf(it.owners, it.above, selection, operand))
  const sums = { ...known, apart: known.apart.slice() }
  markUnsafe(sums, greatestSize(operand.numbers) ** 2)
  const result = new BoundedBuilder(it.owners)
  const isSample = it.core.option === 'sample'
  const none = it.states.of(builtInAbsence('no_rows'))
  const byZero = it.states.of(builtInAbsence('division_by_zero'))
  const varianceOf = (owner: number) => {
    const count = sums.counts[owner] as number
    const bottom = BigInt(count) * BigInt(isSample ? count - 1 : count) * BigInt(denominator) ** 2n
    return [spread(count, sums.sums[owner] as number, sums.squares[owner] as number), bottom] as const
  }
  for (let owner = 0; owner < it.owners; owner += 1) {
    const count = sums.counts[owner] as number
    const divisor = isSample ? count - 1 : count
    if (sums.apart[owner] === 1) result.state(owner, IS_APART)
    else if (count === 0) result.state(owner, none)
    else if (divisor === 0) result.state(owner, byZero)
    else {
      const [left, right] = [count * (sums.squares[owner] as number), (sums.sums[owner] as number) ** 2]
      const bottom = count * divisor * denominator * denominator
      if (Math.max(left, right, bottom) <= MOST_EXACT)
        result.set(owner, Math.sqrt((left - right) / bottom), 0)
      else {
        const [top, below] = varianceOf(owner)
        result.set(owner, Math.sqrt(Number(top) / Number(below)), 0)
      }
    }
  }
  const exact = (owner: number) => squareRoot(exactFromRatio(...varianceOf(owner))) ?? ZERO
  return { ...result.finish(), roots: 1, exact }
}

const spread = (count: number, sum: number, squares: number): bigint =>
  BigInt(count) * BigInt(squares) - BigInt(sum) ** 2n

// --- one of the rows -------------------------------------------------------------------------------

/** The row that stands for each owner; -1 for none, -2 for an owner left apart. */
type Choice = Int32Array
const NONE = -1
const LEFT_APART = -2

/** The values of the rows chosen. */
function chosen({ of, newId }: Aggregation, choice: Choice | undefined): Vector | undefined {
  if (choice === undefined || of?.kind !== 'dictionary') return undefined
  const { codes } = of.partition
  const [none, apart] = [of.values.length, of.values.length + 1]
  const values = [...of.values, builtInAbsence('no_rows'), APART]
  const found = Uint32Array.from(choice, row =>
    row === NONE ? none : row === LEFT_APART ? apart : (codes[row] as number),
  )
  return { kind: 'dictionary', partition: { id: newId(), codes: found, count: values.length }, values }
}

/** Goes over the rows taken, with the class of each value that is there. */
function choiceOf(
  it: Aggregation,
  of: Dictionary,
  prefer: (best: number, row: number) => boolean | undefined,
): Choice {
  const selection = selectionOf(it)
  const there = of.values.map(value => (value === APART ? IS_APART : isAbsent(value) ? IS_NO : IS_YES))
  const choice = new Int32Array(it.owners).fill(NONE)
  for (let row = 0; row < it.above.length; row += 1) {
    const owner = it.above[row] as number
    if (owner < 0 || choice[owner] === LEFT_APART) continue
    const taken = selection === undefined ? IS_YES : selection.table[selection.codes[row] as number]
    if (taken === IS_APART) choice[owner] = LEFT_APART
    if (taken !== IS_YES) continue
    const state = there[of.partition.codes[row] as number]
    if (state === IS_APART) choice[owner] = LEFT_APART
    if (state !== IS_YES) continue
    const best = choice[owner] as number
    if (best < 0) choice[owner] = row
    else {
      const isBetter = prefer(best, row)
      if (isBetter === undefined) choice[owner] = LEFT_APART
      else if (isBetter) choice[owner] = row
    }
  }
  return choice
}

/** More classes than these are not put in order. */
const MOST_RANKED = 200_000

/** Places of the classes in the order of their values, equal ones alike; absent ones come last. */
function ranksOf({ values }: Dictionary, order: ValueOrder): Float64Array | undefined {
  if (values.length > MOST_RANKED) return undefined
  const present = [...values.keys()].filter(index => !isAbsent(values[index] ?? APART))
  const at = (index: number): Present => (values[index] as Present | undefined) ?? YES
  present.sort((left, right) => order.compare(at(left), at(right)))
  const ranks = new Float64Array(values.length).fill(Infinity)
  let rank = 0
  for (const [place, index] of present.entries()) {
    const before = present[place - 1]
    if (before !== undefined && order.compare(at(before), at(index)) !== 0) rank = place
    ranks[index] = rank
  }
  return ranks
}

/** Several classes may be left apart. */
const apartClasses = ({ values }: Dictionary): Uint8Array =>
  Uint8Array.from(values, it => (it === APART ? 1 : 0))

function extremeBy(it: Aggregation, sign: 1 | -1): Choice | undefined {
  const { of, order } = it
  if (of?.kind !== 'dictionary') return undefined
  const ranks = ranksOf(of, order)
  const { codes } = of.partition
  const rank = (row: number) => sign * ((ranks?.[codes[row] as number] as number) ?? 0)
  return ranks && choiceOf(it, of, (best, row) => rank(row) < rank(best))
}

/** By the keys, then in the order of the rows; rows whose keys are left apart leave the owner apart. */
function firstBy(it: Aggregation): Choice | undefined {
  const { of, by, core, order, isBefore } = it
  if (of?.kind !== 'dictionary') return undefined
  const keys: { readonly codes: Uint32Array; readonly ranks: Float64Array; readonly apart: Uint8Array }[] = []
  for (const [index, key] of by.entries()) {
    const ranks = key.kind === 'dictionary' ? ranksOf(key, order) : undefined
    if (key.kind !== 'dictionary' || ranks === undefined) return undefined
    const sign = core.by[index]?.direction === 'best first' ? -1 : 1
    keys.push({
      codes: key.partition.codes,
      ranks: ranks.map(rank => (rank === Infinity ? rank : sign * rank)),
      apart: apartClasses(key),
    })
  }
  return choiceOf(it, of, (best, row) => {
    for (const { codes, ranks, apart } of keys) {
      const [a, b] = [codes[best] as number, codes[row] as number]
      if (apart[a] === 1 || apart[b] === 1) return undefined
      const [left, right] = [ranks[a] as number, ranks[b] as number]
      if (left !== right) return right < left
    }
    return isBefore(row, best)
  })
}

/** Owners whose rows differ are left apart, to be refused in the words of the reference semantics. */
function onlyBy(it: Aggregation): Choice | undefined {
  const { of } = it
  if (of?.kind !== 'dictionary') return undefined
  const { codes } = of.partition
  const { joined } = joinedByValue(of.partition, of.values)
  const classOf = (row: number) => joined?.[codes[row] as number] ?? codes[row]
  return choiceOf(it, of, (best, row) => (classOf(best) === classOf(row) ? false : undefined))
}

function distinct(it: Aggregation): Vector | undefined {
  const { of, order, owners, above } = it
  if (of?.kind !== 'dictionary') return undefined
  const identities = new Map<string, number>()
  const classes = of.values.map(value => {
    if (isAbsent(value)) return -1
    const identity = order.identity(value)
    const known = identities.get(identity) ?? identities.size
    identities.set(identity, known)
    return known
  })
  const selection = selectionOf(it)
  const seen = new Set<number>()
  const counts = new Float64Array(owners)
  const apart = new Uint8Array(owners)
  const isApart = apartClasses(of)
  for (let row = 0; row < above.length; row += 1) {
    const owner = above[row] as number
    if (owner < 0) continue
    const taken = selection === undefined ? IS_YES : selection.table[selection.codes[row] as number]
    const code = of.partition.codes[row] as number
    if (taken === IS_APART || (taken === IS_YES && isApart[code] === 1)) apart[owner] = 1
    const found = classes[code] as number
    if (taken !== IS_YES || found < 0) continue
    const pair = owner * identities.size + found
    if (seen.has(pair)) continue
    seen.add(pair)
    counts[owner] = (counts[owner] as number) + 1
  }
  return countResult({ counts, sums: counts, squares: counts, apart })
}

// --- logic -----------------------------------------------------------------------------------------

/**
 * All or some. Which absence counts where nothing decides is a matter of the order of the rows, so
 * owners with different ones are left apart.
 */
function kleene(it: Aggregation, settles: number, otherwise: number): Vector | undefined {
  const { of, states, owners, above, newId } = it
  if (of === undefined) return undefined
  const selection = selectionOf(it)
  const table = of.kind === 'dictionary' ? truthTable(of, states) : undefined
  const codes = of.kind === 'dictionary' ? of.partition.codes : truthCodes(of, states)
  const found = new Uint32Array(owners).fill(otherwise)
  const isPlain = table?.every(it => it === settles || it === otherwise) === true
  if (isPlain && table !== undefined && selection === undefined) {
    markSettled(codes, table, above, found, settles)
    return truths(found, states, newId())
  }
  const apart = new Uint8Array(owners)
  for (let row = 0; row < above.length; row += 1) {
    const code = codes[row] as number
    const truth = table === undefined ? code : (table[code] as number)
    // Most rows make no difference, whoever they belong to.
    if (truth === otherwise && selection === undefined) continue
    const owner = above[row] as number
    if (owner < 0) continue
    if (selection !== undefined) {
      const taken = selection.table[selection.codes[row] as number] as number
      if (taken === IS_APART) apart[owner] = 1
      if (taken !== IS_YES || truth === otherwise) continue
    }
    if (truth === IS_APART) apart[owner] = 1
    const before = found[owner] as number
    if (before === settles) continue
    if (truth === settles || before === otherwise) found[owner] = truth
    else if (before !== truth) found[owner] = IS_APART
  }
  for (let owner = 0; owner < owners; owner += 1) if (apart[owner] === 1) found[owner] = IS_APART
  return truths(found, states, newId())
}

/** Where every row has one or the other truth: a row with the one settles its owner. */
function markSettled(
  codes: Uint32Array,
  table: Uint32Array,
  above: RowsAbove,
  found: Uint32Array,
  settles: number,
): void {
  for (let row = 0; row < codes.length; row += 1) {
    if (table[codes[row] as number] !== settles) continue
    const owner = above[row] as number
    if (owner >= 0) found[owner] = settles
  }
}
