/**
 * Aggregates over the members of a dimension, row by row over a column for each member. Absent values
 * and members that are not asked for are left out; a row with one that is left apart is left apart.
 */
import type { CoreAggregateMembers } from '../../model/program.ts'
import { exactFromRatio } from '../../value/exact.ts'
import { builtInAbsence, type Value } from '../../value/value.ts'
import type { Codes } from '../cohort.ts'
import { UNIT } from './bounds.ts'
import { BoundedBuilder, RatioBuilder } from './builders.ts'
import type { Formulas } from './formulas.ts'
import { asBounded, asNumbers, isNumeric, leastCommonMultiple } from './numbers.ts'
import { IS_APART, IS_NO, IS_THERE, IS_YES, type States } from './states.ts'
import { logic, truthCodes, truths } from './truth.ts'
import { type Bounded, type Dictionary, MOST_EXACT, type Ratios, sizeOf, type Vector } from './vector.ts'

/** A member's values, and whether it is asked for; undefined where all are. */
interface Item {
  readonly of: Vector | undefined
  readonly where: Codes | undefined
}
type Kernel = (items: readonly Item[], size: number, formulas: Formulas) => Vector | undefined

const KERNELS: Readonly<Record<string, Kernel>> = {
  all: (items, _, formulas) => logical('and', items, formulas),
  some: (items, _, formulas) => logical('or', items, formulas),
  count,
  sum: (items, size, formulas) => total(items, size, formulas, false),
  mean: (items, size, formulas) => total(items.map(asShares), size, formulas, true),
  min: (items, size, formulas) => ranked(items, size, formulas, first),
  max: (items, size, formulas) => ranked(items, size, formulas, last),
  median: (items, size, formulas) => ranked(items, size, formulas, middle),
}

export const hasMembersKernel = ({ operator, args, items }: CoreAggregateMembers): boolean =>
  KERNELS[operator] !== undefined && args.length === 0 && items.every(it => it.by.length === 0)

export function aggregatedMembers(
  core: CoreAggregateMembers,
  level: string,
  formulas: Formulas,
): Vector | undefined {
  const kernel = KERNELS[core.operator]
  if (kernel === undefined || !hasMembersKernel(core)) return undefined
  const items = core.items.map(({ of, where }): Item => {
    const isAsked = where && truthCodes(formulas.vector(where, level), formulas.states)
    return { of: of && formulas.vector(of, level), where: isAsked }
  })
  return kernel(items, sizeOf(formulas.allApart(level)), formulas)
}

// --- logic -----------------------------------------------------------------------------------------

/** What is not asked for settles nothing. */
function logical(operator: 'and' | 'or', items: readonly Item[], formulas: Formulas): Vector | undefined {
  const passes = operator === 'and' ? IS_YES : IS_NO
  let found: Codes | undefined
  const isApart: Codes[] = []
  for (const { of, where } of items) {
    if (of === undefined) return undefined
    const codes = truthCodes(of, formulas.states)
    const next = where === undefined ? codes : codes.map((it, row) => asked(where[row] as number, it, passes))
    if (next.includes(IS_APART)) isApart.push(next)
    found = logic(operator, found ?? new Uint16Array(next.length).fill(passes), next)
  }
  // All members are looked at, even where one has settled it.
  for (const codes of isApart)
    found = found?.map((it, row) => (codes[row] === IS_APART ? IS_APART : it)) as Codes
  return found && truths(found, formulas.states, formulas.newId())
}

const asked = (where: number, truth: number, passes: number): number =>
  where === IS_YES ? truth : where === IS_APART ? IS_APART : passes

// --- counts and sums -------------------------------------------------------------------------------

/** Of the values that are there, or of the members asked for. */
function count(items: readonly Item[], size: number, { states }: Formulas): Ratios {
  const numerators = new Float64Array(size)
  const found = new Uint16Array(size)
  for (const item of items) {
    const presence = item.of && presenceCodes(item.of, states)
    for (let row = 0; row < size; row += 1) {
      const state = stateOf(item.where, presence, row)
      if (state === IS_APART) found[row] = IS_APART
      if (state === IS_THERE) numerators[row] = (numerators[row] as number) + 1
    }
  }
  return {
    kind: 'ratios',
    numerators,
    denominators: 1,
    ...(found.includes(IS_APART) ? { states: found } : {}),
  }
}

/** There, apart, or a state of absence, row by row; undefined where all are there. */
function presenceCodes(of: Vector, states: States): Uint16Array | undefined {
  if (of.kind !== 'dictionary') return of.states
  const table = of.values.map(it => (it.kind === 'absent' ? states.of(it) : IS_THERE))
  return Uint16Array.from(of.partition.codes, it => table[it] as number)
}

const OMITTED = 1

/** Whether a member counts on a row: there, apart, or left out. */
function stateOf(where: Codes | undefined, presence: Uint16Array | undefined, row: number): number {
  const asked = where === undefined ? IS_YES : (where[row] as number)
  if (asked !== IS_YES) return asked === IS_APART ? IS_APART : OMITTED
  const state = presence === undefined ? IS_THERE : (presence[row] as number)
  return state === IS_THERE || state === IS_APART ? state : OMITTED
}

