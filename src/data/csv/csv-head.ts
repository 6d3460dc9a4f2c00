/** Looks at the first bytes of a file: is it text, in which encoding, and which character separates its cells. */
import { type CellProblem, problem } from '../cell-problem.ts'
import { type CsvField, splitRecord } from './csv-record.ts'

export interface CsvHead {
  /** The first row that is not blank, as text, with the line it starts on. */
  readonly record: string
  readonly line: number
  readonly fields: readonly CsvField[]
  readonly delimiter: string
  /** Bytes up to the first row of data. */
  readonly length: number
  /** The line on which the first row of data starts. */
  readonly nextLine: number
}

/** The header of a CSV file from its first bytes, or what is wrong with the file as a whole. */
export function readHead(bytes: Uint8Array): CsvHead | CellProblem {
  const refused = refusedKind(bytes)
  if (refused !== undefined) return refused
  let line = 1
  for (let start = startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0; start < bytes.length; ) {
    const end = endOfRecord(bytes, start)
    const record = decoded(bytes.subarray(start, end))
    if (record === undefined) return problem('data/wrong-encoding', { found: 'another encoding' })
    const next = end + (bytes[end] === CR && bytes[end + 1] === LF ? 2 : 1)
    if (/[^\s,;"]/.test(record)) return headOf(record, line, next)
    line += breaksIn(record) + 1
    start = next
  }
  return problem('data/empty-file', {})
}

function headOf(record: string, line: number, length: number): CsvHead {
  const delimiter = delimiterOf(record)
  const fields = splitRecord(record, delimiter)
  return { record, line, delimiter, fields, length, nextLine: line + breaksIn(record) + 1 }
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Where the row that starts at `start` ends; line breaks in quotation marks belong to it. */
function endOfRecord(bytes: Uint8Array, start: number): number {
  let isQuoted = false
  for (let i = start; i < bytes.length; i += 1) {
    if (bytes[i] === QUOTE) isQuoted = !isQuoted
    else if (!isQuoted && (bytes[i] === LF || bytes[i] === CR)) return i
  }
  return bytes.length
}

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d

function refusedKind(bytes: Uint8Array): CellProblem | undefined {
  if (bytes.length === 0) return problem('data/empty-file', {})
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
    return problem('data/wrong-encoding', { found: 'UTF-16 text' })
  }
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) {
    return problem('data/not-a-table', { found: 'a workbook or other zip archive' })
  }
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    return problem('data/not-a-table', { found: 'a workbook of an old spreadsheet program' })
  }
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return problem('data/not-a-table', { found: 'a PDF' })
  const head = bytes.subarray(0, 1024)
  const zeros = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0)
  if (zeros * 4 > head.length) return problem('data/wrong-encoding', { found: 'UTF-16 text' })
  return undefined
}

export const startsWith = (bytes: Uint8Array, ...first: readonly number[]): boolean =>
  first.every((byte, index) => bytes[index] === byte)

/** A header without a comma may separate its cells by tabs or semicolons. */
function delimiterOf(record: string): string {
  const bare = record.replaceAll(/"(?:[^"]|"")*"/g, '')
  if (bare.includes(',')) return ','
  return bare.includes('\t') ? '\t' : bare.includes(';') ? ';' : ','
}

const breaksIn = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0
