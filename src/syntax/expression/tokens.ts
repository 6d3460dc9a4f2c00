/**
 * The words and signs of the language, as chevrotain token types. Says what is a token, not where it
 * may stand.
 *
 * Three sorts of words. Reserved words are never names, except after a dot. Directions (`above`,
 * `below`) are names that stand alone: a band may be called `above`, but `above -1` is always a range.
 * Contextual words mean something only where no name can stand, so they remain free as names: a code
 * may be called `first`, `best` or `number`.
 */
import { createToken, EOF, Lexer, type TokenType, tokenMatcher } from 'chevrotain'
import { FOREIGN_SIGNS } from './foreign-spellings.ts'

export const RESERVED = [
  'if',
  'then',
  'else',
  'and',
  'or',
  'not',
  'is',
  'otherwise',
  'yes',
  'no',
  'any',
  'absent',
  'present',
  'missing',
  'excluded',
  'suppressed',
  'applicable',
  'over',
  'where',
  'by',
] as const
export const DIRECTIONS = ['above', 'below'] as const
export const CONTEXTUAL = [
  'best',
  'worst',
  'first',
  'at',
  'least',
  'most',
  'when',
  'key',
  'of',
  'number',
] as const
export type Reserved = (typeof RESERVED)[number]
export type Keyword = Reserved | (typeof DIRECTIONS)[number] | (typeof CONTEXTUAL)[number]

export const SIGNS = [
  '..<',
  '..',
  '.',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  '=',
  '+',
  '-',
  '*',
  '/',
  '^',
  '(',
  ')',
  ',',
] as const
export type Sign = (typeof SIGNS)[number]

const category = (name: string, ...of: TokenType[]): TokenType =>
  createToken({ name, pattern: Lexer.NA, categories: of })

/** Any word at all: what may follow a dot. */
export const AnyWord = category('any word')
/** A word that can stand for a column, a code, a table ... */
export const Name = category('name', AnyWord)
export const Direction = category('direction', AnyWord)
/** The absences that are also functions giving one: `excluded(small)`. */
export const AbsenceFunction = category('absence function')
export const Comparator = category('comparator')
export const Additive = category('additive')
export const Multiplicative = category('multiplicative')
export const Dots = category('dots')

/** A word that is no keyword. */
export const Word = createToken({ name: 'word', pattern: /[0-9_]*[A-Za-z]\w*/, categories: [Name] })
export const NumberToken = createToken({ name: 'number literal', pattern: /\d+(?:\.\d+)?%?/ })
export const Text = createToken({ name: 'text literal', pattern: /'(?:[^'\n\r]|'')*'/ })
export const Space = createToken({ name: 'space', pattern: /\s+/, group: Lexer.SKIPPED })

/** Numbers as other notations write them; read as a number whose value is not known. */
export const MalformedNumber = createToken({
  name: 'malformed number',
  pattern:
    /\.\d+(?:\.\d+)*%?(?!\w)|\d+(?:\.\d+){2,}%?|\d+\.\d+[A-Za-z_]\w*|\d+(?:_\d*)+(?:\.\d+)?%?|\d+\.(?![.\w])/,
  categories: [NumberToken],
})
export const UnclosedText = createToken({
  name: 'unclosed text',
  pattern: /'(?:[^'\n\r]|'')*/,
  categories: [Text],
})
/** Double, curly and back quotes. */
export const ForeignText = createToken({
  name: 'foreign text',
  pattern: /"[^"\n\r]*"?|[“”„][^“”\n\r]*[“”]?|[‘’][^‘’'\n\r]*[‘’']?|`[^`\n\r]*`?/,
  categories: [Text],
})

const ABSENCE_FUNCTIONS: ReadonlySet<string> = new Set(['missing', 'excluded', 'suppressed'])

const SIGN_CATEGORIES: Partial<Record<Sign, TokenType>> = {
  '=': Comparator,
  '!=': Comparator,
  '<': Comparator,
  '<=': Comparator,
  '>': Comparator,
  '>=': Comparator,
  '+': Additive,
  '-': Additive,
  '*': Multiplicative,
  '/': Multiplicative,
  '..': Dots,
  '..<': Dots,
}

const keyword = (word: Keyword, ...categories: TokenType[]): [Keyword, TokenType] => [
  word,
  createToken({ name: word, pattern: word, longer_alt: Word, categories }),
]

export const WORDS = Object.fromEntries([
  ...RESERVED.map(it => keyword(it, AnyWord, ...(ABSENCE_FUNCTIONS.has(it) ? [AbsenceFunction] : []))),
  ...DIRECTIONS.map(it => keyword(it, Direction)),
  ...CONTEXTUAL.map(it => keyword(it, Name)),
]) as Readonly<Record<Keyword, TokenType>>

export const SIGN = Object.fromEntries(
  SIGNS.map(it => {
    const of = SIGN_CATEGORIES[it]
    return [it, createToken({ name: it, pattern: it, categories: of === undefined ? [] : [of] })]
  }),
) as Readonly<Record<Sign, TokenType>>

/** Signs of other languages, each read as the sign or word of ours that it stands for. */
export const FOREIGN: ReadonlyMap<TokenType, string> = new Map(
  Object.entries(FOREIGN_SIGNS).map(([spelling, meant]) => [
    createToken({ name: `foreign ${spelling}`, pattern: spelling, categories: [typeOf(meant)] }),
    meant,
  ]),
)

/** Whether a token is of a type or of a category. */
export const isA = tokenMatcher

function typeOf(spelling: Keyword | Sign): TokenType {
  return spelling in SIGN ? SIGN[spelling as Sign] : WORDS[spelling as Keyword]
}

const longestFirst = (types: Iterable<TokenType>): TokenType[] =>
  [...types].sort((a, b) => String(b.PATTERN).length - String(a.PATTERN).length)

/** Every type, in the order the lexer tries them: of two that both match, the longer must come first. */
export const VOCABULARY: TokenType[] = [
  Space,
  ...longestFirst(Object.values(WORDS)),
  Word,
  MalformedNumber,
  NumberToken,
  Text,
  UnclosedText,
  ForeignText,
  ...longestFirst([...Object.values(SIGN), ...FOREIGN.keys()]),
  AnyWord,
  Name,
  Direction,
  AbsenceFunction,
  Comparator,
  Additive,
  Multiplicative,
  Dots,
]

export { EOF }
