/** Reads words between two operands as the keywords they were meant to be: `AND`, `othrwise`, `in`. */
import type { IToken } from 'chevrotain'
import { nearest } from '../../diagnostics/nearest.ts'
import { FOREIGN_INFIX } from './foreign-spellings.ts'
import { complain, placeOf, quoted, type Reading } from './reading.ts'
import { AnyWord, Direction, isA, type Keyword, NumberToken, SIGN, Text, WORDS, Word } from './tokens.ts'

/** The words that can stand between two operands. */
const INFIX: readonly Keyword[] = ['and', 'or', 'is', 'then', 'else', 'otherwise', 'over', 'where', 'by']
/** Contextual words that, where an operand has ended, announce another. */
const ANNOUNCING: ReadonlySet<Keyword> = new Set(['when', 'of', 'best', 'worst', 'least', 'most', 'number'])

/**
 * A word right after an operand is never right, so it can be taken for the keyword it looks like
 * without guessing wrongly of good text: `AND`, `othrwise`, `in`. Returns the tokens changed.
 */
export function respellInfixWords(reading: Reading, tokens: readonly IToken[]): IToken[] {
  const changed: IToken[] = []
  let operandEnded = false
  for (const [index, token] of tokens.entries()) {
    const meant = operandEnded && token.tokenType === Word ? infixMeant(token, tokens[index + 1]) : undefined
    if (meant !== undefined) {
      respell(reading, token, meant)
      changed.push(token)
    }
    operandEnded = endsOperandAfter(token, operandEnded)
  }
  return changed
}

function infixMeant(token: IToken, next: IToken | undefined): string | undefined {
  if (next === undefined || !startsOperand(next)) return undefined
  const word = token.image.toLowerCase()
  const known = own(FOREIGN_INFIX, word) ?? INFIX.find(it => it === word)
  return known ?? (word.length > 2 ? nearest(word, GUESSED) : undefined)
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** Words of two letters are too near to each other for a guess. */
const GUESSED = INFIX.filter(it => it.length > 2)

function respell(reading: Reading, token: IToken, meant: string): void {
  const type = { ...WORDS, ...SIGN }[meant as Keyword]
  complain(reading, {
    code: 'parse/foreign-word',
    at: placeOf(token),
    args: { found: quoted(token.image), nearest: meant },
    replacement: meant,
  })
  token.tokenType = type
  token.tokenTypeIdx = type.tokenTypeIdx ?? token.tokenTypeIdx
}

/** Whether an operand has ended after this token, given whether one had ended before it. */
function endsOperandAfter(token: IToken, before: boolean): boolean {
  if (isA(token, Direction)) return false
  return before && ANNOUNCING.has(token.image as Keyword) ? false : endsOperand(token)
}

/** Whether an operand can end with this token. */
export const endsOperand = (token: IToken): boolean => isOperandToken(token) || isA(token, SIGN[')'])

/** Whether an operand can start with this token. */
export function startsOperand(token: IToken): boolean {
  return isOperandToken(token) || isA(token, SIGN['(']) || isA(token, SIGN['-']) || isA(token, WORDS.not)
}

/** Numbers, texts, and words that do not hold a sentence together. */
function isOperandToken(token: IToken): boolean {
  if (isA(token, NumberToken) || isA(token, Text)) return true
  return isA(token, AnyWord) && !STRUCTURE.has(token.image)
}

const STRUCTURE: ReadonlySet<string> = new Set([...INFIX, 'if', 'not'])
