/** Exact numbers: the laws of arithmetic, order and rounding, held against long decimal expansions. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  compare,
  divide,
  type Exact,
  equal,
  exactFromDigits,
  exactFromRatio,
  floor,
  identityOf,
  isRational,
  isWhole,
  multiply,
  negate,
  ONE,
  power,
  ROUNDING_MODES,
  type RoundingMode,
  rationalOf,
  round,
  sign,
  squareRoot,
  staysWithinRoots,
  subtract,
  toDecimal,
  toExactText,
  toFixed,
  ZERO,
} from '../../src/value/exact.ts'
import { integerRoot, splitSquare } from '../../src/value/root.ts'

// --- numbers beside their decimal expansions -----------------------------------------------------------

const PLACES = 80n
const SCALE = 10n ** PLACES

/** A number, and the same number times 10^80, wrong by far less than 10^40. */
interface Both {
  readonly exact: Exact
  readonly scaled: bigint
}

const ratio = fc
  .tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1, max: 12 }))
  .map(([n, d]): Both => ({ exact: exactFromRatio(n, d), scaled: (BigInt(n) * SCALE) / BigInt(d) }))

/** Roots that depend on each other (2, 3, 6, 8, 12, 18) and roots that do not. */
const root = fc
  .tuple(
    fc.constantFrom(2, 3, 5, 6, 8, 12, 18, 4),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: -5, max: 5 }),
  )
  .map(([n, d, times]): Both => {
    const positive = squareRoot(exactFromRatio(n, d)) ?? ZERO
    const scaled = integerRoot((BigInt(n) * SCALE * SCALE) / BigInt(d))
    return { exact: multiply(positive, exactFromRatio(times)), scaled: scaled * BigInt(times) }
  })

const anyNumber = fc
  .tuple(ratio, fc.array(root, { maxLength: 3 }))
  .map(([first, roots]) => roots.reduce((sum, it) => plus(sum, it), first))

const plus = (a: Both, b: Both): Both => ({ exact: add(a.exact, b.exact), scaled: a.scaled + b.scaled })

const isClose = (value: Exact, scaled: bigint): boolean => {
  const difference = subtract(value, exactFromRatio(scaled, SCALE))
  const margin = exactFromRatio(1n, 10n ** 40n)
  return compare(difference, margin) < 0 && compare(negate(margin), difference) < 0
}

const root2 = squareRoot(exactFromRatio(2)) ?? ZERO
const root3 = squareRoot(exactFromRatio(3)) ?? ZERO
const root6 = squareRoot(exactFromRatio(6)) ?? ZERO
const digits = (text: string): Exact => exactFromDigits(text) ?? ZERO

