/** A text that two values share exactly when nothing tells them apart: kind, list, reason and every digit. */
import { toExactText } from './exact.ts'
import type { Value } from './value.ts'

const KEY: { readonly [K in Value['kind']]: (value: Extract<Value, { kind: K }>) => string } = {
  number: ({ number }) => `n${toExactText(number)}`,
  text: ({ text }) => `t${text}`,
  'yes/no': ({ yes }) => (yes ? 'yes' : 'no'),
  date: ({ date }) => `d${date}`,
  code: ({ list, code }) => `c${list} ${code}`,
  absent: ({ absence, reason }) => `a${absence} ${reason}`,
}

export const identityKey = (value: Value): string => KEY[value.kind](value as never)
