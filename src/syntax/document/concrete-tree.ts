/** The tokens of a text as YAML's own parser arranges them, read with care for what nesting may cost. */
import { type CST, Lexer, Parser } from 'yaml'
import { type Source, type Span, spanOf } from '../../source/source.ts'

/** Collections inside each other; the language itself needs about ten. */
export const DEEPEST_NESTING = 64

/** Tokens of the whole text, or the place where it becomes too deep. Takes no stack, however deep. */
export function readTokens(source: Source): { tokens: readonly CST.Token[] } | { tooDeep: Span } {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  for (const lexeme of new Lexer().lex(source.text)) {
    for (const token of parser.next(lexeme)) tokens.push(token)
    if (parser.stack.length > DEEPEST_NESTING + 1) {
      return { tooDeep: spanOf(source, parser.offset - 1, parser.offset) }
    }
  }
  tokens.push(...parser.end())
  return { tokens }
}

/** A token and all that it holds, in the order of the text. */
export function nodesIn(token: CST.Token): readonly CST.Token[] {
  const nodes: CST.Token[] = []
  const visit = (it: CST.Token | null | undefined): void => {
    if (it == null) return
    nodes.push(it)
    if (it.type === 'document') visit(it.value)
    for (const { key, value } of itemsOf(it)) {
      visit(key)
      visit(value)
    }
  }
  visit(token)
  return nodes
}

/** The entries of a collection; none for other tokens. */
export const itemsOf = (token: CST.Token): readonly CST.CollectionItem[] =>
  'items' in token ? token.items : []
