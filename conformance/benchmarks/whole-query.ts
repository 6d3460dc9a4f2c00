/** A process of its own: DuckDB from files to school results in a file. Arguments: work, output, files. */
import { DuckDBInstance } from '@duckdb/node-api'
import { SETUP_W1, SETUP_W2, W1, W2 } from './query.ts'
import { viewsOf } from './views.ts'

const [work = 'w1', output = '', ...files] = process.argv.slice(2)
const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
for (const it of [...(work === 'w1' ? SETUP_W1 : SETUP_W2), ...viewsOf(work, files, 'VIEW')])
  await connection.run(it)
await connection.run(`COPY (${work === 'w1' ? W1 : W2}) TO '${output}' (HEADER)`)
