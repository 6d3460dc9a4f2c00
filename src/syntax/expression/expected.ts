/** What the parser expected, in words: the parts that messages about mistakes are made of. */
import { EOF, type IParserErrorMessageProvider, type TokenType } from 'chevrotain'
import { AnyWord, Dots, Name, NumberToken } from './tokens.ts'

/** What was expected where a text goes on after its end. */
export const LEFT_OVER = 'the end'
export const EXPECTED_IN_CELL = 'a value, a range or an absence'

/** Messages are written elsewhere, from these words: what was expected. */
export const EXPECTED: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => EXPECTED_TOKENS.get(expected) ?? `\`${expected.name}\``,
  buildNotAllInputParsedMessage: () => LEFT_OVER,
  buildNoViableAltMessage: ({ ruleName }) => EXPECTED_BY_RULE[ruleName] ?? 'a value',
  buildEarlyExitMessage: () => 'a value',
}
const EXPECTED_TOKENS: ReadonlyMap<TokenType, string> = new Map([
  [Name, 'a name'],
  [AnyWord, 'a name'],
  [NumberToken, 'a number'],
  [Dots, '`..`'],
  [EOF, LEFT_OVER],
])
const EXPECTED_BY_RULE: Readonly<Record<string, string>> = {
  pattern: EXPECTED_IN_CELL,
  atom: EXPECTED_IN_CELL,
  typeAlternative: 'a type',
  numberRange: 'a range',
  anyName: 'a name',
}
