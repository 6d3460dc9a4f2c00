/** Which brackets of a text have no partner, and how deep a text nests. Works on tokens, before any parsing. */
import type { IToken } from 'chevrotain'
import { isA, SIGN, WORDS } from './tokens.ts'

export interface Brackets {
  /** Opening brackets that are never closed, the outermost first. */
  readonly unclosed: readonly IToken[]
  /** For each closing bracket the one it closes; undefined where it closes nothing. */
  readonly openingOf: ReadonlyMap<IToken, IToken | undefined>
  /** The token at which the nesting becomes deeper than allowed. */
  readonly tooDeep: IToken | undefined
}

/** Nesting is what the parser recurses on: brackets, and conditions inside conditions. */
export function matchBrackets(tokens: readonly IToken[], deepest: number): Brackets {
  const open: IToken[] = []
  const openingOf = new Map<IToken, IToken | undefined>()
  let ifs = 0
  let tooDeep: IToken | undefined
  for (const token of tokens) {
    if (isA(token, SIGN['('])) open.push(token)
    else if (isA(token, SIGN[')'])) openingOf.set(token, open.pop())
    else if (isA(token, WORDS.if)) ifs += 1
    else if (isA(token, WORDS.else)) ifs = Math.max(0, ifs - 1)
    if (open.length + ifs > deepest) tooDeep ??= token
  }
  return { unclosed: open, openingOf, tooDeep }
}
