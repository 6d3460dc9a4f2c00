/**
 * Takes tags, anchors and aliases out of the tokens of a document and reports each, so that YAML
 * never gives them a meaning: nothing is expanded, retyped or shared.
 */
import type { CST } from 'yaml'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { type Source, spanOf } from '../../source/source.ts'
import { itemsOf, nodesIn } from './concrete-tree.ts'

/** Changes the tokens given. A tag with nothing after it stays as the text it was: `!missing`. */
export function removeProperties(source: Source, root: CST.Token): readonly Diagnostic[] {
  const found: CST.SourceToken[] = []
  const diagnostics: Diagnostic[] = []
  for (const node of nodesIn(root)) {
    if (node.type === 'alias') {
      diagnostics.push(refused(source, { ...node, type: 'alias' }))
      node.type = 'scalar'
    }
    if (node.type === 'document') {
      const standIn = textOf(takeFrom(node.start, found))
      if (standIn !== undefined) node.value ??= standIn
    }
    for (const item of itemsOf(node)) cleanItem(node, item, found)
  }
  return [...diagnostics, ...found.map(it => refused(source, it))]
}

function cleanItem(parent: CST.Token, item: CST.CollectionItem, found: CST.SourceToken[]): void {
  const before = textOf(takeFrom(item.start, found))
  if (before !== undefined && item.key == null && item.value == null && item.sep === undefined) {
    if (parent.type === 'flow-collection' && parent.start.source === '{') item.key = before
    else item.value = before
  }
  const between = textOf(takeFrom(item.sep ?? [], found))
  if (between !== undefined) item.value ??= between
}

/** Removes tags and anchors from a list of tokens, and gives back the last tag. */
function takeFrom(tokens: CST.SourceToken[], found: CST.SourceToken[]): CST.SourceToken | undefined {
  const taken = tokens.filter(isProperty)
  if (taken.length === 0) return undefined
  for (const property of taken) found.push(property)
  const kept = tokens.filter(it => !isProperty(it))
  tokens.length = 0
  for (const token of kept) tokens.push(token)
  return taken.findLast(it => it.type === 'tag')
}

const isProperty = (token: CST.SourceToken): boolean => token.type === 'tag' || token.type === 'anchor'

const textOf = (tag: CST.SourceToken | undefined): CST.FlowScalar | undefined =>
  tag && { type: 'scalar', offset: tag.offset, indent: tag.indent, source: tag.source }

function refused(source: Source, token: { type: string; offset: number; source: string }): Diagnostic {
  const at = spanOf(source, token.offset, token.offset + token.source.length)
  if (token.type === 'anchor') return report('document/anchor', at, { anchor: token.source })
  if (token.type === 'alias') return report('document/alias', at, { alias: token.source })
  const negated = /^!([A-Za-z_][\w.]*)$/.exec(token.source)?.[1]
  if (negated === undefined) return report('document/tag', at, { tag: token.source })
  const suggestion = { at, replacement: `not ${negated}` }
  return report('document/negation-is-tag', at, { tag: token.source, name: negated }, { suggestion })
}
