/**
 * Completes documents written inside a case file: what the cases are not about may be left out.
 * What they have then is the frame that the specification states for such rulesets.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import { ABOUT_ROWS } from '../model/supply-table.ts'
import { entryOf, type MapNode, replaceEntry } from '../syntax/document/node.ts'
import { readDocument } from '../syntax/document/read-document.ts'
import { scalarUnder } from './case-entries.ts'
import type { Case } from './case-file.ts'

/** The document with the sections of the frame that it lacks. Places of what was written stay what they are. */
export const completeRuleset = (document: MapNode, frame: MapNode): MapNode =>
  withMissing(document, frame.entries)

/** An overlay written in a case is for the ruleset of that case unless it says otherwise. */
export function completeOverlay(overlay: MapNode, ruleset: MapNode): MapNode {
  const [name, year] = ['ruleset', 'year'].map(it => scalarUnder(ruleset, it)?.text)
  return withMissing(overlay, entriesOf(`yardstick: "1.0"\noverlay: example\nof: ${name}@${year}\n`))
}

/** The entries of the first, and those of the others that it lacks. */
export const withMissing = (document: MapNode, others: MapNode['entries']): MapNode => ({
  ...document,
  entries: [...others.filter(it => entryOf(document, it.key.text) === undefined), ...document.entries],
})

const entriesOf = (text: string): MapNode['entries'] =>
  readDocument({ name: 'defaults', text }).value?.entries ?? []

/** The document with settings of its tables replaced: `rows` given instead of a `file`, say. */
export function replaceTables(document: MapNode, tables: Case['tables'], diagnostics: Diagnostic[]): MapNode {
  const section = entryOf(document, 'tables')?.value
  const declared = section?.kind === 'map' ? section : { ...document, entries: [] }
  for (const { name } of tables.values()) complainOfTable(declared, name, diagnostics)
  return replaceEntry(document, 'tables', it =>
    it.kind === 'map' ? [...tables.values()].reduce(replaceTable, it) : it,
  )
}

function complainOfTable(
  declared: MapNode,
  { text, at }: { text: string; at: MapNode['at'] },
  diagnostics: Diagnostic[],
): void {
  if (entryOf(declared, text) !== undefined) return
  const names = declared.entries.map(it => it.key.text)
  diagnostics.push(report('case/unknown-table', at, { table: text, nearest: nearest(text, names) }))
}

type Replacement = Case['tables'] extends ReadonlyMap<string, infer R> ? R : never

const replaceTable = (declared: MapNode, { name, settings }: Replacement): MapNode =>
  replaceEntry(declared, name.text, it => (it.kind === 'map' ? withSettings(it, settings) : it))

function withSettings(table: MapNode, settings: MapNode): MapNode {
  const names = new Set(settings.entries.map(it => it.key.text))
  const replaced = names.has('rows') || names.has('file') ? new Set([...names, ...ROWS]) : names
  return {
    ...table,
    entries: [...table.entries.filter(it => !replaced.has(it.key.text)), ...settings.entries],
  }
}

/** Settings that say where rows come from: new rows take the place of all of them. */
const ROWS = [...ABOUT_ROWS, 'columns', 'unconfirmed']
