/** Reports tokens that belong to other notations: their signs, brackets, quotes and numbers. */
import type { IToken } from 'chevrotain'
import { complain, placeOf, quoted, type Reading } from './reading.ts'
import { FOREIGN, ForeignText, MalformedNumber, UnclosedText } from './tokens.ts'

/** Says what is wrong with a token that is not of this language, if so. */
export function reportForeignToken(reading: Reading, token: IToken): boolean {
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
