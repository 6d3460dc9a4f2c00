/** Files that DuckDB reads, as relations of SQL. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { sqlName, sqlText } from './sealed.ts'

export const TABLE_FORMATS = ['parquet', 'json', 'duckdb'] as const
export type TableFormat = (typeof TABLE_FORMATS)[number]

export interface TableFile {
  readonly path: string
  readonly format: TableFormat
  /** Which table of a database; the only one, or the one named like the level, where it is not said. */
  readonly table?: string
  readonly level: string
}

export type Relation =
  | { readonly from: string; readonly problem?: undefined }
  | { readonly from?: undefined; readonly problem: string }

export async function relationIn(connection: DuckDBConnection, file: TableFile): Promise<Relation> {
  if (file.format === 'duckdb') return tableIn(connection, file)
  if (file.format === 'parquet') return { from: `read_parquet(${sqlText(file.path)})` }
  // In JSON a column may hold numbers in some rows and texts in others, so all of them decide its type.
  return { from: `read_json_auto(${sqlText(file.path)}, sample_size = -1)` }
}

/** So many tables are named in a message. */
const MOST_NAMED = 8

async function tableIn(connection: DuckDBConnection, { path, table, level }: TableFile): Promise<Relation> {
  await connection.run(`ATTACH ${sqlText(path)} AS source (READ_ONLY)`)
  const found = await connection.runAndReadAll(
    "SELECT table_schema, table_name FROM information_schema.tables WHERE table_catalog = 'source' ORDER BY ALL",
  )
  const tables = found.getRows().map(([schema, name]) => ({ schema: String(schema), name: String(name) }))
  const wanted = table ?? (tables.length === 1 ? tables[0]?.name : level)
  const chosen = tables.find(it => it.name === wanted)
  if (chosen !== undefined) return { from: `source.${sqlName(chosen.schema)}.${sqlName(chosen.name)}` }
  const names = tables
    .slice(0, MOST_NAMED)
    .map(it => it.name)
    .join(', ')
  const more = tables.length > MOST_NAMED ? ', …' : ''
  const said =
    tables.length === 0 ? 'it holds no table' : `its tables are ${names}${more}: add \`#TABLE\` to the file`
  return { problem: table === undefined ? said : `it has no table ${table}; ${said}` }
}
