/** Keeps drawn cohorts in the temporary folder, a file of codes and one of words for each level. */
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
import { type CountedKey, codesFor, type DrawnLevel, type DrawnWords } from './draw.ts'

/** A drawn cohort, made if it is not kept from before. `name` tells it from every other. */
export function keptLevels(name: string, make: () => readonly DrawnLevel[]): DrawnLevel[] {
  const folder = join(tmpdir(), 'yardstick-national', name)
  if (!existsSync(folder)) {
    const part = `${folder}.part`
    rmSync(part, { recursive: true, force: true })
    mkdirSync(part, { recursive: true })
    const levels = make()
    for (const it of levels) writeLevel(part, it)
    writeFileSync(join(part, 'levels.json'), JSON.stringify(levels.map(it => it.name)))
    renameSync(part, folder)
  }
  const names = JSON.parse(readFileSync(join(folder, 'levels.json'), 'utf8')) as readonly string[]
  return names.map(it => readLevel(folder, it))
}

type Kept = Omit<DrawnWords, 'codes'> | CountedKey
interface KeptLevel {
  readonly name: string
  readonly size: number
  readonly columns: readonly Kept[]
}

function writeLevel(folder: string, { name, size, columns }: DrawnLevel): void {
  const file = openSync(join(folder, `${name}.codes`), 'w')
  for (const it of columns) {
    if (it.kind !== 'words') continue
    const codes = codesFor(it.words.length, size)
    codes.set(it.codes)
    writeSync(file, codes)
  }
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
