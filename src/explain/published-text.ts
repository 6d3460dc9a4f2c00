/** The characters in which a value is published: `+1.5`, `69%`, `SUPP`. */
import type { ProgramShow } from '../model/program.ts'
import type { Ruleset } from '../model/ruleset.ts'
import { type Exact, exactFromRatio, multiply, sign, toDecimal, toFixed } from '../value/exact.ts'
import type { Absent } from '../value/value.ts'

const HUNDRED = exactFromRatio(100)

/** A number that has been rounded as `show` says, with its sign and percent sign. */
export function publishedText(value: Exact, show: ProgramShow): string {
  const scaled = show.as === 'percent' ? multiply(value, HUNDRED) : value
  const digits = show.round === undefined ? toDecimal(scaled) : toFixed(scaled, Math.max(0, show.round))
  return `${show.sign && sign(scaled) > 0 ? '+' : ''}${digits}${show.as === 'percent' ? '%' : ''}`
}

/** What stands in place of an absent value: the `shown` text of its reason, or nothing. */
export const publishedAbsence = ({ reason }: Absent, ruleset: Ruleset): string =>
  ruleset.reasons.get(reason)?.shown ?? ''
