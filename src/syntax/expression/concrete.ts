/** Takes concrete trees apart, whole or damaged: after recovery any part of a node may be missing. */
import type { CstNode, IToken, TokenType } from 'chevrotain'
import type { Place } from './reading.ts'
import type { Keyword, Sign } from './tokens.ts'
import { FOREIGN } from './tokens.ts'

export const nodesIn = (node: CstNode, label: string): readonly CstNode[] =>
  (node.children[label] ?? []).filter((it): it is CstNode => 'children' in it)

export const nodeIn = (node: CstNode, label: string): CstNode | undefined => nodesIn(node, label)[0]

/** The tokens consumed as a type; those that recovery made up stand nowhere and are left out. */
export const tokensIn = (node: CstNode, type: TokenType): readonly IToken[] =>
  (node.children[type.name] ?? []).filter(
    (it): it is IToken => 'image' in it && it.isInsertedInRecovery !== true,
  )

export const tokenIn = (node: CstNode, type: TokenType): IToken | undefined => tokensIn(node, type)[0]

/** Where a node stands; undefined where nothing of it was read. */
export function placeOfNode(node: CstNode | undefined): Place | undefined {
  const { startOffset, endOffset } = node?.location ?? {}
  if (startOffset === undefined || endOffset === undefined || !(startOffset >= 0)) return undefined
  return { start: startOffset, end: Math.max(startOffset, endOffset + 1) }
}

/** What a sign or word stands for: itself, or what the one of another language means. */
export const meaningOf = (token: IToken): Keyword | Sign =>
  (FOREIGN.get(token.tokenType) ?? token.tokenType.name) as Keyword | Sign
