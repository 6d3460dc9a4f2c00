/** What tests of documents share: documents as plain values, and the codes of what was told. */

import type { DocumentNode, ScalarNode } from '../../../src/syntax/document/node.ts'
import { readDocument } from '../../../src/syntax/document/read-document.ts'

export type Plain = string | readonly Plain[] | { readonly [key: string]: Plain }

/** The document as lists, maps and texts. */
export function plain(text: string): Plain | undefined {
  const { value } = readDocument({ name: 'x', text })
  return value && plainOf(value)
}

/** The value of the first entry. */
export function entryText(text: string): Plain | undefined {
  const { value } = readDocument({ name: 'x', text })
  const node = value?.entries[0]?.value
  return node && plainOf(node)
}

/** The first scalar that is not a key. */
export function scalarAt(text: string): ScalarNode {
  const { value } = readDocument({ name: 'x', text })
  const found = value && scalarsIn(value)[0]
  if (found === undefined) throw new Error('no scalar')
  return found
}

/** All scalars but keys, in the order of the text. */
export const scalarsIn = (node: DocumentNode): readonly ScalarNode[] =>
  node.kind === 'scalar'
    ? [node]
    : node.kind === 'list'
      ? node.items.flatMap(scalarsIn)
      : node.entries.flatMap(it => scalarsIn(it.value))

export const codesIn = (text: string): readonly string[] =>
  readDocument({ name: 'x', text })
    .diagnostics.map(it => it.code)
    .sort()

function plainOf(node: DocumentNode): Plain {
  if (node.kind === 'scalar') return node.text
  if (node.kind === 'list') return node.items.map(plainOf)
  return Object.fromEntries(node.entries.map(it => [it.key.text, plainOf(it.value)]))
}
