/**
 * Yardstick as a library: load a ruleset by its address, folder or file, read a cohort from files, run,
 * explain, write. Works on this machine alone: nothing is sent anywhere and nothing is logged.
 *
 * ```ts
 * import { load, readFiles, run, explain, renderExplanation } from 'yardstick'
 *
 * const { value: ruleset, diagnostics } = load('example@2018')
 * if (ruleset === undefined) throw new Error(renderLines(diagnostics))
 * const { value: cohort } = await readFiles(ruleset, { entry: 'entries.csv', team: 'teams.csv' })
 * const { value: results } = run(ruleset, cohort, { comparator: 'published' })
 * results.shown('team.score.first.all', 'T01')
 * ```
 *
 * For pages in a browser, `yardstick/core` has everything that needs no files.
 */
import { join } from 'node:path'
import { loadRuleset } from '../data/load-ruleset.ts'
import { type CohortRequest, readCohort } from '../data/read-cohort.ts'
import { defaultRulesets } from '../data/rulesets-folder.ts'
import { type ResultFormat, writeResults } from '../data/write/write-results.ts'
import type { Outcome } from '../diagnostics/diagnostic.ts'
import { spanOf } from '../source/source.ts'
import { type CheckedRuleset, checkParts } from './check.ts'
import type { CohortOutcome, Results } from './core.ts'

export type { CohortRequest } from '../data/read-cohort.ts'
export { RESULT_FORMATS, type ResultFormat } from '../data/write/write-results.ts'
export * from './core.ts'

/** A place for messages about something that the caller of a function gave. */
function given(name: string, text: string) {
  const source = { name, text }
  return { text, at: spanOf(source, 0, text.length) }
}

export interface LoadOptions {
  /** The folder that holds `registry.yaml`; `rulesets` here, or the rulesets that come with Yardstick. */
  readonly rulesets?: string
  /** Overlays, applied in order: paths, or names in the ruleset's folder `overlays`. */
  readonly overlays?: readonly string[]
  /** Files whose rows stand in for those of a table. */
  readonly tables?: Readonly<Record<string, string>>
}

/**
 * Finds, reads and checks a ruleset. `ruleset` is an address (`example@2018`, `example@2018/final.1`), the path
 * of a folder with a `ruleset.yaml`, or the path of a file.
 */
export function load(ruleset: string, options: LoadOptions = {}): Outcome<CheckedRuleset | undefined> {
  const loaded = loadRuleset({
    ruleset: given('ruleset', ruleset),
    rulesets: options.rulesets ?? defaultRulesets(),
    overlays: (options.overlays ?? []).map(it => given('overlay', it)),
    tables: Object.entries(options.tables ?? {}).map(([table, file]) => ({
      table: given('table', table),
      file: given('table', file),
    })),
  })
  return loaded.value === undefined
    ? { value: undefined, diagnostics: loaded.diagnostics }
    : checkParts(loaded.value, loaded.diagnostics)
}

export type ReadOptions = Pick<CohortRequest, 'isStrict' | 'onSetAside' | 'onProgress' | 'bindings'> & {
  /** Folders of results of earlier years, by how many years before. */
  readonly earlier?: Readonly<Record<number, string>>
}

/**
 * Reads a cohort: for each level the path of a CSV (plain or gzip), Parquet, Arrow or JSON file.
 * Rows with mistakes are set aside, with a diagnostic each for the first hundred and a call of
 * `onSetAside` for all; with `isStrict` the first one ends reading. Memory is bounded by the rows kept
 * and the distinct texts in their columns.
 */
export function readFiles(
  { program }: CheckedRuleset,
  files: Readonly<Record<string, string>>,
  { earlier = {}, ...options }: ReadOptions = {},
): Promise<CohortOutcome> {
  return readCohort({
    program,
    files: Object.entries(files).map(([level, path]) => ({ level, path, at: given('files', level).at })),
    earlier: Object.entries(earlier).map(([years, folder]) => ({
      years: Number(years),
      folder,
      at: given('earlier', years).at,
    })),
    at: given('files', Object.keys(files).join(' ')).at,
    ...options,
  })
}

/**
 * Writes results into a folder, a file for each level with the exact values and, where they differ, the
 * published ones; `absences.csv` says why values are absent, `run.json` what was run. Equal results
 * make equal bytes. Gives the names of the files written.
 */
export const writeFiles = (
  { run, ruleset }: Results,
  folder: string,
  format: ResultFormat = 'csv',
): Promise<Outcome<readonly string[]>> =>
  writeResults({
    run,
    folder: join(folder),
    format,
    record: { ruleset: ruleset.address, digest: ruleset.digest },
    at: given('folder', folder).at,
  })
