/** Values as the plain texts that keys and `text(...)` are made of. How people see them is another matter. */
import { type Exact, rationalOf, toDecimal, toExactText } from './exact.ts'
import type { Value } from './value.ts'

const TEXT: { readonly [K in Value['kind']]: (value: Extract<Value, { kind: K }>) => string } = {
  number: ({ number }) => textOfNumber(number),
  text: ({ text }) => text,
  'yes/no': ({ yes }) => (yes ? 'yes' : 'no'),
  date: ({ date }) => date,
  code: ({ code }) => code,
  absent: ({ absence, reason }) => `${absence}(${reason})`,
}

/** `12.5`, `expected`, `yes`, `2016-05-31`; a code without its list. */
export const textOfValue = (value: Value): string => TEXT[value.kind](value as never)

/** All the decimal digits where they end, and the exact text (`1/3`) where they do not. */
function textOfNumber(value: Exact): string {
  const denominator = rationalOf(value)?.denominator
  const places = denominator === undefined ? undefined : decimalPlaces(denominator)
  return places === undefined ? toExactText(value) : toDecimal(value, places)
}

/** How many decimal places a fraction with this denominator has, or undefined when they do not end. */
function decimalPlaces(denominator: bigint): number | undefined {
  let places = 0
  let rest = denominator
  for (const factor of [10n, 5n, 2n]) {
    for (; rest % factor === 0n; places += 1) rest /= factor
  }
  return rest === 1n ? places : undefined
}
