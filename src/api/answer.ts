/** What a call gives for an output: the value in plain terms, as it is published, or why there is none. */
import { textOfReason } from '../explain/describe-value.ts'
import { publishedAbsence, publishedText } from '../explain/published-text.ts'
import type { Column } from '../model/program.ts'
import type { Ruleset } from '../model/ruleset.ts'
import { type Exact, rationalOf, toDecimal } from '../value/exact.ts'
import { textOfValue } from '../value/text-of-value.ts'
import type { AbsenceKind, Value } from '../value/value.ts'

/** One output of a call. It does not change, and equal answers of several calls may be one object. */
export interface Answer {
  /**
   * A number as the nearest that JavaScript has, a code, text or date as text, yes and no as true and
   * false; null where there is no value.
   */
  readonly value: number | string | boolean | null
  /** The exact value as text: `53.5`, `1/3`, `MET`, `yes`; `excluded(no_score)` where there is none. */
  readonly exact: string
  /** What is published: rounded, with its sign or percent sign, or what stands in its place; may be empty. */
  readonly shown: string
  /** Why there is no value; null where there is one. */
  readonly absence: AnswerAbsence | null
}
export interface AnswerAbsence {
  readonly kind: AbsenceKind
  /** The name of the reason in the ruleset, or one of the language's own. */
  readonly reason: string
  readonly text: string
}

/** Answers by the names of the outputs, without the level: `score.first`. */
export type Answers = Readonly<Record<string, Answer>>

/** Texts are made when they are asked for; `JSON.stringify` asks for all of them. */
export class LazyAnswer implements Answer {
  readonly value: Answer['value']
  readonly #of: Value
  readonly #shown: Value
  readonly #column: Column
  readonly #ruleset: Ruleset

  constructor(value: Value, shown: Value, column: Column, ruleset: Ruleset) {
    this.value = plainValue(value)
    this.#of = value
    this.#shown = shown
    this.#column = column
    this.#ruleset = ruleset
  }

  get exact(): string {
    return textOfValue(this.#of)
  }

  get shown(): string {
    const { content } = this.#column
    const show = content.kind === 'rule' ? content.show : undefined
    const value = this.#shown
    if (value.kind === 'absent') return publishedAbsence(value, this.#ruleset)
    if (value.kind !== 'number') return textOfValue(value)
    return show === undefined ? toDecimal(value.number) : publishedText(value.number, show)
  }

  get absence(): AnswerAbsence | null {
    const value = this.#of
    if (value.kind !== 'absent') return null
    return { kind: value.absence, reason: value.reason, text: textOfReason(this.#ruleset, value) }
  }

  toJSON(): Answer {
    const { value, exact, shown, absence } = this
    return { value, exact, shown, absence }
  }
}

const PLAIN: { readonly [K in Value['kind']]: (value: Extract<Value, { kind: K }>) => Answer['value'] } = {
  number: ({ number }) => nearestNumber(number),
  text: ({ text }) => text,
  'yes/no': ({ yes }) => yes,
  date: ({ date }) => date,
  code: ({ code }) => code,
  absent: () => null,
}

const plainValue = (value: Value): Answer['value'] => PLAIN[value.kind](value as never)

/** More digits than a number has. */
const DIGITS = 25

function nearestNumber(value: Exact): number {
  const ratio = rationalOf(value)
  const [numerator, denominator] = [Number(ratio?.numerator), Number(ratio?.denominator)]
  const isSafe = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator)
  return isSafe ? numerator / denominator : Number(toDecimal(value, DIGITS))
}
