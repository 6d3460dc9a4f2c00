/**
 * What a case expects of a cell: a value, an absence with its reason, the characters published, or
 * a number within a tolerance where the source was rounded.
 */
import { headingOf, typeReader } from '../data/cell.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import { describeValue, lineOf } from '../explain/describe-value.ts'
import { publishedAbsence } from '../explain/published-text.ts'
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
import {
  type AbsenceKind,
  type Absent,
  absent,
  BUILT_IN_REASONS,
  number,
  type Value,
} from '../value/value.ts'

/** Says whether a value is the one expected. */
export type Expected = (value: Value, ruleset: Ruleset) => boolean

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

/** Reads an expectation about a column; undefined where it is no value the column can have. */
export function readExpected(
  cell: ScalarNode,
  column: Column,
  program: Program,
  diagnostics: Diagnostic[],
): Expected | undefined {
  const absence = readAbsence(cell, program.ruleset, diagnostics)
  if (absence !== undefined)
    return value =>
      value.kind === 'absent' && value.absence === absence.absence && value.reason === absence.reason
  const [text = '', tolerance] = cell.text.split(' within ')
  const within = tolerance === undefined ? undefined : exactFromDigits(tolerance.trim())
  const value = readPresent(text.trim(), column, program)
  if (value !== undefined && (tolerance === undefined || within !== undefined)) return matcher(value, within)
  if (isShownText(cell.text, program.ruleset))
    return it => it.kind === 'absent' && publishedAbsence(it, program.ruleset) === cell.text
  const args = { expected: 'a value it can have', column: headingOf(column), found: cell.text }
  diagnostics.push(report('case/unreadable-value', cell.at, args))
  return undefined
}

const isShownText = (text: string, ruleset: Ruleset): boolean =>
  [...ruleset.reasons.values()].some(it => it.shown === text)

function readPresent(text: string, column: Column, program: Program): Value | undefined {
  const isNumeric = column.type.alternatives.some(it => it.kind === 'number')
  const ratio = isNumeric ? readRatio(text) : undefined
  if (ratio !== undefined) return number(ratio)
  const value = typeReader(program, column.type, headingOf(column))(text)
  return value.kind === 'problem' ? undefined : value
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

/** A value in words, for messages. */
export const inWords = (value: Value, ruleset: Ruleset): string => lineOf(describeValue(value, ruleset))
