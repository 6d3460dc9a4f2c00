/**
 * Cuts a text into tokens. Never fails: characters that start no token are reported and left out, and
 * spellings of other languages are reported and read as what they stand for.
 */
import { type ILexingError, type IToken, Lexer } from 'chevrotain'
import { nearest } from '../../diagnostics/nearest.ts'
import { FOREIGN_INFIX } from './foreign-spellings.ts'
import { complain, type Place, quoted, type Reading } from './reading.ts'
import {
  AnyWord,
  Direction,
  FOREIGN,
  ForeignText,
  isA,
  type Keyword,
  MalformedNumber,
  NumberToken,
  SIGN,
  Text,
  UnclosedText,
  VOCABULARY,
  WORDS,
  Word,
} from './tokens.ts'

const lexer = new Lexer(VOCABULARY, {
  positionTracking: 'full',
  ensureOptimizations: false,
  skipValidations: true,
  recoveryEnabled: true,
})

export interface Tokens {
  readonly tokens: IToken[]
  /** Offsets at which text stands that was reported here: what follows from it is not reported again. */
  readonly reported: ReadonlySet<number>
}

export const placeOf = (token: IToken): Place => ({
  start: token.startOffset,
  end: token.startOffset + token.image.length,
})

export function tokenise(reading: Reading): Tokens {
  const { tokens, errors } = lexer.tokenize(reading.fragment.text)
  const reported = new Set<number>()
  for (const error of errors) reported.add(unknownCharacter(reading, error))
  for (const token of tokens) if (reportForeign(reading, token)) reported.add(token.startOffset)
  for (const token of respellInfixWords(reading, tokens)) reported.add(token.startOffset)
  return { tokens, reported }
}

function unknownCharacter(reading: Reading, { offset, length }: ILexingError): number {
  const text = reading.fragment.text.slice(offset, offset + length)
  const shown = /^[\p{L}\p{N}\p{P}\p{S}]+$/u.test(text) ? text : [...text].map(codePoint).join(' ')
  complain(reading, {
    code: 'parse/unknown-character',
    at: { start: offset, end: offset + length },
    args: { found: quoted(shown) },
  })
  return offset
}

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** Says what is wrong with a token that is not of this language, if so. */
function reportForeign(reading: Reading, token: IToken): boolean {
  const complaint = foreignComplaint(token, reading.fragment.text)
  if (complaint === undefined) return false
  const { code, meant } = complaint
  complain(reading, {
    code,
    at: placeOf(token),
    args: { found: quoted(token.image), nearest: meant },
    replacement: meant,
  })
  return true
}

function foreignComplaint(token: IToken, text: string) {
  const { tokenType, image } = token
  const meant = FOREIGN.get(tokenType)
  if (meant !== undefined) {
    return { code: '()'.includes(meant) ? 'parse/foreign-bracket' : 'parse/foreign-operator', meant } as const
  }
  if (tokenType === ForeignText) return { code: 'parse/foreign-quotes', meant: textLiteral(image) } as const
  if (tokenType === UnclosedText) return { code: 'parse/unclosed-text', meant: undefined } as const
  if (tokenType === MalformedNumber) {
    return {
      code: 'parse/malformed-number',
      meant: follows(token, text, /\w/) ? undefined : wellFormed(image),
    } as const
  }
  return undefined
}

/** Whether a token follows such a character without a blank. */
const follows = (token: IToken, text: string, character: RegExp): boolean =>
  character.test(text[token.startOffset - 1] ?? '')

const textLiteral = (foreign: string): string => `'${contentOf(foreign).replaceAll("'", "''")}'`

/** What stands between the quotes of another language, closed or not. */
export const contentOf = (foreign: string): string => foreign.slice(1).replace(/["“”‘’'`]$/, '')

/** What was meant by `.5`, `5.` and `1_000`; of `1.2.3` and `1e5` nobody knows. */
function wellFormed(image: string): string | undefined {
  const plain = image.replaceAll('_', '').replace(/^\./, '0.').replace(/\.$/, '')
  return /^\d+(\.\d+)?%?$/.test(plain) ? plain : undefined
}

/** The words that can stand between two operands. */
const INFIX: readonly Keyword[] = ['and', 'or', 'is', 'then', 'else', 'otherwise', 'over', 'where', 'by']
/** Contextual words that, where an operand has ended, announce another. */
const ANNOUNCING: ReadonlySet<Keyword> = new Set(['when', 'of', 'best', 'worst', 'least', 'most', 'number'])

/**
 * A word right after an operand is never right, so it can be taken for the keyword it looks like
 * without guessing wrongly of good text: `AND`, `othrwise`, `in`. Returns the tokens changed.
 */
function respellInfixWords(reading: Reading, tokens: readonly IToken[]): IToken[] {
  const changed: IToken[] = []
  let operandEnded = false
  for (const [index, token] of tokens.entries()) {
    const meant = operandEnded && token.tokenType === Word ? infixMeant(token, tokens[index + 1]) : undefined
    if (meant !== undefined) {
      respell(reading, token, meant)
      changed.push(token)
    }
    operandEnded = endsOperand(token, operandEnded)
  }
  return changed
}

function infixMeant(token: IToken, next: IToken | undefined): string | undefined {
  if (next === undefined || !startsOperand(next)) return undefined
  const word = token.image.toLowerCase()
  return own(FOREIGN_INFIX, word) ?? INFIX.find(it => it === word) ?? longEnough(token.image)
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** Short words are too near to each other for a guess. */
const longEnough = (word: string): string | undefined =>
  word.length < 3
    ? undefined
    : nearest(
        word,
        INFIX.filter(it => it.length > 2),
      )

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

const OPERAND_WORDS = [WORDS.yes, WORDS.no, WORDS.any, WORDS.absent, WORDS.present, WORDS.missing]
const OPERAND_ABSENCES = [WORDS.excluded, WORDS.suppressed, WORDS.applicable]

/** Whether an operand can end with this token, given whether one had ended before it. */
function endsOperand(token: IToken, before: boolean): boolean {
  const { tokenType } = token
  if (isA(token, Direction)) return false
  if (before && ANNOUNCING.has(token.image as Keyword)) return false
  if ([...OPERAND_WORDS, ...OPERAND_ABSENCES].includes(tokenType)) return true
  return isOperandToken(token) || isA(token, SIGN[')'])
}

export function startsOperand(token: IToken): boolean {
  return isOperandToken(token) || isA(token, SIGN['(']) || isA(token, SIGN['-']) || isA(token, WORDS.not)
}

/** Numbers, texts, and words that are no part of the grammar. */
function isOperandToken(token: IToken): boolean {
  if (isA(token, NumberToken) || isA(token, Text)) return true
  return isA(token, AnyWord) && !STRUCTURE.has(token.image)
}

const STRUCTURE: ReadonlySet<string> = new Set([...INFIX, 'if', 'not'])
