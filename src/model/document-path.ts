/**
 * Finds and rewrites parts of a document by dotted path: `parameters.validated.default`,
 * `tables.points.rows.LOW`. Rows of a decision are named by their `id`. Nothing is changed in
 * place: rewriting gives a new document that shares what stayed the same.
 */
import {
  type DocumentNode,
  entryOf,
  type ListNode,
  type MapEntry,
  type MapNode,
} from '../syntax/document/node.ts'

/** What stands in place of a part: another node, or nothing. */
export type Change = (part: Part) => DocumentNode | undefined

export interface Part {
  /** Its key, its `id` if it is a row, or its own text if it is an item of a list of words. */
  readonly name: string
  readonly value: DocumentNode
  readonly index: number
  /** Whether it is a row of a decision. */
  readonly isRow: boolean
}

/** The node with the part at a path changed; undefined where there is no such part. */
export function changeAt<N extends MapNode | ListNode>(node: N, path: string, change: Change): N | undefined {
  for (const part of partsOf(node)) {
    if (part.name === path) return withPart(node, part.index, change(part))
    const inner = isBranch(part.value) ? below(part.name, path) : undefined
    const changed = isBranch(part.value) && inner !== undefined && changeAt(part.value, inner, change)
    if (changed) return withPart(node, part.index, changed)
  }
  return undefined
}

/** How something is added to a branch under a name; undefined where it does not belong there. */
export type Addition = (branch: MapNode | ListNode, name: string) => MapNode | ListNode | undefined

/**
 * The node with something added at a path of which everything but the last step is there. Keys may hold
 * dots, so the addition is offered to the innermost branch first, then to those around it.
 */
export function addAt<N extends MapNode | ListNode>(
  node: N,
  path: string,
  addition: Addition,
): N | undefined {
  for (const part of partsOf(node)) {
    const inner = below(part.name, path)
    if (inner === undefined || !isBranch(part.value)) continue
    const added = addAt(part.value, inner, addition) ?? addition(part.value, inner)
    if (added !== undefined) return withPart(node, part.index, added)
  }
  return undefined
}

/** Every path into a node. */
export function pathsIn(node: MapNode | ListNode): readonly string[] {
  return partsOf(node).flatMap(({ name, value }) =>
    isBranch(value) ? [name, ...pathsIn(value).map(it => `${name}.${it}`)] : [name],
  )
}

export function partsOf(node: MapNode | ListNode): readonly Part[] {
  if (node.kind === 'map') {
    return node.entries.map(({ key, value }, index) => ({ name: key.text, value, index, isRow: false }))
  }
  return node.items.flatMap((value, index): readonly Part[] => {
    if (value.kind === 'scalar') return [{ name: value.text, value, index, isRow: false }]
    const name = rowId(value)
    return name === undefined ? [] : [{ name, value, index, isRow: true }]
  })
}

/** The `id` in the map at the end of a row. */
export function rowId(node: DocumentNode): string | undefined {
  const about = node.kind === 'list' ? node.items.at(-1) : undefined
  const id = about?.kind === 'map' ? entryOf(about, 'id')?.value : undefined
  return id?.kind === 'scalar' ? id.text : undefined
}

const isBranch = (node: DocumentNode): node is MapNode | ListNode => node.kind !== 'scalar'

/** The rest of a path that starts with a name. */
const below = (name: string, path: string): string | undefined =>
  path.startsWith(`${name}.`) ? path.slice(name.length + 1) : undefined

function withPart<N extends MapNode | ListNode>(node: N, index: number, value: DocumentNode | undefined): N {
  if (node.kind === 'list') return { ...node, items: spliced(node.items, index, value) }
  const entry: MapEntry | undefined = node.entries[index]
  return { ...node, entries: spliced(node.entries, index, value && entry && { key: entry.key, value }) }
}

const spliced = <T>(items: readonly T[], index: number, item: T | undefined): readonly T[] =>
  items.toSpliced(index, 1, ...(item === undefined ? [] : [item]))
