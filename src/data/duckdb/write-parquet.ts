/**
 * Writes a level as Parquet through DuckDB. Whole numbers become BIGINT, other numbers DOUBLE (the
 * nearest one), yes/no BOOLEAN, dates DATE, everything else text; an absent value is null.
 */
import { renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { type DuckDBConnection, DuckDBDataChunk, VARCHAR } from '@duckdb/node-api'
import type { Run } from '../../engine/engine.ts'
import { type FileType, type ResultColumns, type TypedColumn, typedColumns } from '../write/result-columns.ts'
import { sqlName, sqlText, withDuckdb } from './sealed.ts'

/** How many rows DuckDB takes at once. */
const CHUNK = 2048

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
      const texts = typedColumns(run, columns)
      await fill(connection, texts, size)
      const cast = texts.map(
        (it, index) => `CAST(c${index} AS ${SQL_TYPES[it.type]}) AS ${sqlName(it.heading)}`,
      )
      await connection.run(
        `COPY (SELECT ${cast.join(', ')} FROM result) TO ${sqlText(provisional)} (FORMAT parquet)`,
      )
    })
    renameSync(provisional, path)
  } finally {
    rmSync(provisional, { force: true })
  }
}

const SQL_TYPES: { readonly [K in FileType]: string } = {
  whole: 'BIGINT',
  fraction: 'DOUBLE',
  'yes/no': 'BOOLEAN',
  date: 'DATE',
  text: 'VARCHAR',
}

/** DuckDB reads the digits; `yes` and `no` are words it reads as booleans too. */
async function fill(
  connection: DuckDBConnection,
  columns: readonly TypedColumn[],
  size: number,
): Promise<void> {
  await connection.run(`CREATE TABLE result (${columns.map((_, index) => `c${index} VARCHAR`).join(', ')})`)
  const appender = await connection.createAppender('result')
  for (let start = 0; start < size; start += CHUNK) {
    const length = Math.min(CHUNK, size - start)
    const chunk = DuckDBDataChunk.create(
      columns.map(() => VARCHAR),
      length,
    )
    chunk.setColumns(columns.map(it => Array.from({ length }, (_, index) => it.text(start + index))))
    appender.appendDataChunk(chunk)
  }
  appender.flushSync()
  appender.closeSync()
}
