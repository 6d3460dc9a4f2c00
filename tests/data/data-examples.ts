/** Gives the examples of the catalogue's data stage to the reader, as files in a folder of their own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bindColumns } from '../../src/data/binding.ts'
import { readCohort } from '../../src/data/read-cohort.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { type Source, spanOf } from '../../src/source/source.ts'
import { mapIn } from '../fixtures/ruleset.ts'
import { CATALOGUE_PROGRAM, TEAMS_PROGRAM } from './program.ts'

export interface DataExample {
  /** A ruleset other than that of most examples. */
  readonly program?: 'teams'
  readonly csv?: string
  readonly base64?: string
  readonly generated?: string
  /** The name of a file that is not there. */
  readonly file?: string
  /** The name of the file, where it is not the level with the ending of CSV. */
  readonly named?: string
  /** Files by level, instead of one for pupils. */
  readonly files?: Readonly<Record<string, string>>
  /** A file of columns. */
  readonly columns?: string
  /** Earlier results by years before. */
  readonly earlier?: Readonly<Record<string, string>>
}

const GENERATED: Readonly<Record<string, string>> = {
  'a row of two million letters': `pupil_id,score\n1,${'9'.repeat(2_000_000)}\n`,
  'a note of ten thousand letters': `pupil_id,score,note\n1,100,${'x'.repeat(10_000)}\n2,100,\n`,
}

export async function diagnosticsOf(example: DataExample): Promise<readonly Diagnostic[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yardstick-'))
  try {
    return await readExample(example, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function readExample(example: DataExample, folder: string): Promise<readonly Diagnostic[]> {
  const program = example.program === 'teams' ? TEAMS_PROGRAM : CATALOGUE_PROGRAM
  const contents = Object.entries(filesOf(example))
  for (const [level, content] of contents)
    writeFileSync(join(folder, example.named ?? `${level}.csv`), content)
  const bound =
    example.columns === undefined
      ? undefined
      : bindColumns(mapIn('columns.yaml', example.columns).value, program)
  if (bound !== undefined && bound.diagnostics.length > 0) return bound.diagnostics
  const levels = example.file === undefined ? contents.map(it => it[0]) : ['pupil']
  const outcome = await readCohort({
    program,
    files: levels.map(level => ({
      level,
      path: join(folder, example.file ?? example.named ?? `${level}.csv`),
      at: wholeOf(`--${level} ${level}.csv`),
    })),
    bindings: bound === undefined ? [] : [bound.value],
    earlier: Object.keys(example.earlier ?? {}).map(years => ({
      years: Number(years),
      folder,
      at: wholeOf(`${years}=`),
    })),
    at: wholeOf(''),
  })
  return outcome.diagnostics
}

const wholeOf = (text: string) => {
  const source: Source = { name: 'command line', text }
  return spanOf(source, 0, text.length)
}

function filesOf({
  csv,
  base64,
  generated,
  files,
  file,
}: DataExample): Readonly<Record<string, string | Buffer>> {
  if (files !== undefined) return files
  if (file !== undefined) return {}
  if (base64 !== undefined) return { pupil: Buffer.from(base64, 'base64') }
  return { pupil: csv ?? GENERATED[generated ?? ''] ?? '' }
}
