/** The files of a work as relations of DuckDB, with the types a careful author would give. */

const COLUMNS_W2 =
  'earlier_reading earlier_writing earlier_maths outcome_reading outcome_maths assessed_reading assessed_writing assessed_maths'
    .split(' ')
    .map(it => `${it}: 'VARCHAR'`)

const relation = (kind: string, name: string, file: string | undefined, columns: string): string =>
  file?.endsWith('.parquet')
    ? `CREATE ${kind} ${name} AS SELECT * FROM read_parquet('${file}')`
    : `CREATE ${kind} ${name} AS SELECT * FROM read_csv('${file}', header = true, columns = {${columns}})`

/** For W1 the files of results and pupils, for W2 that of pupils. */
export function viewsOf(work: string, files: readonly string[], kind: 'VIEW' | 'TABLE'): readonly string[] {
  if (work === 'w2')
    return [relation(kind, 'pupils', files[0], `pupil_id: 'INTEGER', school: 'INTEGER', ${COLUMNS_W2}`)]
  const ofResults = "pupil_id: 'INTEGER', qualification: 'VARCHAR', subject: 'VARCHAR', grade: 'VARCHAR'"
  const ofPupils = "pupil_id: 'INTEGER', school: 'INTEGER', prior: 'DECIMAL(2,1)'"
  return [relation(kind, 'results', files[0], ofResults), relation(kind, 'pupils', files[1], ofPupils)]
}
