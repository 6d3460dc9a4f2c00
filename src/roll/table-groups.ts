/** Names for the rows of a table that lie in a file: the values of its first key, under which many rows stand. */
import { readCsv } from '../syntax/csv/read-csv.ts'
import type { DocumentNode } from '../syntax/document/node.ts'
import { entriesIn, fieldOf, type Item } from './items.ts'

export function groupsInFile(
  { section, entry }: Item,
  read: (path: string) => string | undefined,
): readonly string[] {
  const file = section === 'tables' ? fieldOf(entry?.value, 'file') : undefined
  const text = file?.kind === 'scalar' ? read(file.text) : undefined
  const key = firstKey(fieldOf(entry?.value, 'by'))
  if (file?.kind !== 'scalar' || text === undefined || key === undefined) return []
  const mapped = fieldOf(fieldOf(entry?.value, 'columns'), key)
  const heading = mapped?.kind === 'scalar' ? mapped.text : key
  const csv = readCsv({ name: file.text, text }).value
  const index = csv?.header.findIndex(it => it.text === heading) ?? -1
  return index < 0 ? [] : [...new Set(csv?.rows.flatMap(it => it.cells[index]?.text ?? []))]
}

function firstKey(by: DocumentNode | undefined): string | undefined {
  if (by?.kind === 'map') return entriesIn(by)[0]?.key.text
  const first = by?.kind === 'list' ? by.items[0] : by
  return first?.kind === 'scalar' ? first.text : undefined
}
