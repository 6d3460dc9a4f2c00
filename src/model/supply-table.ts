/** Puts the rows of a file in place of a table's own, in the document: before anything is read of it. */
import type { Span } from '../source/source.ts'
import {
  type DocumentNode,
  type MapEntry,
  type MapNode,
  replaceEntry,
  type ScalarNode,
} from '../syntax/document/node.ts'

/** Settings that say what rows a table has. */
const ROWS = new Set(['rows', 'file'])
/** What was said of the rows that others take the place of. */
export const ABOUT_ROWS: ReadonlySet<string> = new Set([...ROWS, 'stated', 'year'])

/** Whether rows can be supplied: not where the rows are those of a level. */
export const takesRows = (table: DocumentNode): table is MapNode =>
  table.kind === 'map' && table.entries.some(it => ROWS.has(it.key.text))

/**
 * The document with a table that reads its rows from `path`. What was marked unconfirmed row by row
 * were other rows, so these marks go with them; `at` is where the file was named.
 */
export function supplyTable(document: MapNode, table: string, path: string, at: Span): MapNode {
  return replaceEntry(document, 'tables', section =>
    section.kind !== 'map'
      ? section
      : replaceEntry(section, table, it => (takesRows(it) ? withFile(it, path, at) : it)),
  )
}

function withFile(table: MapNode, path: string, at: Span): MapNode {
  const kept = table.entries.filter(it => !ABOUT_ROWS.has(it.key.text) && !isListOfRows(it))
  return { ...table, entries: [...kept, { key: scalar('file', at), value: scalar(path, at) }] }
}

const isListOfRows = ({ key, value }: MapEntry): boolean =>
  key.text === 'unconfirmed' && value.kind === 'list'

const scalar = (text: string, at: Span): ScalarNode => ({
  kind: 'scalar',
  text,
  style: 'plain',
  fragment: undefined,
  at,
})
