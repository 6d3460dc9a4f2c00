/**
 * Turns what chevrotain complains about into diagnostics that say what the author did. Each kind of
 * mistake is a row of a table; the first that recognises the error explains it.
 */
import { EOF, type IRecognitionException, type IToken } from 'chevrotain'
import type { Brackets } from './brackets.ts'
import { EXPECTED_IN_CELL, LEFT_OVER } from './expected.ts'
import { FOREIGN_CELL_SIGNS, FOREIGN_INFIX } from './foreign-spellings.ts'
import { endsOperand, startsOperand } from './infix-word.ts'
import { type Complaint, type Place, placeOf, quoted } from './reading.ts'
import { Additive, AnyWord, Direction, Dots, isA, Multiplicative, SIGN, WORDS } from './tokens.ts'

export interface ErrorContext {
  /** What the text was read as: the grammar's rule for it. */
  readonly sort: string
  readonly tokens: readonly IToken[]
  readonly brackets: Brackets
  /** Offsets of text already reported. */
  readonly reported: ReadonlySet<number>
}

interface Mistake {
  /** Which token was found, counted from 0, and which was skipped last to get going again. */
  readonly index: number
  readonly skippedTo: number
  readonly found: IToken
  /** The token before, if any. */
  readonly before: IToken | undefined
  readonly after: IToken | undefined
  /** In words. */
  readonly expected: string
  readonly place: Place
  readonly rules: readonly string[]
  readonly context: ErrorContext
}

/** What to say about the errors of a text, leaving out those that follow from what was said before. */
export function explainErrors(
  errors: readonly IRecognitionException[],
  context: ErrorContext,
): readonly Complaint[] {
  const said: Mistake[] = []
  const mistakes = errors.map(it => mistakeOf(it, context)).sort((a, b) => a.index - b.index)
  for (const mistake of mistakes) {
    if (!followsFromReported(mistake) && !said.some(it => followsFrom(it, mistake))) said.push(mistake)
  }
  return said.map(explain)
}

function explain(mistake: Mistake): Complaint {
  for (const recognise of RECOGNISED) {
    const complaint = recognise(mistake)
    if (complaint !== undefined) return complaint
  }
  return unexpected(mistake)
}

function mistakeOf(error: IRecognitionException, context: ErrorContext): Mistake {
  const { tokens } = context
  const found = error.token
  const index = isEnd(found) ? tokens.length : tokens.indexOf(found)
  const before = tokens[index - 1]
  const end = before === undefined ? 0 : placeOf(before).end
  const lastSkipped = error.resyncedTokens.at(-1)
  return {
    index,
    skippedTo: lastSkipped === undefined ? index : tokens.indexOf(lastSkipped),
    found,
    before,
    after: tokens[index + 1],
    expected: error.message,
    place: isEnd(found) ? { start: end, end } : placeOf(found),
    rules: error.context.ruleStack,
    context,
  }
}

const isEnd = (token: IToken): boolean => token.tokenType === EOF

/** Text reported here, right before here, or dropped between the two. */
function followsFromReported({ place, before, context: { reported } }: Mistake): boolean {
  const from = before?.startOffset ?? 0
  return [...reported].some(it => it >= from && it <= place.start)
}

/** An error right after another was made by recovering from it; so was text left over at the end. */
function followsFrom(first: Mistake, second: Mistake): boolean {
  if (second.index <= Math.max(first.index, first.skippedTo) + 1) return true
  return second.expected === LEFT_OVER && unopenedBracket(second) === undefined
}

type Recognise = (mistake: Mistake) => Complaint | undefined

const unopenedBracket: Recognise = ({ found, place, context }) =>
  context.brackets.openingOf.has(found) && context.brackets.openingOf.get(found) === undefined
    ? { code: 'parse/unopened-bracket', at: place }
    : undefined

const unclosedBracket: Recognise = ({ found, place, expected, context }) => {
  const open = context.brackets.unclosed.findLast(it => it.startOffset < place.start)
  if (open === undefined || !(isEnd(found) || (expected === '`)`' && !startsOperand(found)))) return undefined
  const related = { at: place, label: 'expected `)` here' }
  return { code: 'parse/unclosed-bracket', at: placeOf(open), related }
}

const unfinishedIf: Recognise = ({ found, place, expected }) => {
  const code = UNFINISHED_IF[expected]
  return code === undefined ? undefined : { code, at: place, args: { found: describe(found) } }
}
const UNFINISHED_IF: Readonly<Record<string, Complaint['code']>> = {
  '`then`': 'parse/missing-then',
  '`else`': 'parse/missing-else',
}

const unexpectedEnd: Recognise = ({ found, place, expected }) =>
  isEnd(found) ? { code: 'parse/unexpected-end', at: place, args: { expected } } : undefined

/** `x = 80..120` and `(80..120)`: ranges have no value. */
const rangeOutsideTest: Recognise = ({ found, before, after, place, expected, context: { sort } }) => {
  if (sort === 'type' || (sort === 'pattern' && expected === LEFT_OVER)) return undefined
  if (isA(found, Dots)) return { code: 'parse/range-outside-test', at: place }
  const phrase = phraseAt(before, found) ?? phraseAt(found, after)
  return phrase && { code: 'parse/range-outside-test', at: phrase }
}

