/**
 * The folder of one year: which of its files a new year takes over, and a new folder written whole or not
 * at all. Nothing outside the folder is read, not even through a link.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isInside } from './ruleset-folder.ts'

/** Folders that belong to the rules of a year; what is drawn or worked for one year is not taken over. */
const TABLES = ['tables']
const LOOKED_AT = ['overlays', 'columns']
const SAMPLE = 'sample.yaml'

/** Descriptions of samples, overlays and bindings: files that are to be looked at one by one. */
export const filesToLookAt = (folder: string): readonly string[] => [
  ...(isInside(folder, SAMPLE) ? [SAMPLE] : []),
  ...LOOKED_AT.flatMap(it => filesBelow(folder, it)).filter(it => it.endsWith('.yaml')),
]

/** Files of tables, and those that the ruleset names, wherever in the folder they lie. */
export const filesOfTables = (folder: string, named: readonly string[]): readonly string[] => [
  ...new Set([...TABLES.flatMap(it => filesBelow(folder, it)), ...named.filter(it => isInside(folder, it))]),
]

function filesBelow(folder: string, path: string): readonly string[] {
  if (!existsSync(join(folder, path))) return []
  return readdirSync(join(folder, path), { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(it => {
      const inner = `${path}/${it.name}`
      if (it.isDirectory()) return filesBelow(folder, inner)
      return isInside(folder, inner) ? [inner] : []
    })
}

/** A file of a new folder: written out, or the same as one of another folder. */
export type NewFile = { readonly path: string } & ({ readonly text: string } | { readonly from: string })

/** Writes a folder that is not there yet. Throws what the system says; then nothing is left of it. */
export function writeFolder(folder: string, files: readonly NewFile[]): void {
  const provisional = `${folder}.part`
  try {
    mkdirSync(dirname(folder), { recursive: true })
    mkdirSync(provisional)
    for (const file of files) {
      const path = join(provisional, file.path)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, 'text' in file ? file.text : readFileSync(file.from))
    }
    renameSync(provisional, folder)
  } catch (error) {
    rmSync(provisional, { recursive: true, force: true })
    throw error
  }
}
