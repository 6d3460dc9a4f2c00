/**
 * Cuts a text into tokens. Never fails: characters that start no token are reported and left out, and
 * spellings of other languages are reported and read as what they stand for.
 */
import { type ILexingError, type IToken, Lexer } from 'chevrotain'
import { reportForeignToken } from './foreign-token.ts'
import { respellInfixWords } from './infix-word.ts'
import { complain, quoted, type Reading } from './reading.ts'
import { VOCABULARY } from './tokens.ts'

/** Built when first needed and then reused. */
let lexer: Lexer | undefined

const lexerOfLanguage = (): Lexer => {
  lexer ??= new Lexer(VOCABULARY, { positionTracking: 'full', skipValidations: true })
  return lexer
}

export interface Tokens {
  readonly tokens: IToken[]
  /** Offsets at which text stands that was reported here: what follows from it is not reported again. */
  readonly reported: ReadonlySet<number>
}

export function tokenise(reading: Reading): Tokens {
  const { tokens, errors } = lexerOfLanguage().tokenize(reading.fragment.text)
  const reported = new Set<number>()
  for (const error of errors) reported.add(unknownCharacter(reading, error))
  for (const token of tokens) if (reportForeignToken(reading, token)) reported.add(token.startOffset)
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
