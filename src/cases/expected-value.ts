/**
 * What a case expects of a cell: a value, an absence with its reason, the characters published, or
 * a number within a tolerance where the source was rounded.
 */
import { type CellReading, headingOf, typeReader } from '../data/cell.ts'
import { describeType } from '../data/describe-type.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import { describeValue, lineOf } from '../explain/describe-value.ts'
import { publishedAbsence, publishedText } from '../explain/published-text.ts'
import type { Column, Program } from '../model/program.ts'
import type { Ruleset } from '../model/ruleset.ts'
import type { ScalarNode } from '../syntax/document/node.ts'
import {
  compare,
  divide,
  type Exact,
  equal,
  exactFromDigits,
  exactFromRatio,
  negate,
  sign,
  subtract,
} from '../value/exact.ts'
import { sameValue } from '../value/same-value.ts'
import { textOfValue } from '../value/text-of-value.ts'
import {
  type AbsenceKind,
  type Absent,
  absent,
  BUILT_IN_REASONS,
  number,
  type Value,
} from '../value/value.ts'

/** Says whether a value is the one expected. */
export type Expected = (value: Value) => boolean

const ABSENCE = /^(excluded|missing|suppressed|not_applicable)\((\w+)\)$/

/** Reads `excluded(reason)`; undefined for a text that is no absence. */
export function readAbsence(
  { text, at }: ScalarNode,
  ruleset: Ruleset,
  diagnostics: Diagnostic[],
): Absent | undefined {
  const match = ABSENCE.exec(text.trim())
  const [, word, reason] = match ?? []
  if (word === undefined || reason === undefined) return undefined
  const kind = word.replace('_', ' ') as AbsenceKind
  if (kindOf(reason, ruleset) !== kind) {
    const names = [...ruleset.reasons.keys(), ...Object.keys(BUILT_IN_REASONS)]
    diagnostics.push(
      report('case/unknown-reason', at, { reason: `${word}(${reason})`, nearest: nearest(reason, names) }),
    )
  }
  return absent(kind, reason)
}

function kindOf(reason: string, ruleset: Ruleset): AbsenceKind | undefined {
  const builtIn: Readonly<Record<string, { readonly absence: AbsenceKind }>> = BUILT_IN_REASONS
  return ruleset.reasons.get(reason)?.absence ?? builtIn[reason]?.absence
}

/**
 * Reads an expectation about a column; undefined where it is no value the column can have. Of what is
 * shown the characters can be written too: `+1.5`, `69%`, and the text that stands in place of a number.
 */
export function readExpected(
  cell: ScalarNode,
  column: Column,
  program: Program,
  isShown: boolean,
  diagnostics: Diagnostic[],
): Expected | undefined {
  const absence = readAbsence(cell, program.ruleset, diagnostics)
  if (absence !== undefined) return value => sameValue(value, absence)
  if (isShown) {
    const characters = readCharacters(cell.text, column, program.ruleset)
    if (characters !== undefined) return characters
  }
  const [text = '', tolerance] = cell.text.split(' within ')
  const within = tolerance === undefined ? undefined : exactFromDigits(tolerance.trim())
  const value = readPresent(text.trim(), column, program)
  if (value.kind !== 'problem' && (tolerance === undefined || within !== undefined))
    return matcher(value, within)
  const expected = tolerance === undefined ? describeType(program, column.type) : 'a number within a number'
  const args = { expected, column: headingOf(column), found: cell.text }
  diagnostics.push(report('case/unreadable-value', cell.at, args))
  return undefined
}

/** A text that only what is published can be: with a plus or percent sign, or in place of a number. */
function readCharacters(text: string, { content }: Column, ruleset: Ruleset): Expected | undefined {
  if ([...ruleset.reasons.values()].some(it => it.shown === text))
    return value => value.kind === 'absent' && publishedAbsence(value, ruleset) === text
  const show = content.kind === 'rule' ? content.show : undefined
  if (show === undefined || !/^\+|%$/.test(text)) return undefined
  return value => value.kind === 'number' && publishedText(value.number, show) === text
}

/** Reads a value that a column can have; numbers may be written as ratios and percentages too. */
export function readPresent(text: string, column: Column, program: Program): CellReading {
  const isNumeric = column.type.alternatives.some(it => it.kind === 'number')
  const ratio = isNumeric ? readRatio(text) : undefined
  return ratio === undefined ? typeReader(program, column.type, headingOf(column))(text) : number(ratio)
}

/** `12.5`, `65%`, `4/3`, with a leading plus where a sign is published. */
function readRatio(text: string): Exact | undefined {
  const [, digits = '', percent, divisor] = /^\+?(-?\d+(?:\.\d+)?)(?:(%)|\/(\d+))?$/.exec(text) ?? []
  const value = exactFromDigits(digits)
  if (value === undefined) return undefined
  if (percent !== undefined) return divide(value, exactFromRatio(100))
  return divisor === undefined ? value : divide(value, exactFromRatio(BigInt(divisor)))
}

function matcher(expected: Value, within: Exact | undefined): Expected {
  return value => {
    if (expected.kind === 'number' && value.kind === 'number') {
      return within === undefined
        ? equal(value.number, expected.number)
        : isWithin(value.number, expected.number, within)
    }
    return sameValue(value, expected)
  }
}

function isWithin(value: Exact, expected: Exact, tolerance: Exact): boolean {
  const difference = subtract(value, expected)
  return compare(sign(difference) < 0 ? negate(difference) : difference, tolerance) <= 0
}

/** A value for messages: what is shown in the characters that are published, anything else in words. */
export function inWords(value: Value, { content }: Column, isShown: boolean, ruleset: Ruleset): string {
  const show = isShown && content.kind === 'rule' ? content.show : undefined
  if (show !== undefined && value.kind === 'number') return publishedText(value.number, show)
  const words = lineOf(describeValue(value, ruleset))
  const exact = value.kind === 'number' && !hasDecimals(value.number) ? ` (${textOfValue(value)})` : ''
  return `${words}${exact}`
}

/** Whether the digits of a number end, so that the decimal says all of it. */
const hasDecimals = (value: Exact): boolean => exactFromDigits(textOfValue(number(value))) !== undefined
