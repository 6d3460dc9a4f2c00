/**
 * A document as the language sees it: maps with their keys in order, lists, and scalars as the text
 * that was written. YAML's own notions of null, booleans and numbers do not exist here.
 */
import type { Fragment } from '../../source/fragment.ts'
import type { Span } from '../../source/source.ts'

export type DocumentNode = MapNode | ListNode | ScalarNode

export interface MapNode {
  readonly kind: 'map'
  readonly entries: readonly MapEntry[]
  readonly at: Span
}
export interface MapEntry {
  readonly key: ScalarNode
  readonly value: DocumentNode
}
export interface ListNode {
  readonly kind: 'list'
  readonly items: readonly DocumentNode[]
  readonly at: Span
}
export interface ScalarNode {
  readonly kind: 'scalar'
  /** The text written: without quotes, block indentation and trailing line breaks. Empty where nothing is written. */
  readonly text: string
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded'
  /** The text with its places; undefined where places would be wrong (folded blocks, escapes). */
  readonly fragment: Fragment | undefined
  /** The whole scalar, quotes included. */
  readonly at: Span
}

/** The entry of a map under a key, or undefined. */
export const entryOf = (node: MapNode, key: string): MapEntry | undefined =>
  node.entries.find(it => it.key.text === key)

/** The map with another value under a key that it has. */
export const replaceEntry = (
  map: MapNode,
  key: string,
  replace: (value: DocumentNode) => DocumentNode,
): MapNode => ({
  ...map,
  entries: map.entries.map(it => (it.key.text === key ? { ...it, value: replace(it.value) } : it)),
})
