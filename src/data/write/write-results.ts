/** Writes the results of a run into a folder: a file or table for each level, why values are absent, and what was run. */
import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import type { Run } from '../../engine/engine.ts'
import type { ColumnId } from '../../model/program.ts'
import type { Span } from '../../source/source.ts'
import { reasonOf } from '../file-error.ts'
import { writeFile } from './output-file.ts'
import { type ResultColumns, resultColumns } from './result-columns.ts'
import { writeAbsences } from './write-absences.ts'
import { writeCsv } from './write-csv.ts'
import { writeJson } from './write-json.ts'

export const RESULT_FORMATS = ['csv', 'parquet', 'duckdb', 'arrow', 'json'] as const
export type ResultFormat = (typeof RESULT_FORMATS)[number]

export interface ResultsRequest {
  readonly run: Run
  readonly folder: string
  readonly format: ResultFormat
  /** Write these columns alone, and the levels that have one of them. */
  readonly only?: ReadonlySet<ColumnId>
  /** What was run, for `run.json`: address, digest, parameters, counts; nothing that differs between equal runs. */
  readonly record: Readonly<Record<string, unknown>>
  /** Where to point when the folder cannot be written. */
  readonly at: Span
}
export interface ResultsOutcome {
  /** The files written, by name. */
  readonly value: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

export async function writeResults(request: ResultsRequest): Promise<ResultsOutcome> {
  const { run, folder, format, only, record } = request
  const levels = levelsToWrite(run, only)
  const written: string[] = []
  try {
    mkdirSync(folder, { recursive: true })
    if (format === 'csv') written.push(...writeCsv(folder, run, levels))
    else for await (const name of writeLevels(folder, format, run, levels)) written.push(name)
    if (format !== 'csv' && format !== 'json') {
      writeAbsences(join(folder, 'absences.csv'), run, levels)
      written.push('absences.csv')
    }
    writeFile(join(folder, 'run.json'), write => write(`${JSON.stringify(record, null, 2)}\n`))
    written.push('run.json')
    return { value: written, diagnostics: [] }
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    return {
      value: written,
      diagnostics: [report('misuse/cannot-write', request.at, { path: folder, reason })],
    }
  }
}

function levelsToWrite(
  run: Run,
  only: ReadonlySet<ColumnId> | undefined,
): ReadonlyMap<string, ResultColumns> {
  const levels = [...run.levels.keys()].map(it => [it, resultColumns(run.program, it, only)] as const)
  return new Map(levels.filter(([, { values }]) => values.length > 0))
}

/** The one file of a format that holds all levels. */
const DATABASE = 'results.duckdb'

/** Writes a file for each level, or one for all of them; gives the name of each when it is written. */
async function* writeLevels(
  folder: string,
  format: Exclude<ResultFormat, 'csv'>,
  run: Run,
  levels: ReadonlyMap<string, ResultColumns>,
): AsyncGenerator<string> {
  if (format === 'duckdb') {
    const { writeDatabase } = await import('../duckdb/write-database.ts')
    await writeDatabase(join(folder, DATABASE), run, levels)
    yield DATABASE
    return
  }
  const write = await levelWriter(format)
  for (const [level, columns] of levels) {
    const name = `${level}.${format}`
    await write(join(folder, name), run, level, columns)
    yield name
  }
}

type LevelWriter = (path: string, run: Run, level: string, columns: ResultColumns) => void | Promise<void>

async function levelWriter(format: Exclude<ResultFormat, 'csv' | 'duckdb'>): Promise<LevelWriter> {
  if (format === 'json') return writeJson
  if (format === 'arrow') return (await import('../arrow/write-arrow.ts')).writeArrow
  return (await import('../duckdb/write-parquet.ts')).writeParquet
}

/** Makes the folder; refuses one that cannot be written, and one in which results would replace a file that is read. */
export function prepareFolder(
  folder: string,
  names: readonly string[],
  inputs: readonly string[],
  at: Span,
): readonly Diagnostic[] {
  const obstacle = whyNotWritable(folder)
  if (obstacle !== undefined) {
    return [report('misuse/cannot-write', at, { path: folder, reason: obstacle })]
  }
  const read = new Set(inputs.map(realPath))
  const clash = names.map(it => realPath(join(folder, it))).find(it => read.has(it))
  if (clash === undefined) return []
  const reason = `it would replace \`${basename(clash)}\`, which is read`
  return [report('misuse/cannot-write', at, { path: folder, reason })]
}

function whyNotWritable(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return undefined
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    return reason
  }
}

/** Every name a run of a program could write. */
export const possibleNames = (levels: Iterable<string>): readonly string[] => [
  ...[...levels].flatMap(level => RESULT_FORMATS.map(it => `${level}.${it}`)),
  DATABASE,
  'absences.csv',
  'set-aside.csv',
  'run.json',
]

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return join(existingFolder(dirname(resolve(path))), basename(path))
  }
}

function existingFolder(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return resolve(folder)
  }
}