/** The place of `at least`, or of the `above` before a value. */
function phraseAt(first: IToken | undefined, second: IToken | undefined): Place | undefined {
  if (first === undefined || second === undefined) return undefined
  const isPhrase = isA(first, WORDS.at) && (isA(second, WORDS.least) || isA(second, WORDS.most))
  if (isPhrase) return { start: placeOf(first).start, end: placeOf(second).end }
  return isA(first, Direction) && startsOperand(second) ? placeOf(first) : undefined
}

/** `x = missing`, `if absent then ...`: an absence is tested for, it is no value. */
const absenceOutsideTest: Recognise = mistake => {
  const { found, before, context } = mistake
  // `missing` and its like could start a call, so the parser finds fault only with what follows them.
  const isBefore = mistake.expected === '`(`'
  const token = isBefore ? before : found
  if (token === undefined || (isBefore ? false : isCalled(mistake))) return undefined
  const previous = context.tokens[context.tokens.indexOf(token) - 1]
  const word = absenceNamed(token, previous)
  if (word === undefined) return undefined
  const isNegated = previous !== undefined && isA(previous, SIGN['!='])
  const args = { word, nearest: `${isNegated ? 'is not' : 'is'} ${word}` }
  return { code: 'parse/absence-outside-test', at: placeOf(token), args }
}

function absenceNamed(token: IToken, previous: IToken | undefined): string | undefined {
  if (ABSENCES.some(it => isA(token, it))) return token.image
  const isSplit = isA(token, WORDS.applicable) && previous !== undefined && isA(previous, WORDS.not)
  return isSplit ? 'not applicable' : undefined
}
const ABSENCES = [WORDS.absent, WORDS.present, WORDS.missing, WORDS.excluded, WORDS.suppressed]

const isCalled = ({ after }: Mistake): boolean => after !== undefined && isA(after, SIGN['('])

const misplacedAny: Recognise = mistake => {
  const { found, before } = mistake
  if (isA(found, WORDS.any)) {
    const nearest = isCalled(mistake) ? 'some' : undefined
    return { code: 'parse/misplaced-any', at: placeOf(found), args: { nearest } }
  }
  const isBefore = before !== undefined && isA(before, WORDS.any)
  return isBefore ? { code: 'parse/misplaced-any', at: placeOf(before) } : undefined
}

/** `above + 1`: as a name it stands alone, since `above -1` is a range. */
const calculatedDirection: Recognise = ({ found, before }) =>
  before !== undefined && isA(before, Direction) && CALCULATING.some(it => isA(found, it))
    ? { code: 'parse/calculated-direction', at: placeOf(before), args: { word: before.image } }
    : undefined
const CALCULATING = [Additive, Multiplicative, SIGN['^'], SIGN['.'], SIGN['(']]

/** `1 + if a then b else c`, `a = not b`. */
const needsBrackets: Recognise = ({ found, place, expected }) =>
  expected === 'a value' && (isA(found, WORDS.if) || isA(found, WORDS.not))
    ? { code: 'parse/needs-brackets', at: place, args: { word: found.image } }
    : undefined

/** `count(x where a over b)`: the clauses have an order. */
const clauseOrder: Recognise = ({ found, place, rules }) =>
  rules.includes('arguments') && CLAUSES.some(it => isA(found, it))
    ? { code: 'parse/clause-order', at: place, args: { word: found.image } }
    : undefined
const CLAUSES = [WORDS.over, WORDS.where, WORDS.by]

const reservedWord: Recognise = ({ found, place, expected }) =>
  expected === 'a name' && isA(found, AnyWord)
    ? { code: 'parse/reserved-word', at: place, args: { word: quoted(found.image) } }
    : undefined

/** Two values side by side; two words were perhaps meant to be one name. */
const missingOperator: Recognise = ({ found, before, place }) => {
  if (before === undefined || !startsOperand(found) || !endsOperand(before)) return undefined
  const areWords = [before, found].every(it => isA(it, AnyWord) && !Object.hasOwn(FOREIGN_INFIX, it.image))
  return {
    code: 'parse/missing-operator',
    at: place,
    args: {
      before: quoted(before.image),
      found: quoted(found.image),
      nearest: areWords ? `${before.image}_${found.image}` : undefined,
    },
  }
}
const RECOGNISED: readonly Recognise[] = [
  unopenedBracket,
  absenceOutsideTest,
  misplacedAny,
  calculatedDirection,
  rangeOutsideTest,
  missingOperator,
  unclosedBracket,
  unfinishedIf,
  unexpectedEnd,
  reservedWord,
  clauseOrder,
  needsBrackets,
]

const unexpected = ({ found, place, expected }: Mistake): Complaint => ({
  code: 'parse/unexpected',
  at: place,
  args: { expected, found: describe(found), nearest: instead(expected, found) },
})

/** What to write instead of `>= 5` in a cell and of `yes or no` as a type. */
function instead(expected: string, found: IToken): string | undefined {
  if (expected === '`/`' || expected === '`no`') return 'yes/no'
  return expected === EXPECTED_IN_CELL ? FOREIGN_CELL_SIGNS[found.image] : undefined
}

const describe = (token: IToken): string => (isEnd(token) ? 'the end' : `\`${quoted(token.image)}\``)
