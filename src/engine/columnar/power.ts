/** Powers with a small whole exponent, the same on all rows: products. */
import { rationalOf } from '../../value/exact.ts'
import { arithmetic } from './arithmetic.ts'
import { asNumbers } from './numbers.ts'
import { NO_ROOTS } from './roots.ts'
import type { States } from './states.ts'
import type { Numbers, Vector } from './vector.ts'

const MOST = 8

export function power(base: Vector, exponent: Vector, states: States): Numbers | undefined {
  const [only, ...others] = exponent.kind === 'dictionary' ? exponent.values : []
  const ratio = others.length === 0 && only?.kind === 'number' ? rationalOf(only.number) : undefined
  const times = ratio?.denominator === 1n ? Number(ratio.numerator) : 0
  if (!(times >= 1 && times <= MOST)) return undefined
  const numbers = asNumbers(base, states)
  let found: Numbers | undefined = numbers
  for (let turn = 1; turn < times; turn += 1) {
    found = found && arithmetic('*', found, numbers, states)
    // With an even exponent a root by itself is gone.
    const isEven = turn % 2 === 1
    if (isEven && found?.kind === 'bounded' && found.roots.isTerm) found = { ...found, roots: NO_ROOTS }
  }
  return found
}
