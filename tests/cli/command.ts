/** Runs commands in this process on the rulesets and files of the fixture, and keeps what they say. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { main } from '../../src/cli/main.ts'

export const FIXTURE = resolve('tests/cli/fixture')

export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface CommandOptions {
  readonly width?: number
  readonly hasColour?: boolean
  readonly isWatched?: boolean
}

/** Words that name something of the fixture, or a file in the folder given, stand for its path. */
export async function command(
  args: readonly string[],
  { width = 100, hasColour = false, isWatched = false }: CommandOptions = {},
): Promise<Said> {
  let [out, err] = ['', '']
  const io = {
    out: (text: string) => {
      out += text
    },
    err: (text: string) => {
      err += text
    },
    width,
    hasColour,
    isWatched,
  }
  const code = await main(args, io)
  return { code, out, err }
}

const KNOWN = [
  'small',
  'small/tables',
  'demanding',
  'pupils.csv',
  'points.csv',
  'easier.yaml',
  'nowhere',
  'nowhere.yaml',
  'results',
]

/** A word of an example as it has to be written here. */
export function placed(word: string, folder = FIXTURE): string {
  if (word === '.') return FIXTURE
  const [, before = '', path = word] = /^([^=]*=)(.*)$/.exec(word) ?? []
  if (!KNOWN.includes(path)) return word
  return before + join(path === 'results' ? folder : FIXTURE, path)
}

/** Lends an empty folder. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'yardstick-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