describe('arithmetic', () => {
  it('agrees with long decimal expansions', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        expect(isClose(add(a.exact, b.exact), a.scaled + b.scaled)).toBe(true)
        expect(isClose(subtract(a.exact, b.exact), a.scaled - b.scaled)).toBe(true)
        expect(isClose(multiply(a.exact, b.exact), (a.scaled * b.scaled) / SCALE)).toBe(true)
      }),
    )
  })

  it('keeps the laws of a field', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, anyNumber, ({ exact: a }, { exact: b }, { exact: c }) => {
        expect(equal(add(a, b), add(b, a))).toBe(true)
        expect(equal(multiply(a, b), multiply(b, a))).toBe(true)
        expect(equal(add(add(a, b), c), add(a, add(b, c)))).toBe(true)
        expect(equal(multiply(multiply(a, b), c), multiply(a, multiply(b, c)))).toBe(true)
        expect(equal(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)))).toBe(true)
        expect(equal(subtract(a, a), ZERO)).toBe(true)
        expect(equal(multiply(a, ONE), a)).toBe(true)
      }),
    )
  })

  it('divides by every number but zero, and back', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, ({ exact: a }, { exact: b }) => {
        const quotient = divide(a, b)
        if (sign(b) === 0) expect(quotient).toBeUndefined()
        else expect(equal(multiply(quotient ?? ZERO, b), a)).toBe(true)
      }),
    )
  })

  it('divides by a sum of roots that depend on each other', () => {
    const divisor = [ONE, root2, root3, root6].reduce(add)
    expect(equal(multiply(divide(ONE, divisor) ?? ZERO, divisor), ONE)).toBe(true)
    const primes = [2, 3, 5, 7, 11].map(it => squareRoot(exactFromRatio(it)) ?? ZERO)
    const sum = primes.reduce(add, ONE)
    expect(equal(multiply(divide(ONE, sum) ?? ZERO, sum), ONE)).toBe(true)
  })

  it('multiplies a power out', () => {
    expect(
      equal(power(add(root2, root3), 2) ?? ZERO, add(exactFromRatio(5), multiply(exactFromRatio(2), root6))),
    ).toBe(true)
    expect(toExactText(power(exactFromRatio(2, 3), -3) ?? ZERO)).toBe('27/8')
    expect(toExactText(power(ZERO, 0) ?? ZERO)).toBe('1')
    expect(power(ZERO, -1)).toBeUndefined()
  })

  it('squares a root to its radicand', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 30n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (n, d) => {
          const radicand = exactFromRatio(n, d)
          const value = squareRoot(radicand) ?? ZERO
          expect(equal(multiply(value, value), radicand)).toBe(true)
          expect(sign(value)).toBe(n === 0n ? 0 : 1)
        },
      ),
    )
  })

  it('takes no root of a negative number or of a root', () => {
    expect(squareRoot(exactFromRatio(-1))).toBeUndefined()
    expect(squareRoot(root2)).toBeUndefined()
  })

  it('joins roots that are multiples of each other, whatever their size', () => {
    const prime = 1_000_003n
    const large = squareRoot(exactFromRatio(2n * prime * prime)) ?? ZERO
    expect(equal(large, multiply(exactFromRatio(prime), root2))).toBe(true)
    expect(isRational(subtract(large, multiply(exactFromRatio(prime), root2)))).toBe(true)
    expect(toExactText(squareRoot(exactFromRatio(8, 9)) ?? ZERO)).toBe('2/3*sqrt(2)')
  })

  it('says when a number would hold too many roots', () => {
    const many = Array.from(
      { length: 7 },
      (_, at) => squareRoot(exactFromRatio([2, 3, 5, 7, 11, 13, 17][at] ?? 2)) ?? ZERO,
    )
    expect(staysWithinRoots('quotient', ONE, many.reduce(add))).toBe(false)
    expect(staysWithinRoots('quotient', ONE, root2)).toBe(true)
    expect(staysWithinRoots('sum', root2, root3)).toBe(true)
    expect(staysWithinRoots('product', root2, root3)).toBe(true)
  })
})

describe('order', () => {
  it('agrees with long decimal expansions', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        const difference = a.scaled - b.scaled
        const isZero = difference < 10n ** 10n && difference > -(10n ** 10n)
        expect(compare(a.exact, b.exact)).toBe(isZero ? 0 : difference < 0n ? -1 : 1)
        expect(equal(a.exact, b.exact)).toBe(isZero)
      }),
    )
  })

  it('tells numbers apart that agree in many digits', () => {
    const near = exactFromRatio(integerRoot(2n * 10n ** 400n), 10n ** 200n)
    expect(compare(near, root2)).toBe(-1)
    expect(floor(multiply(subtract(root2, near), exactFromRatio(10n ** 200n)))).toBe(0n)
  })

  it('gives numbers one identity exactly where they are equal', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, ({ exact: a }, { exact: b }) => {
        expect(identityOf(a) === identityOf(b)).toBe(equal(a, b))
        expect(identityOf(subtract(add(a, b), b))).toBe(identityOf(a))
      }),
    )
    const prime = 1_000_003n
    const large = squareRoot(exactFromRatio(2n * prime * prime)) ?? ZERO
    expect(identityOf(large)).toBe(identityOf(multiply(exactFromRatio(prime), root2)))
    const nearly = add(ONE, exactFromRatio(1n, 10n ** 400n))
    expect(identityOf(multiply(root2, nearly))).not.toBe(identityOf(root2))
  })

  it('puts the floor at or below the value and less than one from it', () => {
    fc.assert(
      fc.property(anyNumber, ({ exact }) => {
        const below = exactFromRatio(floor(exact))
        expect(compare(below, exact)).toBeLessThanOrEqual(0)
        expect(compare(exact, add(below, ONE))).toBe(-1)
      }),
    )
  })
})