function total(
  items: readonly Item[],
  size: number,
  formulas: Formulas,
  isMean: boolean,
): Vector | undefined {
  const exact = overOne(items, formulas)
  if (exact === undefined) return boundedTotal(items, size, formulas, isMean)
  const { members, denominator } = exact
  const result = new RatioBuilder(size)
  const none = formulas.states.of(builtInAbsence('no_rows'))
  for (let row = 0; row < size; row += 1) {
    let [sum, present, isApart, greatest] = [0, 0, false, 0]
    for (let index = 0; index < members.length; index += 1) {
      const { where, presence, numerators, factor } = members[index] as Member
      const state = stateOf(where, presence, row)
      if (state === IS_APART) isApart = true
      if (state !== IS_THERE) continue
      present += 1
      const it = (numerators[row] as number) * factor
      sum += it
      greatest = Math.max(greatest, Math.abs(it), Math.abs(sum))
    }
    if (isApart || greatest > MOST_EXACT) result.absent(row, IS_APART)
    else if (!isMean) result.set(row, sum, denominator, 0)
    else if (present === 0) result.absent(row, none)
    else result.set(row, sum, denominator * present, 0)
  }
  return result.finish()
}

interface Member {
  readonly where: Codes | undefined
  readonly presence: Uint16Array | undefined
  readonly numerators: Float64Array
  /** To the common denominator. */
  readonly factor: number
}

/** All members as fractions of one denominator. */
function overOne(
  items: readonly Item[],
  { states }: Formulas,
): { readonly members: readonly Member[]; readonly denominator: number } | undefined {
  let denominator = 1
  const ratios: Ratios[] = []
  for (const { of } of items) {
    if (of === undefined || !isNumeric(of)) return undefined
    const numbers = asNumbers(of, states)
    if (numbers.kind !== 'ratios' || typeof numbers.denominators !== 'number') return undefined
    denominator = leastCommonMultiple(denominator, numbers.denominators)
    ratios.push(numbers)
  }
  if (denominator > MOST_EXACT) return undefined
  const members = ratios.map(({ numerators, denominators, states: presence }, index) => ({
    where: items[index]?.where,
    presence,
    numerators,
    factor: denominator / (denominators as number),
  }))
  return { members, denominator }
}

function boundedTotal(
  items: readonly Item[],
  size: number,
  { states }: Formulas,
  isMean: boolean,
): Bounded | undefined {
  const members: { readonly where: Codes | undefined; readonly numbers: Bounded }[] = []
  for (const { of, where } of items) {
    if (of === undefined || !isNumeric(of)) return undefined
    const numbers = asBounded(asNumbers(of, states))
    if (numbers.roots.most > 0) return undefined
    members.push({ where, numbers })
  }
  const result = new BoundedBuilder(size)
  const none = states.of(builtInAbsence('no_rows'))
  for (let row = 0; row < size; row += 1) {
    let [sum, error, sizes, present, isApart] = [0, 0, 0, 0, false]
    for (const { where, numbers } of members) {
      const state = stateOf(where, numbers.states, row)
      if (state === IS_APART) isApart = true
      if (state !== IS_THERE) continue
      const it = numbers.numbers[row] as number
      present += 1
      sum += it
      sizes += Math.abs(it)
      error += numbers.errors[row] as number
    }
    const bound = (error + present * UNIT * sizes) * (1 + 2 * present * UNIT)
    if (isApart) result.state(row, IS_APART)
    else if (!isMean) result.set(row, sum, bound)
    else if (present === 0) result.state(row, none)
    else result.set(row, sum / present, bound / present)
  }
  return result.finish()
}

/** The share of yes is the mean of ones and zeros. */
function asShares({ of, where }: Item): Item {
  if (of?.kind !== 'dictionary' || !of.values.some(it => it.kind === 'yes/no')) return { of, where }
  const values = of.values.map((it): Value => {
    if (it.kind !== 'yes/no') return it
    return { kind: 'number', number: exactFromRatio(it.yes ? 1 : 0) }
  })
  const shares: Dictionary = { kind: 'dictionary', partition: of.partition, values }
  return { of: shares, where }
}

// --- ranks -----------------------------------------------------------------------------------------

/** A whole number and what it is divided by, of numbers in order. */
type Pick = (sorted: Float64Array, count: number) => readonly [number, number]

const first: Pick = sorted => [sorted[0] as number, 1]
const last: Pick = (sorted, count) => [sorted[count - 1] as number, 1]
const middle: Pick = (sorted, count) => {
  const half = count >> 1
  return count % 2 === 1
    ? [sorted[half] as number, 1]
    : [(sorted[half - 1] as number) + (sorted[half] as number), 2]
}

function ranked(items: readonly Item[], size: number, formulas: Formulas, pick: Pick): Vector | undefined {
  const exact = overOne(items, formulas)
  if (exact === undefined) return undefined
  const { members, denominator } = exact
  const result = new RatioBuilder(size)
  const none = formulas.states.of(builtInAbsence('no_rows'))
  const sorted = new Float64Array(members.length)
  for (let row = 0; row < size; row += 1) {
    let [present, isApart] = [0, false]
    for (let index = 0; index < members.length; index += 1) {
      const { where, presence, numerators, factor } = members[index] as Member
      const state = stateOf(where, presence, row)
      if (state === IS_APART) isApart = true
      if (state !== IS_THERE) continue
      const it = (numerators[row] as number) * factor
      let place = present
      for (; place > 0 && (sorted[place - 1] as number) > it; place -= 1)
        sorted[place] = sorted[place - 1] as number
      sorted[place] = it
      present += 1
    }
    if (isApart) result.absent(row, IS_APART)
    else if (present === 0) result.absent(row, none)
    else {
      const [top, below] = pick(sorted, present)
      result.set(row, top, denominator * below, 0)
    }
  }
  return result.finish()
}
