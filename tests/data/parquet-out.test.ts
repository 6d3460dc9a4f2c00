/** A table too large to be put together in memory comes out as one that is not, and nothing is left beside it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cohortFromText } from '../../src/data/cohort-from-text.ts'
import { writeParquet } from '../../src/data/duckdb/write-parquet.ts'
import { resultColumns } from '../../src/data/write/result-columns.ts'
import { columnarEngine } from '../../src/engine/columnar/columnar-engine.ts'
import { programFrom } from '../check/checked.ts'
import { withFolder } from '../cli/command.ts'

test('Parquet files are the same by way of memory and of a database', async () => {
  const program = programFrom(`
levels: {team: {key: team_id, inputs: {n: {type: number, may be: missing}}}}
rules: {team: {half: {is: (n otherwise missing(no_value)) / 2, show: {round: 1}}, is_large: {is: (n otherwise 0) > 3}}}
`)
  const rows = Array.from({ length: 5000 }, (_, row) => `t${row},${row % 7 === 0 ? '' : row % 5}`)
  const { value: cohort } = cohortFromText(program, { team: `team_id,n\n${rows.join('\n')}\n` })
  if (cohort === undefined) throw new Error('the rows are not read')
  const run = columnarEngine(program, cohort)
  await withFolder(async folder => {
    const paths = ['memory', 'database'].map(it => join(folder, `${it}.parquet`))
    for (const [index, path] of paths.entries())
      await writeParquet(path, run, 'team', resultColumns(program, 'team', undefined), index === 0 ? 1e9 : 0)
    expect(readdirSync(folder).sort()).toEqual(['database.parquet', 'memory.parquet'])
    const [memory, database] = paths.map(it => readFileSync(it).toString('base64'))
    expect(database).toBe(memory)
  })
})
