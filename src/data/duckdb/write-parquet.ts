/** Writes a level as Parquet through a table of DuckDB: in memory, or in a database beside the file where it is large. */
import { renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Run } from '../../engine/engine.ts'
import { type ResultColumns, typedColumns } from '../write/result-columns.ts'
import { appendLevel } from './append-level.ts'
import { databaseFiles, sqlText, withDuckdb } from './sealed.ts'

/** A table of more cells than these is not put together in memory. */
const LARGE = 20_000_000

export async function writeParquet(
  path: string,
  run: Run,
  level: string,
  columns: ResultColumns,
  large = LARGE,
): Promise<void> {
  const provisional = resolve(`${path}.part`)
  const files = databaseFiles(`${provisional}.duckdb`)
  const typed = typedColumns(run, columns)
  const size = run.levels.get(level)?.size ?? 0
  const remove = () => {
    for (const it of [provisional, ...files]) rmSync(it, { force: true })
  }
  try {
    remove()
    await withDuckdb([provisional, ...files], async connection => {
      const place = size * typed.length > large ? sqlText(files[0]) : "':memory:'"
      await connection.run(`ATTACH ${place} AS results`)
      await appendLevel(connection, { database: 'results', table: 'result' }, typed, size)
      await connection.run(`COPY results.result TO ${sqlText(provisional)} (FORMAT parquet)`)
      await connection.run('DETACH results')
    })
    renameSync(provisional, path)
  } finally {
    remove()
  }
}
