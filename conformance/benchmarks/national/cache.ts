/** Keeps drawn cohorts in the temporary folder, a file of codes and one of words for each level. */
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommandLine } from '../../../src/cli/command-line.ts'
import { loadNamed } from '../../../src/cli/load.ts'
import { loadSample } from '../../../src/cli/load-sample.ts'
import { renderLines } from '../../../src/diagnostics/render-line.ts'
import type { Program } from '../../../src/model/program.ts'
import type { Sample } from '../../../src/sample/sample.ts'
import type { NationalCohort } from './cohorts.ts'
import { type CountedKey, codesFor, type DrawnLevel, type DrawnWords, drawColumns } from './draw.ts'

export interface LoadedRuleset {
  readonly program: Program
  readonly sample: Sample
  /** The text of the description, which tells one cohort from another. */
  readonly text: string
}

/** A registered ruleset with its sample. Throws where either does not check. */
export function loadedRuleset(address: string): LoadedRuleset {
  const line = new CommandLine([address])
  const loaded = loadNamed(line, address, {})
  if (loaded.value === undefined) throw new Error(renderLines(loaded.diagnostics))
  const sample = loadSample(loaded.value, line.word(address))
  if (sample.value === undefined) throw new Error(renderLines(sample.diagnostics))
  const text = readFileSync(join(loaded.value.parts.folder, 'sample.yaml'), 'utf8')
  return { program: loaded.value.ruleset.program, sample: sample.value, text }
}

const cacheFolder = ({ address, rows }: NationalCohort, text: string): string => {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return join(tmpdir(), 'yardstick-national', `${address.replaceAll('/', '-')}-${rows}-${hash}`)
}

/** The cohort, drawn if it was not drawn before. */
export function nationalLevels(
  cohort: NationalCohort,
  { sample, text }: LoadedRuleset,
  onRow: (rows: number) => void = () => {},
): readonly DrawnLevel[] {
  const folder = cacheFolder(cohort, text)
  if (!existsSync(folder)) {
    const part = `${folder}.part`
    rmSync(part, { recursive: true, force: true })
    mkdirSync(part, { recursive: true })
    const levels = drawColumns(sample, cohort.rows, onRow)
    for (const it of levels) writeLevel(part, it)
    writeFileSync(join(part, 'levels.json'), JSON.stringify(levels.map(it => it.name)))
    renameSync(part, folder)
  }
  const names = JSON.parse(readFileSync(join(folder, 'levels.json'), 'utf8')) as readonly string[]
  return names.map(it => readLevel(folder, it))
}

export const isDrawn = (cohort: NationalCohort, { text }: LoadedRuleset): boolean =>
  existsSync(cacheFolder(cohort, text))

type Kept = Omit<DrawnWords, 'codes'> | CountedKey
interface KeptLevel {
  readonly name: string
  readonly size: number
  readonly columns: readonly Kept[]
}

function writeLevel(folder: string, { name, size, columns }: DrawnLevel): void {
  const file = openSync(join(folder, `${name}.codes`), 'w')
  for (const it of columns) if (it.kind === 'words') writeSync(file, it.codes)
  closeSync(file)
  const kept = columns.map(
    (it): Kept => (it.kind === 'words' ? { kind: it.kind, heading: it.heading, words: it.words } : it),
  )
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ name, size, columns: kept }))
}

function readLevel(folder: string, level: string): DrawnLevel {
  const { name, size, columns } = JSON.parse(readFileSync(join(folder, `${level}.json`), 'utf8')) as KeptLevel
  const file = openSync(join(folder, `${level}.codes`), 'r')
  const read = columns.map(it => {
    if (it.kind === 'counted') return it
    const codes = codesFor(it.words.length, size)
    readSync(file, codes)
    return { ...it, codes }
  })
  closeSync(file)
  return { name, size, columns: read }
}
