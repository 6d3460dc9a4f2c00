/**
 * Completes a ruleset written inside a case file: what the cases are not about may be left out.
 * The header and the level are those that the specification states for such rulesets.
 */
import { type DocumentNode, entryOf, type MapNode } from '../syntax/document/node.ts'
import { readDocument } from '../syntax/document/read-document.ts'

/** What a ruleset in a case file has unless it says otherwise. */
const DEFAULTS = `yardstick: "1.0"
ruleset: example
year: 2000
release: draft
revision: 1
title: Example
status: draft
levels: {pupil: {key: pupil_id, inputs: {n: {type: number}}}}
`

/** The document with the entries it lacks. Places of what was written stay what they are. */
export function completeRuleset(document: MapNode): MapNode {
  const missing = defaultEntries().filter(it => entryOf(document, it.key.text) === undefined)
  return { ...document, entries: [...missing, ...document.entries] }
}

function defaultEntries(): MapNode['entries'] {
  const { value } = readDocument({ name: 'defaults', text: DEFAULTS })
  return value?.entries ?? []
}

/** The document with settings of its tables replaced: `rows` given instead of a `file`, say. */
export function replaceTables(document: MapNode, tables: ReadonlyMap<string, MapNode>): MapNode {
  return replaceEntry(document, 'tables', it =>
    it.kind === 'map' ? [...tables].reduce(replaceTable, it) : it,
  )
}

const replaceTable = (declared: MapNode, [name, settings]: readonly [string, MapNode]): MapNode =>
  replaceEntry(declared, name, it => (it.kind === 'map' ? withSettings(it, settings) : it))

function withSettings(table: MapNode, settings: MapNode): MapNode {
  const replaced = new Set([...settings.entries.map(it => it.key.text), ...ROWS])
  return {
    ...table,
    entries: [...table.entries.filter(it => !replaced.has(it.key.text)), ...settings.entries],
  }
}

/** Settings that say where rows come from: new rows take the place of all of them. */
const ROWS = ['rows', 'file', 'columns', 'unconfirmed']

const replaceEntry = (
  map: MapNode,
  key: string,
  replace: (value: DocumentNode) => DocumentNode,
): MapNode => ({
  ...map,
  entries: map.entries.map(it => (it.key.text === key ? { ...it, value: replace(it.value) } : it)),
})
