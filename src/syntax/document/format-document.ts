/**
 * Lays a document out the one way documents are laid out: two spaces a level, rows of decisions and
 * entries in brackets in columns, single blank lines. Line breaks, quotes, comments and the order of
 * entries stay as the author has them; nothing is said differently than before.
 */
import type { CST } from 'yaml'
import type { Outcome } from '../../diagnostics/diagnostic.ts'
import { hasErrors } from '../../diagnostics/diagnostic.ts'
import type { Source } from '../../source/source.ts'
import { readTokens } from './concrete-tree.ts'
import { blockLines, withComment, withoutBlankEnds } from './format/block.ts'
import { flowLines } from './format/flow.ts'
import { tailOf, triviaOf } from './format/trivia.ts'
import type { DocumentNode } from './node.ts'
import { readDocument } from './read-document.ts'

/** The text laid out; undefined, with the reasons, where it cannot be read. */
export function formatDocument(source: Source): Outcome<string | undefined> {
  const before = readDocument(source)
  if (before.value === undefined || hasErrors(before.diagnostics)) {
    return { value: undefined, diagnostics: before.diagnostics }
  }
  const text = layOut(source.text.replaceAll('\r\n', '\n'))
  const after = readDocument({ name: source.name, text })
  const isSame =
    after.value !== undefined &&
    said(after.value) === said(before.value) &&
    commentsIn(text) === commentsIn(source.text)
  // INVARIANT: laying out changes nothing; a text for which that fails is better left alone.
  return { value: isSame ? text : source.text, diagnostics: [] }
}

function layOut(text: string): string {
  const tokens = tokensOf(text)
  const index = tokens.findIndex(it => it.type === 'document')
  const document = tokens[index]
  if (document?.type !== 'document') return text
  const before = [...tokens.slice(0, index).filter(isSource), ...document.start]
  const after = [
    ...tailOf(document.value),
    ...(document.end ?? []),
    ...tokens.slice(index + 1).filter(isSource),
  ]
  const end = triviaOf(after, document.value?.type !== 'flow-collection')
  const root = rootLines(document.value)
  const lines = [
    ...triviaOf(before, true).lines,
    ...root.slice(0, -1),
    withComment(root.at(-1) ?? '', end.trailing),
    ...end.lines,
  ]
  return `${withoutBlankEnds(lines).join('\n')}\n`
}

function rootLines(node: CST.Token | undefined): readonly string[] {
  return node?.type === 'block-map' || node?.type === 'block-seq' ? blockLines(node) : flowLines(node)
}

function tokensOf(text: string): readonly CST.Token[] {
  const read = readTokens({ name: '', text })
  return 'tokens' in read ? read.tokens : []
}

const isSource = (token: CST.Token): token is CST.SourceToken =>
  token.type === 'comment' || token.type === 'newline' || token.type === 'space'

/** What a document says, and how its scalars are quoted, without its places. */
const said = (node: DocumentNode): string =>
  JSON.stringify(node, (key, value) => (key === 'at' || key === 'fragment' ? undefined : value))

/** All comments of a text, in order. */
function commentsIn(text: string): string {
  const found: string[] = []
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    if ('type' in part && part.type === 'comment' && 'source' in part)
      found.push(String(part.source).trimEnd())
    else for (const inner of Object.values(part)) visit(inner)
  }
  visit(tokensOf(text))
  return found.join('\n')
}
