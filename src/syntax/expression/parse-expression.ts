/**
 * Reads the expression language: expressions, cells, types and entries of `instead`. Every text gives a
 * tree and every tree stands inside its text; what could not be read is `Invalid` and has a diagnostic.
 */
import type { CstNode } from 'chevrotain'
import type { Outcome } from '../../diagnostics/diagnostic.ts'
import { type Fragment, spanIn } from '../../source/fragment.ts'
import type { Span } from '../../source/source.ts'
import type { Expression, Instead, Pattern, TypeExpression } from './ast.ts'
import { type Brackets, matchBrackets } from './brackets.ts'
import { depthOf } from './depth.ts'
import { LEFT_OVER } from './expected.ts'
import { explainErrors } from './explain-error.ts'
import { expressionFrom, insteadFrom } from './from-cst.ts'
import { patternFrom } from './from-cst-pattern.ts'
import { typeFrom } from './from-cst-type.ts'
import { ExpressionGrammar } from './grammar.ts'
import { complain, placeOf, type Reading, spanAt, startReading } from './reading.ts'
import { type Tokens, tokenise } from './tokenise.ts'

/** No expression that a person can review comes near these; beyond them reading would cost stack and time. */
export const LIMITS = { length: 10_000, nesting: 50, depth: 400 } as const

export function parseExpression(fragment: Fragment): Outcome<Expression> {
  const number = numberAlone(fragment)
  if (number !== undefined) return { value: number, diagnostics: [] }
  return parseAs(fragment, {
    rule: 'expression',
    from: expressionFrom,
    invalid: at => ({ kind: 'Invalid', at }),
  })
}

/** What the grammar makes of a number and nothing else, as the cells of long tables are. */
function numberAlone(fragment: Fragment): Expression | undefined {
  const { text } = fragment
  const [, sign, digits, percent] = /^(-?)(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? []
  if (sign === undefined || digits === undefined || text.length > LIMITS.length) return undefined
  const at = spanIn(fragment, sign.length, text.length)
  const number: Expression = { kind: 'NumberLiteral', digits, percent: percent === '%', at }
  return sign === ''
    ? number
    : { kind: 'Unary', operator: '-', operand: number, at: spanIn(fragment, 0, text.length) }
}

/** A cell of a decision table or a key of a table. */
export const parsePattern = (fragment: Fragment): Outcome<Pattern> =>
  parseAs(fragment, { rule: 'pattern', from: patternFrom, invalid: at => ({ kind: 'InvalidPattern', at }) })

export const parseType = (fragment: Fragment): Outcome<TypeExpression> =>
  parseAs(fragment, {
    rule: 'type',
    from: typeFrom,
    invalid: at => ({ kind: 'TypeExpression', alternatives: [], at }),
  })

/** An entry of a style's `instead` list: `small when in_progress < 6`. */
export const parseInstead = (fragment: Fragment): Outcome<Instead> =>
  parseAs(fragment, { rule: 'instead', from: insteadFrom, invalid: invalidInstead })

const invalidInstead = (at: Span): Instead => ({
  kind: 'Instead',
  reason: { kind: 'Name', name: '', at },
  when: { kind: 'Invalid', at },
  at,
})

interface Entry<T> {
  readonly rule: 'expression' | 'pattern' | 'type' | 'instead'
  readonly from: (reading: Reading, node: CstNode) => T
  readonly invalid: (at: Span) => T
}

function parseAs<T extends object>(fragment: Fragment, { rule, from, invalid }: Entry<T>): Outcome<T> {
  const reading = startReading(fragment)
  const node = readTree(reading, rule)
  const value = node === undefined ? undefined : from(reading, node)
  const isShallow = value !== undefined && depthOf(value, LIMITS.depth) <= LIMITS.depth
  if (value !== undefined && !isShallow) tooDeep(reading, { start: 0, end: 0 })
  const diagnostics = reading.diagnostics.sort((a, b) => a.at.start - b.at.start)
  return { value: isShallow ? value : invalid(wholeSpan(reading)), diagnostics }
}

/** The concrete tree; undefined where there is none worth reading. */
function readTree(reading: Reading, rule: Entry<object>['rule']): CstNode | undefined {
  const { text } = reading.fragment
  const everything = { start: 0, end: text.length }
  if (text.length > LIMITS.length) {
    complain(reading, {
      code: 'parse/too-long',
      at: { start: 0, end: 0 },
      args: { limit: String(LIMITS.length) },
    })
    return undefined
  }
  const read = tokenise(reading)
  const brackets = matchBrackets(read.tokens, LIMITS.nesting)
  if (brackets.tooDeep !== undefined) {
    tooDeep(reading, placeOf(brackets.tooDeep))
    return undefined
  }
  if (read.tokens.length > 0) return runGrammar(reading, rule, read, brackets)
  complain(reading, { code: 'parse/empty', at: everything, args: { expected: EMPTY[rule] } })
  return undefined
}

const EMPTY = {
  expression: 'an expression',
  pattern: 'a cell',
  type: 'a type',
  instead: 'a reason and a condition',
}

const tooDeep = (reading: Reading, at: { start: number; end: number }): void =>
  complain(reading, { code: 'parse/too-deep', at })

/** Built when first needed and then reused: building costs more than reading any one expression. */
let grammar: ExpressionGrammar | undefined

function runGrammar(
  reading: Reading,
  rule: Entry<object>['rule'],
  { tokens, reported }: Tokens,
  brackets: Brackets,
): CstNode | undefined {
  grammar ??= new ExpressionGrammar({ validate: false })
  grammar.input = tokens
  const node = grammar[rule]()
  for (const it of explainErrors(grammar.errors, { sort: rule, tokens, brackets, reported }))
    complain(reading, it)
  const isWhole = !grammar.errors.some(it => it.message === LEFT_OVER)
  return isWhole && node.recoveredNode !== true ? node : undefined
}

const wholeSpan = (reading: Reading): Span => spanAt(reading, { start: 0, end: reading.fragment.text.length })
