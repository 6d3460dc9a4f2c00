/** Whether two values are one: the same number, code or text, or an absence of the same kind for the same reason. */
import { equal } from './exact.ts'
import type { Value } from './value.ts'

type Same = {
  readonly [K in Value['kind']]: (a: Extract<Value, { kind: K }>, b: Extract<Value, { kind: K }>) => boolean
}

const SAME: Same = {
  number: (a, b) => equal(a.number, b.number),
  text: (a, b) => a.text === b.text,
  'yes/no': (a, b) => a.yes === b.yes,
  date: (a, b) => a.date === b.date,
  code: (a, b) => a.list === b.list && a.code === b.code,
  absent: (a, b) => a.absence === b.absence && a.reason === b.reason,
}

export function sameValue(a: Value, b: Value): boolean {
  const same = SAME[a.kind] as (a: Value, b: Value) => boolean
  return a.kind === b.kind && same(a, b)
}
