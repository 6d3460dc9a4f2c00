/** What stands between the parts of a document and says nothing to the program: comments and blank lines. */
import type { CST } from 'yaml'

export interface Trivia {
  /** A comment on the line of what comes before. */
  readonly trailing: string | undefined
  /** Comments on lines of their own, and empty texts for blank lines. */
  readonly lines: readonly string[]
  /** Whether the line ends somewhere here. */
  readonly breaks: boolean
}

/** @param atLineStart whether what comes before these tokens has ended its line. */
export function triviaOf(tokens: readonly CST.SourceToken[], atLineStart: boolean): Trivia {
  const lines: string[] = []
  let trailing: string | undefined
  let ended = atLineStart
  let isBlank = false
  for (const { type, source } of tokens) {
    if (type === 'newline') {
      if (ended && !isBlank) lines.push('')
      isBlank = ended
      ended = true
    } else if (type === 'comment') {
      if (ended) lines.push(source.trimEnd())
      else trailing = source.trimEnd()
      ended = false
      isBlank = false
    }
  }
  return { trailing, lines, breaks: tokens.some(it => it.type === 'newline') }
}

export const hasComments = ({ trailing, lines }: Trivia): boolean =>
  trailing !== undefined || lines.some(it => it !== '')

/** What ends a collection in brackets. */
const CLOSING: ReadonlySet<string> = new Set(['flow-map-end', 'flow-seq-end'])

/** The tokens on either side of the first one of some types. */
export function splitAt(
  tokens: readonly CST.SourceToken[],
  isSplit: (type: CST.SourceToken['type']) => boolean,
): readonly [readonly CST.SourceToken[], readonly CST.SourceToken[]] {
  const index = tokens.findIndex(it => isSplit(it.type))
  return index < 0 ? [tokens, []] : [tokens.slice(0, index), tokens.slice(index + 1)]
}

export const isClosing = (type: string): boolean => CLOSING.has(type)

/** The tokens after a node on its line, and any that the parser left there. */
export function tailOf(node: CST.Token | null | undefined): readonly CST.SourceToken[] {
  if (node == null || !('end' in node) || node.end === undefined) return []
  return node.type === 'flow-collection' ? splitAt(node.end, isClosing)[1] : node.end
}
