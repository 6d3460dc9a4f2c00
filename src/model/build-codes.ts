/** Reads `codes`: lists of codes with titles and other spellings, written out or taken from a file. */

import type { Span } from '../source/source.ts'
import type { CsvCell } from '../syntax/csv/read-csv.ts'
import type { DocumentNode, MapEntry } from '../syntax/document/node.ts'
import { exactlyOne } from './read-choice.ts'
import { columnOf, readTableFile } from './read-file.ts'
import { declaredBy, duplicateName, given, oneOrMore, readFields, unexpected } from './read-map.ts'
import { citations } from './read-name.ts'
import { asScalar, checkName, name, oneOf, text } from './read-scalar.ts'
import { complain, type Reader, type Reading } from './reading.ts'
import type { Code, CodeList } from './ruleset.ts'

export function buildCodeList(entry: MapEntry, reading: Reading): CodeList | undefined {
  checkName(entry.key, reading)
  const fields = readFields(entry.value, CODE_LIST, reading)
  if (fields === undefined) return undefined
  const { order, list, file, column = name(entry.key, reading), titles, cite } = fields
  const source = exactlyOne(entry.value, ['list', 'file'], 'a list of codes', reading)
  if (source === undefined) return undefined
  const codes = source === 'list' ? list : file && codesInFile(file, column, titles, reading)
  return (
    codes && { ...declaredBy(entry), codes: withoutClashes(codes, reading), ...given({ order, cites: cite }) }
  )
}

const aliases: Reader<readonly string[]> = oneOrMore(
  (node, reading) => asScalar(node, 'a code', reading)?.text,
)

const CODE = { what: 'a code', readers: { title: text, aliases } } as const

/** `[A, B]`, or a map of codes to titles, or to a title and other spellings. */
const codes: Reader<readonly Code[]> = (node, reading) => {
  if (node.kind === 'list')
    return node.items.map(it => listedCode(it, reading)).filter(it => it !== undefined)
  if (node.kind === 'map')
    return node.entries.map(it => titledCode(it, reading)).filter(it => it !== undefined)
  return unexpected(node, 'a list of codes, or a map of codes to titles', reading)
}

function listedCode(node: DocumentNode, reading: Reading): Code | undefined {
  const scalar = asScalar(node, 'a code', reading)
  return scalar && { code: scalar.text, title: scalar.text, aliases: [], at: scalar.at }
}

function titledCode({ key, value }: MapEntry, reading: Reading): Code | undefined {
  const written = value.kind === 'map' ? readFields(value, CODE, reading) : { title: text(value, reading) }
  if (written === undefined) return undefined
  const others = 'aliases' in written ? written.aliases : undefined
  return { code: key.text, title: written.title || key.text, aliases: others ?? [], at: key.at }
}

const CODE_LIST = {
  what: 'a list of codes',
  readers: {
    order: oneOf('worst first', 'best first'),
    list: codes,
    file: name,
    column: name,
    titles: name,
    cite: citations,
  },
} as const

type Word = { readonly text: string; readonly at: Span }

/** The different values of a column, in order of first appearance. */
function codesInFile(
  file: Word,
  column: Word | undefined,
  titles: Word | undefined,
  reading: Reading,
): readonly Code[] | undefined {
  const table = readTableFile(file, reading)
  const codeIndex = table && column && columnOf(table, column, reading)
  const titleIndex = table && titles && columnOf(table, titles, reading)
  if (table === undefined || codeIndex === undefined) return undefined
  const found = new Map<string, Code>()
  for (const { cells } of table.rows) {
    const cell = cells[codeIndex]
    if (cell === undefined || isEmpty(cell, reading)) continue
    const title = titleIndex === undefined ? undefined : cells[titleIndex]
    addCode(found, { code: cell.text, title: title?.text || cell.text, aliases: [], at: cell.at }, reading)
  }
  return [...found.values()]
}

function addCode(found: Map<string, Code>, code: Code, reading: Reading): void {
  const earlier = found.get(code.code)
  if (earlier === undefined) found.set(code.code, code)
  else if (earlier.title !== code.title) duplicateName(reading, code.code, code.at, earlier.at)
}

function isEmpty(cell: CsvCell, reading: Reading): boolean {
  if (cell.text === '') complain(reading, 'model/empty-cell', cell.at, { what: 'a code' })
  return cell.text === ''
}

/** Leaves out codes whose spelling, or one of whose other spellings, an earlier code has. */
function withoutClashes(list: readonly Code[], reading: Reading): readonly Code[] {
  const seen = new Map<string, Span>()
  return list.filter(({ code, aliases: others, at }) => {
    const clash = [code, ...others].find(it => seen.has(it))
    for (const spelling of [code, ...others]) seen.set(spelling, seen.get(spelling) ?? at)
    const earlier = clash === undefined ? undefined : seen.get(clash)
    if (clash !== undefined && earlier !== undefined) duplicateName(reading, clash, at, earlier)
    return clash === undefined
  })
}
