/**
 * Tells what a file is by its first bytes, and whether that is what its name promises. A name without a
 * known ending promises nothing.
 */
import { open } from 'node:fs/promises'
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

/** The format of a file, or what is wrong with it. Errors of the file system are thrown. */
export async function formatOf(path: string): Promise<FileFormat | CellProblem> {
  const promised = PROMISES.find(([ending]) => ending.test(path))?.[1]
  const content = contentOf(await firstBytes(path), promised)
  const isKept = promised === undefined || promised === content
  // What a file holds is plain to see in all formats but text, whatever it is called.
  if (isKept || (promised === 'csv' && content !== 'json')) return content
  return problem('data/other-content', { expected: TITLES[promised], found: TITLES[content] })
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    if ((await file.stat()).isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' })
    const { buffer, bytesRead } = await file.read({ buffer: new Uint8Array(64), position: 0 })
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
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
