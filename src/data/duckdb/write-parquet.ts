/**
 * Writes a level as Parquet through DuckDB. Whole numbers become BIGINT, other numbers DOUBLE (the
 * nearest one), yes/no BOOLEAN, dates DATE, everything else text; an absent value is null.
 */
import { renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { type DuckDBConnection, DuckDBDataChunk, VARCHAR } from '@duckdb/node-api'
import type { Run } from '../../engine/engine.ts'
import type { Type } from '../../model/program.ts'
import { plainText } from '../write/csv-cell.ts'
import { type ResultColumns, shownHeading, shownText } from '../write/result-columns.ts'
import { sqlName, sqlText, withDuckdb } from './sealed.ts'

/** How many rows DuckDB takes at once. */
const CHUNK = 2048

interface TextColumn {
  readonly heading: string
  readonly type: string
  text(row: number): string | null
}

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
      const texts = textColumns(run, columns)
      await fill(connection, texts, size)
      const cast = texts.map((it, index) => `CAST(c${index} AS ${it.type}) AS ${sqlName(it.heading)}`)
      await connection.run(
        `COPY (SELECT ${cast.join(', ')} FROM result) TO ${sqlText(provisional)} (FORMAT parquet)`,
      )
    })
    renameSync(provisional, path)
  } finally {
    rmSync(provisional, { force: true })
  }
}

function textColumns(run: Run, { keys, values }: ResultColumns): readonly TextColumn[] {
  return [...keys, ...values].flatMap(({ column, heading, show }) => {
    const exact: TextColumn = {
      heading,
      type: sqlType(column.type),
      text: row => {
        const value = run.value(column.id, row)
        return value.kind === 'absent' ? null : plainText(value)
      },
    }
    if (show === undefined) return [exact]
    const shown: TextColumn = {
      heading: shownHeading(heading),
      type: 'VARCHAR',
      text: row => shownText(run, run.shown(column.id, row), show),
    }
    return [exact, shown]
  })
}

function sqlType({ alternatives }: Type): string {
  const kinds = new Set(alternatives.map(it => it.kind))
  if (kinds.size !== 1) return 'VARCHAR'
  const isWhole = alternatives.every(it => it.kind === 'number' && it.whole)
  if (kinds.has('number')) return isWhole ? 'BIGINT' : 'DOUBLE'
  return kinds.has('yes/no') ? 'BOOLEAN' : kinds.has('date') ? 'DATE' : 'VARCHAR'
}

/** DuckDB reads the digits; `yes` and `no` are words it reads as booleans too. */
async function fill(
  connection: DuckDBConnection,
  columns: readonly TextColumn[],
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
