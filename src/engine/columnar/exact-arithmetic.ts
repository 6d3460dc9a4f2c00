/**
 * Arithmetic on fractions of whole numbers. Where the denominators are the same in all rows, the greatest
 * numerators tell for all rows at once whether every result stays exact.
 */
import { builtInAbsence } from '../../value/value.ts'
import type { Codes } from '../cohort.ts'
import { greatestSize } from './aggregate/accumulate.ts'
import { RatioBuilder, withStates } from './builders.ts'
import { leastCommonMultiple, type NumberTable } from './numbers.ts'
import { IS_THERE, type States } from './states.ts'
import { denominatorAt, MOST_EXACT, type Ratios } from './vector.ts'

export type Arithmetic = '+' | '-' | '*' | '/'

/** Undefined where a whole number would not be safe. `found` is what the operands make of each row. */
export type Exactly = (
  left: Ratios,
  right: Ratios,
  found: Uint16Array | undefined,
  states: States,
) => Ratios | undefined

export const EXACT: { readonly [K in Arithmetic]: Exactly } = {
  '+': (left, right, found) => sum(left, right, 1, found),
  '-': (left, right, found) => sum(left, right, -1, found),
  '*': product,
  '/': quotient,
}

/** What both numerators are multiplied by, and the denominator then; undefined where a sum might not be exact. */
function commonScale(left: Ratios, right: Ratios) {
  if (typeof left.denominators !== 'number' || typeof right.denominators !== 'number') return undefined
  const denominators = leastCommonMultiple(left.denominators, right.denominators)
  const [byLeft, byRight] = [denominators / left.denominators, denominators / right.denominators]
  const most = greatestSize(left.numerators) * byLeft + greatestSize(right.numerators) * byRight
  return Math.max(denominators, most) > MOST_EXACT ? undefined : { denominators, byLeft, byRight }
}

function sum(left: Ratios, right: Ratios, sign: 1 | -1, found: Uint16Array | undefined): Ratios | undefined {
  const scale = commonScale(left, right)
  if (scale === undefined) return sumOfMany(left, right, sign, found)
  const [byLeft, byRight] = [scale.byLeft, sign * scale.byRight]
  const [a, b] = [left.numerators, right.numerators]
  const numerators = new Float64Array(a.length)
  for (let row = 0; row < a.length; row += 1)
    numerators[row] = (a[row] as number) * byLeft + (b[row] as number) * byRight
  return { kind: 'ratios', numerators, denominators: scale.denominators, ...withStates(found) }
}

/** With denominators of their own. */
function sumOfMany(
  left: Ratios,
  right: Ratios,
  sign: 1 | -1,
  found: Uint16Array | undefined,
): Ratios | undefined {
  const result = new RatioBuilder(left.numerators.length, found)
  for (let row = 0; row < left.numerators.length; row += 1) {
    const p = denominatorAt(left, row)
    const q = denominatorAt(right, row)
    const a = left.numerators[row] as number
    const b = sign * (right.numerators[row] as number)
    if (p === q) result.set(row, a + b, p, Math.max(Math.abs(a), Math.abs(b)))
    else result.set(row, a * q + b * p, p * q, Math.max(Math.abs(a * q), Math.abs(b * p)))
  }
  return result.finish()
}

function product(left: Ratios, right: Ratios, found: Uint16Array | undefined): Ratios | undefined {
  const result = new RatioBuilder(left.numerators.length, found)
  for (let row = 0; row < left.numerators.length; row += 1)
    result.set(
      row,
      (left.numerators[row] as number) * (right.numerators[row] as number),
      denominatorAt(left, row) * denominatorAt(right, row),
      0,
    )
  return result.finish()
}

function quotient(
  left: Ratios,
  right: Ratios,
  found: Uint16Array | undefined,
  states: States,
): Ratios | undefined {
  const size = left.numerators.length
  const result = new RatioBuilder(size, found)
  const byZero = states.of(builtInAbsence('division_by_zero'))
  for (let row = 0; row < size; row += 1) {
    const over = right.numerators[row] as number
    if (over === 0) {
      result.absent(row, byZero)
      continue
    }
    const sign = over < 0 ? -1 : 1
    const numerator = sign * (left.numerators[row] as number) * denominatorAt(right, row)
    result.set(row, numerator, denominatorAt(left, row) * Math.abs(over), 0)
  }
  return result.finish()
}

// --- with few values -------------------------------------------------------------------------------

/** Numbers by class: fractions of one denominator. */
export interface Classes {
  readonly codes: Codes
  readonly states: Uint16Array
  readonly numbers: Ratios
}

/** The classes of a table, where its numbers are fractions of one denominator. */
export const classesOf = (codes: Codes, { states, numbers }: NumberTable): Classes | undefined =>
  numbers.kind === 'ratios' && typeof numbers.denominators === 'number'
    ? { codes, states, numbers }
    : undefined

/** A sum or difference of numbers by row and numbers by class, whichever comes first. */
export function sumWithClasses(
  rows: Ratios,
  { codes, states, numbers }: Classes,
  signs: { readonly rows: 1 | -1; readonly classes: 1 | -1 },
  isRowsFirst: boolean,
): Ratios | undefined {
  const scale = commonScale(rows, numbers)
  if (scale === undefined) return undefined
  const [byRow, byClass] = [signs.rows * scale.byLeft, signs.classes * scale.byRight]
  const [a, table] = [rows.numerators, numbers.numerators]
  const numerators = new Float64Array(a.length)
  for (let row = 0; row < a.length; row += 1)
    numerators[row] = (a[row] as number) * byRow + (table[codes[row] as number] as number) * byClass
  const found = statesWithClasses(rows.states, codes, states, isRowsFirst)
  return { kind: 'ratios', numerators, denominators: scale.denominators, ...withStates(found) }
}

function statesWithClasses(
  ofRows: Uint16Array | undefined,
  codes: Codes,
  ofClasses: Uint16Array,
  isRowsFirst: boolean,
): Uint16Array | undefined {
  if (ofClasses.every(it => it === IS_THERE)) return ofRows
  const found = new Uint16Array(codes.length)
  for (let row = 0; row < found.length; row += 1) found[row] = ofClasses[codes[row] as number] as number
  if (ofRows === undefined) return found
  for (let row = 0; row < found.length; row += 1) {
    const own = ofRows[row] as number
    if (own !== IS_THERE && (isRowsFirst || found[row] === IS_THERE)) found[row] = own
  }
  return found
}

/** Numbers times `top / bottom`, neither of which is zero. */
export function scaled(numbers: Ratios, top: number, bottom: number): Ratios | undefined {
  const { numerators, denominators, states } = numbers
  const sign = bottom < 0 ? -1 : 1
  const [by, over] = [sign * top, sign * bottom]
  if (typeof denominators !== 'number' || denominators * over > MOST_EXACT) return undefined
  if (by !== 1 && greatestSize(numerators) * Math.abs(by) > MOST_EXACT) return undefined
  return {
    kind: 'ratios',
    numerators: by === 1 ? numerators : numerators.map(it => it * by),
    denominators: denominators * over,
    ...withStates(states),
  }
}
