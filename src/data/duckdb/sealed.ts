/**
 * DuckDB in this process, sealed off: no network, no extensions beyond those built in, no files but the
 * ones named, nothing spilled to disk. Paths and values go in as parameters or quoted literals.
 */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** Rows it may hold in memory before it gives up; reading and writing tables here needs far less. */
const MEMORY_LIMIT = '2GB'

/** Lends a connection that may touch only these files, and closes it afterwards. */
export async function withDuckdb<T>(
  paths: readonly string[],
  use: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    memory_limit: MEMORY_LIMIT,
    enable_external_file_cache: 'false',
    temp_directory: '',
  })
  const connection = await instance.connect()
  try {
    await connection.run(`SET allowed_paths = [${paths.map(sqlText).join(', ')}]`)
    await connection.run('SET enable_external_access = false')
    await connection.run('SET lock_configuration = true')
    return await use(connection)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** A database, and the files in which DuckDB keeps what is not yet in it. */
export const databaseFiles = (path: string): readonly [string, ...string[]] => [
  path,
  `${path}.wal`,
  `${path}.wal.checkpoint`,
]

/** A text as a literal of SQL. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** A name as an identifier of SQL. */
export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** What DuckDB said, as one line without advice on DuckDB's own settings. */
export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.trim() ?? ''
