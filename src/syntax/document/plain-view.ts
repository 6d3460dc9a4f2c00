/** A document as JSON Schema sees it, and the way back from a JSON pointer to the place in the document. */
import type { DocumentNode, ScalarNode } from './node.ts'

export type Plain = string | readonly Plain[] | { readonly [key: string]: Plain }

/** Scalars are texts. Objects have no prototype, so that a key such as `constructor` is only a key. */
export function plainView(node: DocumentNode): Plain {
  if (node.kind === 'scalar') return node.text
  if (node.kind === 'list') return node.items.map(plainView)
  const view: Record<string, Plain> = Object.create(null)
  for (const { key, value } of node.entries) view[key.text] = plainView(value)
  return view
}

/** A place in a document: the node, and the key it stands under if it stands in a map. */
export interface Place {
  readonly node: DocumentNode
  readonly key: ScalarNode | undefined
}

/** The place a JSON pointer leads to, or the last one on the way. */
export function placeAt(root: DocumentNode, pointer: string): Place {
  let place: Place = { node: root, key: undefined }
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    const next = stepInto(place.node, name)
    if (next === undefined) return place
    place = next
  }
  return place
}

function stepInto(node: DocumentNode, name: string): Place | undefined {
  if (node.kind === 'scalar') return undefined
  if (node.kind === 'list') {
    const item = node.items[Number(name)]
    return item && { node: item, key: undefined }
  }
  const entry = node.entries.find(it => it.key.text === name)
  return entry && { node: entry.value, key: entry.key }
}
