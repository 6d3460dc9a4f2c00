/** Writes the levels of a run as a database: a table for each, which takes its name only when it is complete. */
import { renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Run } from '../../engine/engine.ts'
import { type ResultColumns, typedColumns } from '../write/result-columns.ts'
import { appendLevel, distinctNames } from './append-level.ts'
import { databaseFiles, sqlText, withDuckdb } from './sealed.ts'

export async function writeDatabase(
  path: string,
  run: Run,
  levels: ReadonlyMap<string, ResultColumns>,
): Promise<void> {
  const provisional = resolve(`${path}.part`)
  const files = databaseFiles(provisional)
  const remove = () => {
    for (const it of files) rmSync(it, { force: true })
  }
  try {
    remove()
    await withDuckdb(files, async connection => {
      await connection.run(`ATTACH ${sqlText(provisional)} AS results`)
      const tables = distinctNames([...levels.keys()])
      for (const [index, [level, columns]] of [...levels].entries()) {
        const size = run.levels.get(level)?.size ?? 0
        const place = { database: 'results', table: tables[index] ?? level }
        await appendLevel(connection, place, typedColumns(run, columns), size)
      }
      await connection.run('CHECKPOINT results')
      await connection.run('DETACH results')
    })
    renameSync(provisional, path)
  } finally {
    remove()
  }
}
