/** Reads the description of a sample from a document whose form has been validated. Names are not looked up. */
import type { Outcome } from '../diagnostics/diagnostic.ts'
import { LANGUAGE_HEADER } from '../model/build-header.ts'
import { declaredBy, entriesOf, given, oneOrMore, readEntries, readFields } from '../model/read-map.ts'
import { checkName, expression, scalarText, text, wholeNumber } from '../model/read-scalar.ts'
import { plainReading, type Reader, type Reading } from '../model/reading.ts'
import { type DocumentNode, entryOf, type MapEntry, type MapNode } from '../syntax/document/node.ts'
import type { Expression } from '../syntax/expression/ast.ts'
import type {
  Description,
  DrawForm,
  DrawnColumn,
  LevelDescription,
  ListedRow,
  ListedRows,
} from './description.ts'
import { draw } from './read-draw.ts'

/** Undefined where the document is not enough of a description to say more about it. */
export function readDescription(document: MapNode): Outcome<Description | undefined> {
  const reading = plainReading()
  const fields = readFields(document, DESCRIPTION, reading)
  const [size] = [...(fields?.size?.values() ?? [])]
  if (fields?.levels === undefined || size === undefined) {
    return { value: undefined, diagnostics: reading.diagnostics }
  }
  const { title = '', note, seed = 0, levels } = fields
  return { value: { title, seed, size, levels, ...given({ note }) }, diagnostics: reading.diagnostics }
}

const MOST_ROWS = 999_999_999
const GREATEST_SEED = 999_999_999

const size = ({ key, value }: MapEntry, reading: Reading): Description['size'] | undefined => {
  const rows = wholeNumber(1, MOST_ROWS)(value, reading)
  return rows === undefined ? undefined : { level: key.text, rows, at: key.at }
}

const perOf = (node: DocumentNode, reading: Reading) => {
  const entry = node.kind === 'map' ? entryOf(node, 'per') : undefined
  return entry === undefined ? [] : (oneOrMore(scalarText)(entry.value, reading) ?? [])
}

const column = (entry: MapEntry, reading: Reading): DrawnColumn | undefined => {
  const form = draw(entry.value, reading)
  return form && { ...declaredBy(entry), per: perOf(entry.value, reading), draw: form }
}

const hiddenColumn = (entry: MapEntry, reading: Reading): DrawnColumn | undefined =>
  checkName(entry.key, reading) ? column(entry, reading) : undefined

/** What a listed row says of itself; everything else in it is a column. */
const ROW_SETTINGS = ['when', 'times']

const listedRow = (node: DocumentNode, reading: Reading): ListedRow | undefined => {
  if (node.kind !== 'map') return undefined
  const setting = (key: string): Expression | undefined => {
    const entry = entryOf(node, key)
    return entry && expression(entry.value, reading)
  }
  const entries = node.entries.filter(it => !ROW_SETTINGS.includes(it.key.text))
  const columns = readEntries({ ...node, entries }, 'a row', column, reading)
  return { columns, at: node.at, ...given({ when: setting('when'), times: setting('times') }) }
}

/** `each of` a list of rows, or a number for each row of the level above. */
const rows: Reader<DrawForm | ListedRows> = (node, reading) => {
  const listed = node.kind === 'map' ? entryOf(node, 'each of')?.value : undefined
  if (listed?.kind !== 'list') return draw(node, reading)
  const items = listed.items.map(it => listedRow(it, reading)).filter(it => it !== undefined)
  return { kind: 'listed', rows: items }
}

const LEVEL = {
  what: 'a level',
  readers: {
    in: scalarText,
    rows,
    key: scalarText,
    file: text,
    hidden: entriesOf('hidden columns', hiddenColumn),
    inputs: entriesOf('inputs', column),
  },
} as const

const level = (entry: MapEntry, reading: Reading): LevelDescription | undefined => {
  const fields = readFields(entry.value, LEVEL, reading)
  if (fields === undefined) return undefined
  const { in: above, rows: counted, key, file, hidden = new Map(), inputs = new Map() } = fields
  return { ...declaredBy(entry), hidden, inputs, ...given({ in: above, rows: counted, key, file }) }
}

const DESCRIPTION = {
  what: 'the description of a sample',
  readers: {
    ...LANGUAGE_HEADER,
    title: text,
    note: text,
    seed: wholeNumber(0, GREATEST_SEED),
    size: entriesOf('a level and its rows', size),
    levels: entriesOf('levels', level),
  },
  required: ['yardstick', 'title', 'size', 'levels'],
} as const
