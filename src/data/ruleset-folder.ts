/**
 * Reads the files of a ruleset's folder, and no others: a path may not lead out of it, not even
 * through a symbolic link, so that running somebody else's ruleset cannot read one's own files.
 */
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { RulesetFiles } from '../model/build-ruleset.ts'
import { isSafePath } from '../model/safe-path.ts'
import type { Source } from '../source/source.ts'
import { reasonOf } from './file-error.ts'

/** Files of a ruleset are written by people; a larger one than this is a mistake. */
const LARGEST_FILE = 64 * 1024 * 1024

/** A text file, or in words why it cannot be read. */
export function readSource(path: string, name = path): Source | { readonly reason: string } {
  try {
    if (statSync(path).size > LARGEST_FILE) return { reason: 'it is larger than 64 MB' }
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
    return { name, text }
  } catch (error) {
    const reason = error instanceof TypeError ? 'it is not UTF-8 text' : reasonOf(error)
    if (reason === undefined) throw error
    return { reason }
  }
}

/** The files beside a ruleset; `replaced` stand in for some of them. */
export function filesIn(
  folder: string,
  shownFolder: string,
  replaced: ReadonlyMap<string, Source>,
): RulesetFiles {
  return {
    read(path) {
      const replacement = replaced.get(path)
      if (replacement !== undefined) return replacement
      if (!isInside(folder, path)) return undefined
      const source = readSource(join(folder, path), join(shownFolder, path))
      return 'reason' in source ? undefined : source
    },
  }
}

/** Whether a path of the ruleset leads to something inside the folder. */
export function isInside(folder: string, path: string): boolean {
  if (!isSafePath(path)) return false
  try {
    return realpathSync(join(folder, path)).startsWith(realpathSync(folder) + sep)
  } catch {
    return false
  }
}
