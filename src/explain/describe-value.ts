/** Values in words: numbers as decimals, codes with their titles, absences with the text of their reason. */
import type { Ruleset } from '../model/ruleset.ts'
import { toDecimal, toExactText } from '../value/exact.ts'
import { type Absent, BUILT_IN_REASONS, type Value } from '../value/value.ts'
import type { ExplainedValue } from './explanation.ts'

/** Decimal places of a number that does not end; a number that ends earlier is written in full. */
const PLACES = 6

type Describe = {
  readonly [K in Value['kind']]: (value: Extract<Value, { kind: K }>, ruleset: Ruleset) => ExplainedValue
}

const DESCRIBE: Describe = {
  number: ({ number }) => ({ kind: 'number', exact: toExactText(number), text: toDecimal(number, PLACES) }),
  text: ({ text }) => ({ kind: 'text', text }),
  date: ({ date }) => ({ kind: 'date', text: date }),
  'yes/no': ({ yes }) => ({ kind: 'yes/no', text: yes ? 'yes' : 'no' }),
  code: ({ list, code }, ruleset) => ({ kind: 'code', code, text: titleOfCode(ruleset, list, code) }),
  absent(value, ruleset) {
    const shown = ruleset.reasons.get(value.reason)?.shown
    const text = textOfReason(ruleset, value)
    return {
      kind: 'absent',
      absence: value.absence,
      reason: value.reason,
      text,
      ...(shown === undefined ? {} : { shown }),
    }
  },
}

export function describeValue(value: Value, ruleset: Ruleset): ExplainedValue {
  const describe = DESCRIBE[value.kind] as (value: Value, ruleset: Ruleset) => ExplainedValue
  return describe(value, ruleset)
}

/** One line for a described value: `12.5`, `LOW (below the mark)`, `excluded: no score`. */
export function lineOf(value: ExplainedValue): string {
  if (value.kind === 'absent') return `${value.absence}: ${value.text}`
  if (value.kind === 'code' && value.text !== value.code) return `${value.code} (${value.text})`
  return value.text
}

/** The shortest form, for a place inside a formula. */
export function wordOf(value: ExplainedValue): string {
  if (value.kind === 'absent') return `[${value.text}]`
  return value.kind === 'code' ? value.code : value.text
}

/** The words for an absence: the ruleset's own, or the language's. */
export function textOfReason(ruleset: Ruleset, { reason }: Absent): string {
  const builtIn: Readonly<Record<string, { readonly text: string }>> = BUILT_IN_REASONS
  return ruleset.reasons.get(reason)?.text ?? builtIn[reason]?.text ?? reason
}

function titleOfCode(ruleset: Ruleset, list: string, code: string): string {
  const title = ruleset.codes.get(list)?.codes.find(it => it.code === code)?.title
  return title ?? ruleset.dimensions.get(list)?.members.find(it => it.name === code)?.title ?? code
}
