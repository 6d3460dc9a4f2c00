/** Where the worked examples of a ruleset are: in its folder, or in the folder of examples that the project keeps. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Address } from '../model/ruleset.ts'

/** Beside the examples of a ruleset: survivors of mutation that have been explained. */
export const SURVIVORS_FILE = 'survivors.yaml'

/** Files of a folder and the folders in it, in the order of their names. */
export function caseFilesIn(path: string): readonly string[] {
  return filesIn(path).filter(it => basename(it) !== SURVIVORS_FILE)
}

function filesIn(path: string): readonly string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(it => {
      const inside = join(path, it.name)
      return it.isDirectory() ? filesIn(inside) : it.name.endsWith('.yaml') ? [inside] : []
    })
}

/**
 * `folder` is the ruleset's own; `cases` what the user names instead of the project's folder: one file, or
 * a folder with a folder of each ruleset and year. One that is not there is a file, to be complained of.
 */
export function caseFilesOf(
  folder: string,
  { ruleset, year }: Address,
  rulesets: string,
  cases: string | undefined,
): readonly string[] {
  const own = caseFilesIn(join(folder, 'cases'))
  if (cases !== undefined && !isFolder(cases)) return [...own, cases]
  const examples = cases ?? join(dirname(rulesets), 'conformance', 'worked-examples')
  return [...own, ...caseFilesIn(join(examples, ruleset, String(year)))]
}

/** The file of explained survivors that lies beside examples, if there is one. */
export const survivorsFileOf = (cases: readonly string[]): string | undefined =>
  [...new Set(cases.map(it => join(dirname(it), SURVIVORS_FILE)))].find(it => existsSync(it))

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()

/** Whether a path is a file or folder of cases, rather than of a ruleset. */
export function isCases(path: string): boolean {
  if (!existsSync(path) || path.includes('@')) return false
  if (statSync(path).isFile()) return basename(path) !== 'ruleset.yaml'
  return !existsSync(join(path, 'ruleset.yaml'))
}

/** Whether a path is a folder in which there is no file of cases. */
export const isWithoutCases = (path: string): boolean =>
  isCases(path) && isFolder(path) && caseFilesIn(path).length === 0
