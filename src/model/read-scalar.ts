/**
 * Readers of scalars: words, texts, settings, names, and the places where the language's own
 * expressions, patterns and types stand.
 */

import type { Outcome } from '../diagnostics/diagnostic.ts'
import type { Fragment } from '../source/fragment.ts'
import type { Span } from '../source/source.ts'
import { expressionText } from '../syntax/document/expression-text.ts'
import type { DocumentNode, ScalarNode } from '../syntax/document/node.ts'
import type { Expression, Instead, Invalid, TypeExpression } from '../syntax/expression/ast.ts'
import { parseExpression, parseInstead, parseType } from '../syntax/expression/parse-expression.ts'
import { RESERVED as RESERVED_WORDS } from '../syntax/expression/tokens.ts'
import { unexpected } from './read-map.ts'
import { accept, complain, guess, type Reader, type Reading } from './reading.ts'
import type { ScalarText } from './ruleset.ts'

export function asScalar(node: DocumentNode, expected: string, reading: Reading): ScalarNode | undefined {
  return node.kind === 'scalar' && node.text !== '' ? node : unexpected(node, expected, reading)
}

/** A text for people. Nothing written is an empty text. */
export const text: Reader<string> = (node, reading) =>
  node.kind === 'scalar' ? node.text : unexpected(node, 'a text', reading)

export const scalarText: Reader<ScalarText> = (node, reading) => {
  const scalar = asScalar(node, 'a value', reading)
  return scalar && { text: scalar.text, at: scalar.at }
}

/** One of a few words, such as `worst first`. */
export const oneOf =
  <W extends string>(...words: readonly W[]): Reader<W> =>
  (node, reading) => {
    const expected = listing(words)
    const scalar = asScalar(node, expected, reading)
    if (scalar === undefined) return undefined
    const found = scalar.text
    return (
      words.find(it => it === found) ??
      complain(reading, 'model/unknown-word', scalar.at, {
        expected,
        found,
        nearest: guess(reading, found, words),
      })
    )
  }

const listing = (words: readonly string[]): string => {
  const quoted = words.map(it => `\`${it}\``)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
}

/** What authors write who come from other formats. */
const YES_NO: Readonly<Record<string, 'yes' | 'no'>> = {
  true: 'yes',
  on: 'yes',
  y: 'yes',
  1: 'yes',
  false: 'no',
  off: 'no',
  n: 'no',
  0: 'no',
}

/** A setting of `yes` or `no`; only these words. */
export const yesNo: Reader<boolean> = (node, reading) => {
  const scalar = asScalar(node, '`yes` or `no`', reading)
  if (scalar === undefined) return undefined
  const found = scalar.text
  if (found === 'yes' || found === 'no') return found === 'yes'
  const lower = found.toLowerCase()
  const meant = lower === 'yes' || lower === 'no' ? lower : YES_NO[lower]
  return complain(reading, 'model/not-yes-or-no', scalar.at, { found, meant })
}

export const wholeNumber =
  (from: number, to: number): Reader<number> =>
  (node, reading) => {
    const expected = `a whole number from ${from} to ${to}`
    const scalar = asScalar(node, expected, reading)
    if (scalar === undefined) return undefined
    const value = /^-?\d{1,9}$/.test(scalar.text) ? Number(scalar.text) : Number.NaN
    if (value >= from && value <= to) return value
    return unexpected(scalar, expected, reading)
  }

/** Whether a word can stand as a name in an expression. */
export const isName = (word: string): boolean => /^\w*[A-Za-z]\w*$/.test(word) && !RESERVED.has(word)

/** Words of the expression language; a column called so could never be read. */
const RESERVED: ReadonlySet<string> = new Set(RESERVED_WORDS)

/** Complains of a declared name that expressions could not use. */
export function checkName(key: ScalarNode, reading: Reading): boolean {
  if (isName(key.text)) return true
  const code = RESERVED.has(key.text) ? 'model/reserved-name' : 'model/not-a-name'
  complain(reading, code, key.at, { name: key.text })
  return false
}

/** A name that something else declares, or that is not looked up here. */
export const name: Reader<ScalarNode> = (node, reading) => asScalar(node, 'a name', reading)

export const expression: Reader<Expression> = (node, reading) =>
  placed(node, 'an expression', parseExpression, reading)

export const typeExpression: Reader<TypeExpression> = (node, reading) =>
  placed(node, 'a type', parseType, reading)

export const insteadClause: Reader<Instead> = (node, reading) =>
  placed(node, 'a reason, `when` and a condition', parseInstead, reading)

/** Parses the text of a scalar, when each of its characters has a place in the source. */
export function placed<T>(
  node: DocumentNode,
  expected: string,
  parse: (fragment: Fragment) => Outcome<T>,
  reading: Reading,
): T | undefined {
  const scalar = asScalar(node, expected, reading)
  const fragment = scalar && accept(reading, expressionText(scalar))
  return fragment && accept(reading, parse(fragment))
}

/** Stands where an expression could not be read and something has to stand. */
export const invalid = (at: Span): Invalid => ({ kind: 'Invalid', at })

/** A name as a title, where none is given. */
export const titleFrom = (word: string): string => word.replaceAll('_', ' ')
