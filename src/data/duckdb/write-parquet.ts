/** Writes a level as Parquet through a table of DuckDB. */
import { renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Run } from '../../engine/engine.ts'
import { type ResultColumns, typedColumns } from '../write/result-columns.ts'
import { appendLevel } from './append-level.ts'
import { sqlText, withDuckdb } from './sealed.ts'

export async function writeParquet(
  path: string,
  run: Run,
  level: string,
  columns: ResultColumns,
): Promise<void> {
  const provisional = resolve(`${path}.part`)
  const size = run.levels.get(level)?.size ?? 0
  try {
    await withDuckdb([provisional], async connection => {
      const place = { database: 'memory', table: 'result' }
      await appendLevel(connection, place, typedColumns(run, columns), size)
      await connection.run(`COPY memory.result TO ${sqlText(provisional)} (FORMAT parquet)`)
    })
    renameSync(provisional, path)
  } finally {
    rmSync(provisional, { force: true })
  }
}
