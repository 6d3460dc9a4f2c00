/**
 * Tells what a file is by its first bytes, and whether that is what its name promises. A name without a
 * known ending promises nothing.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { type CellProblem, problem } from './cell-problem.ts'
import { startsWith } from './csv/csv-head.ts'

export type FileFormat = 'csv' | 'gzip' | 'parquet' | 'json' | 'duckdb' | 'arrow'

const TITLES: { readonly [K in FileFormat]: string } = {
  csv: 'text',
  gzip: 'a compressed file',
  parquet: 'a Parquet file',
  json: 'JSON',
  duckdb: 'a DuckDB database',
  arrow: 'an Arrow file',
}

const PROMISES: readonly (readonly [RegExp, FileFormat])[] = [
  [/\.(parquet|pq)$/i, 'parquet'],
  [/\.(json|jsonl|ndjson)$/i, 'json'],
  [/\.(duckdb|ddb)$/i, 'duckdb'],
  [/\.(arrow|arrows|feather|ipc)$/i, 'arrow'],
  [/\.(csv|tsv|txt)$/i, 'csv'],
]

/** As many bytes tell the format of a file. */
const TELLING = 64

/** The format of a file, or what is wrong with it. Errors of the file system are thrown. */
export const formatOf = (path: string): FileFormat | CellProblem =>
  formatOfBytes(path, firstBytes(path, TELLING))

/** The same of a file that starts with these bytes. */
export function formatOfBytes(path: string, bytes: Uint8Array): FileFormat | CellProblem {
  const promised = PROMISES.find(([ending]) => ending.test(path))?.[1]
  const content = contentOf(bytes.subarray(0, TELLING), promised)
  const isKept = promised === undefined || promised === content
  // What a file holds is plain to see in all formats but text, whatever it is called.
  if (isKept || (promised === 'csv' && content !== 'json')) return content
  return problem('data/other-content', { expected: TITLES[promised], found: TITLES[content] })
}

/** The first bytes of a file, at most so many. Errors of the file system are thrown. */
export function firstBytes(path: string, most: number): Uint8Array {
  const file = openSync(path, 'r')
  try {
    if (fstatSync(file).isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' })
    const bytes = new Uint8Array(most)
    return bytes.subarray(0, readSync(file, bytes, 0, most, 0))
  } finally {
    closeSync(file)
  }
}

function contentOf(bytes: Uint8Array, promised: FileFormat | undefined): FileFormat {
  const latin = Array.from(bytes, it => String.fromCharCode(it)).join('')
  if (startsWith(bytes, 0x1f, 0x8b)) return 'gzip'
  if (latin.startsWith('PAR1')) return 'parquet'
  if (latin.startsWith('DUCK', 8)) return 'duckdb'
  const isStream = promised === 'arrow' && startsWith(bytes, 0xff, 0xff, 0xff, 0xff)
  if (latin.startsWith('ARROW1') || isStream) return 'arrow'
  // A line of headings does not start like this, though it may start with a bracket.
  const isJson = promised === 'json' ? /^(\u00ef\u00bb\u00bf)?\s*[[{]/ : /^\s*(\[\s*\{\s*"|\{\s*"[^"]*"\s*:)/
  return isJson.test(latin) ? 'json' : 'csv'
}
