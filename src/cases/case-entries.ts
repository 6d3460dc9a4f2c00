/** Entries of case files by key, where they are of the form that the schema has made sure of. */
import { type DocumentNode, entryOf, type MapNode, type ScalarNode } from '../syntax/document/node.ts'
import type { NamedCell } from './case-file.ts'

export function scalarUnder(node: MapNode, key: string): ScalarNode | undefined {
  const value = entryOf(node, key)?.value
  return value?.kind === 'scalar' ? value : undefined
}

export function mapUnder(node: MapNode, key: string): MapNode['entries'] {
  const value = entryOf(node, key)?.value
  return value?.kind === 'map' ? value.entries : []
}

export function cellsUnder(node: MapNode, key: string): readonly NamedCell[] {
  const value = entryOf(node, key)?.value
  return value?.kind === 'map' ? cellsOf(value) : []
}

export function listUnder(node: MapNode, key: string): readonly DocumentNode[] {
  const value = entryOf(node, key)?.value
  return value?.kind === 'list' ? value.items : []
}

export function scalarsUnder(node: MapNode, key: string): ReadonlyMap<string, ScalarNode> {
  const entries = mapUnder(node, key)
  return new Map(
    entries.flatMap(it => (it.value.kind === 'scalar' ? [[it.key.text, it.value] as const] : [])),
  )
}

/** The entries of a map whose values are scalars. */
export const cellsOf = (row: MapNode): readonly NamedCell[] =>
  row.entries.flatMap(({ key, value }) => (value.kind === 'scalar' ? [{ name: key, value }] : []))

/** The text under a key as a field to spread, left out where nothing is written. */
export function textField<F extends string>(
  field: F,
  node: MapNode,
  key: string,
): { readonly [K in F]?: string } {
  const value = scalarUnder(node, key)
  return (value === undefined ? {} : { [field]: value.text }) as { readonly [K in F]?: string }
}
