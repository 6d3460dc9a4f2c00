/** Makes the leaves of trees from chevrotain's tokens, and the nodes that stand for what could not be read. */
import type { CstNode, IToken } from 'chevrotain'
import type { Expression, Invalid, Name as NameNode } from './ast.ts'
import { placeOfNode, tokenIn } from './concrete.ts'
import { FOREIGN_VALUES } from './foreign-spellings.ts'
import { contentOf } from './foreign-token.ts'
import { complain, type Place, placeOf, type Reading, spanAt } from './reading.ts'
import { Direction, ForeignText, MalformedNumber, Name, NumberToken, WORDS } from './tokens.ts'

export const nameFrom = (reading: Reading, token: IToken): NameNode => ({
  kind: 'Name',
  name: token.image,
  at: spanAt(reading, placeOf(token)),
})

/** A name, or an empty one where none was read. */
export function nameIn(reading: Reading, node: CstNode | undefined): NameNode {
  const token = node && (tokenIn(node, Name) ?? tokenIn(node, Direction))
  return token ? nameFrom(reading, token) : { kind: 'Name', name: '', at: spanAt(reading, nowhere(reading)) }
}

/** Numbers, texts, yes and no; undefined for numbers of other notations. */
export function literalFrom(reading: Reading, token: IToken | undefined): Expression | undefined {
  if (token === undefined || token.tokenType === MalformedNumber) return undefined
  const at = spanAt(reading, placeOf(token))
  const { image, tokenType } = token
  if (tokenType === NumberToken) {
    return { kind: 'NumberLiteral', digits: image.replace('%', ''), percent: image.endsWith('%'), at }
  }
  if (tokenType === WORDS.yes || tokenType === WORDS.no) {
    return { kind: 'YesNoLiteral', yes: tokenType === WORDS.yes, at }
  }
  const text = tokenType === ForeignText ? contentOf(image) : image.slice(1).replace(/'$/, '')
  return { kind: 'TextLiteral', text: text.replaceAll("''", "'"), at }
}

/** `true`, `false` and `null`, which are no names here; undefined for other words. */
export function foreignValueFrom(reading: Reading, token: IToken): Expression | undefined {
  const word = token.image.toLowerCase()
  const meant = Object.hasOwn(FOREIGN_VALUES, word) ? FOREIGN_VALUES[word] : undefined
  if (meant === undefined) return undefined
  const at = placeOf(token)
  complain(reading, { code: 'parse/foreign-word', at, args: { found: token.image, nearest: meant } })
  if (meant !== 'yes' && meant !== 'no') return { kind: 'Invalid', at: spanAt(reading, at) }
  return { kind: 'YesNoLiteral', yes: meant === 'yes', at: spanAt(reading, at) }
}

export const invalidIn = (reading: Reading, node: CstNode): Invalid => ({
  kind: 'Invalid',
  at: spanAt(reading, placeOfNode(node) ?? nowhere(reading)),
})

/** From the start of one node to the end of another. */
export function between(reading: Reading, first: CstNode, last: CstNode): Place {
  const start = placeOfNode(first)?.start ?? placeOfNode(last)?.start ?? endOf(reading)
  return { start, end: placeOfNode(last)?.end ?? placeOfNode(first)?.end ?? start }
}

export const endOf = (reading: Reading): number => reading.fragment.text.length
export const nowhere = (reading: Reading): Place => ({ start: endOf(reading), end: endOf(reading) })