describe('rounding', () => {
  const places = fc.integer({ min: -2, max: 4 })
  const halves = fc.integer({ min: -2000, max: 2000 }).map(it => exactFromRatio(it, 200))
  const value = fc.oneof(
    halves,
    anyNumber.map(it => it.exact),
  )

  it('gives a neighbouring multiple of the unit', () => {
    fc.assert(
      fc.property(value, places, fc.constantFrom(...ROUNDING_MODES), (number, count, mode) => {
        const unit = power(exactFromRatio(10), -count) ?? ONE
        const rounded = round(number, count, mode)
        const distance = subtract(rounded, number)
        expect(isWhole(divide(rounded, unit) ?? ZERO)).toBe(true)
        expect(compare(distance, unit)).toBe(-1)
        expect(compare(negate(unit), distance)).toBe(-1)
      }),
    )
  })

  it('takes the nearer neighbour in the modes that halve', () => {
    fc.assert(
      fc.property(
        value,
        places,
        fc.constantFrom<RoundingMode>('half_away', 'half_even', 'half_up'),
        (number, count, mode) => {
          const half = divide(power(exactFromRatio(10), -count) ?? ONE, exactFromRatio(2)) ?? ONE
          const distance = subtract(round(number, count, mode), number)
          expect(compare(distance, half)).toBeLessThanOrEqual(0)
          expect(compare(negate(half), distance)).toBeLessThanOrEqual(0)
        },
      ),
    )
  })

  it('does not change a number that is rounded already', () => {
    fc.assert(
      fc.property(value, places, fc.constantFrom(...ROUNDING_MODES), (number, count, mode) => {
        const once = round(number, count, mode)
        expect(equal(round(once, count, mode), once)).toBe(true)
      }),
    )
  })

  it.each([
    ['half_away', ['-3', '-2', '-1', '1', '2', '3']],
    ['half_even', ['-2', '-2', '0', '0', '2', '2']],
    ['half_up', ['-2', '-1', '0', '1', '2', '3']],
    ['up', ['-2', '-1', '0', '1', '2', '3']],
    ['down', ['-3', '-2', '-1', '0', '1', '2']],
  ] as const)('rounds halves as %s says', (mode, expected) => {
    const halved = ['-2.5', '-1.5', '-0.5', '0.5', '1.5', '2.5'].map(it =>
      toDecimal(round(digits(it), 0, mode)),
    )
    expect(halved).toEqual(expected)
  })

  it('mirrors up and down', () => {
    fc.assert(
      fc.property(value, places, (number, count) => {
        expect(equal(round(negate(number), count, 'up'), negate(round(number, count, 'down')))).toBe(true)
      }),
    )
  })
})

describe('digits', () => {
  it('are read back as the same number', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: 0, max: 12 }), (whole, count) => {
        const number = exactFromRatio(whole, 10n ** BigInt(count))
        expect(equal(digits(toDecimal(number, 12)), number)).toBe(true)
        expect(equal(digits(toFixed(number, 12)), number)).toBe(true)
      }),
    )
  })

  it.each([
    ['0', 0, '0'],
    ['100', 0, '100'],
    ['100', 3, '100'],
    ['-0.004', 2, '0'],
    ['-0.005', 2, '-0.01'],
    ['0.10', 5, '0.1'],
    ['1200.5', 0, '1201'],
  ])('of %s to %i places are %s', (number, places, expected) => {
    expect(toDecimal(digits(number), places)).toBe(expected)
  })

  it.each([
    ['-0.04', 1, '0.0'],
    ['7', 2, '7.00'],
    ['-1.25', 1, '-1.3'],
    ['0.5', 0, '1'],
  ])('of %s to exactly %i places are %s', (number, places, expected) => {
    expect(toFixed(digits(number), places)).toBe(expected)
  })

  it('of a root are decided exactly', () => {
    expect(toDecimal(root2, 20)).toBe('1.4142135623730950488')
    expect(toFixed(negate(root2), 3)).toBe('-1.414')
  })

  it.each(['', '.5', '5.', '+1', '1e3', ' 1', '1_0', '--1', '1/2', '1.(3)'])('are not read from %j', text => {
    expect(exactFromDigits(text)).toBeUndefined()
  })

  it('have an exact text beside them', () => {
    expect(toExactText(ZERO)).toBe('0')
    expect(toExactText(exactFromRatio(-7, 2))).toBe('-7/2')
    expect(toExactText(add(exactFromRatio(1, 2), multiply(exactFromRatio(3), root2)))).toBe('1/2 + 3*sqrt(2)')
    expect(rationalOf(exactFromRatio(-6, 4))).toEqual({ numerator: -3n, denominator: 2n })
    expect(rationalOf(root2)).toBeUndefined()
  })
})

describe('whole roots', () => {
  it('are the greatest whose square is not above', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 60n }), value => {
        const below = integerRoot(value)
        expect(below * below <= value && (below + 1n) * (below + 1n) > value).toBe(true)
      }),
    )
  })

  it('leave a rest without the squares taken out', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 9n }), value => {
        const { square, rest } = splitSquare(value)
        expect(square * square * rest).toBe(value)
        for (let it = 2n; it * it <= rest && it < 2000n; it += 1n) expect(rest % (it * it)).not.toBe(0n)
      }),
    )
  })
})
