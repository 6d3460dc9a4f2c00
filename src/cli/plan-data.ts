/** Settles which data a command works on, and reads it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readParameters } from '../api/parameters.ts'
import { type Binding, bindColumns } from '../data/binding.ts'
import { type CohortOutcome, cohortFromText } from '../data/cohort-from-text.ts'
import type { LevelFile } from '../data/cohort-plan.ts'
import type { SetAsideRow } from '../data/level-builder.ts'
import { readPart } from '../data/load-ruleset.ts'
import { readCohort } from '../data/read-cohort.ts'
import { sizeOf } from '../data/read-file.ts'
import type { ReadAhead } from '../data/threads/read-ahead.ts'
import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import type { Program } from '../model/program.ts'
import type { Sample } from '../sample/sample.ts'
import { sampleTexts } from '../sample/sample-texts.ts'
import type { CommandLine, Word } from './command-line.ts'
import type { Context } from './context.ts'
import type { DataOptions, DataPlan } from './data-options.ts'
import { levelFiles } from './level-options.ts'
import type { Loaded } from './load.ts'
import { loadSample } from './load-sample.ts'
import { pairsOf } from './options.ts'
import { withProgress } from './progress-bar.ts'

/** `rest`: files for the base level, and options named after levels. */
export function planData(
  { line }: Context,
  loaded: Loaded,
  rest: readonly string[],
  options: DataOptions,
  known: readonly string[],
): Outcome<DataPlan | undefined> {
  const { ruleset, parts } = loaded
  const { program } = ruleset
  const diagnostics: Diagnostic[] = []
  const accept = <T>(outcome: Outcome<T>): T => {
    diagnostics.push(...outcome.diagnostics)
    return outcome.value
  }
  const named = pairsOf(line, options.rows).map(it => ({
    level: it.name.text,
    path: it.value.text,
    at: it.value.at,
  }))
  const files = [...named, ...accept(levelFiles(program, line, rest, known))]
  const bindings = (options.columns ?? []).flatMap(
    it => accept(readBinding(line.word(it), parts.folder, program)) ?? [],
  )
  const earlier = pairsOf(line, options.earlier).map(it => ({
    years: Number(it.name.text),
    folder: it.value.text,
    at: it.value.at,
  }))
  const settings = pairsOf(line, options.set).map(it => [it.name.text, it.value] as const)
  const parameters = accept(
    readParameters(program, new Map(settings.map(([name, it]) => [name, it])), line.end),
  )
  const sample = options.sample ? accept(sampleInstead(loaded, line, files)) : undefined
  const value = { files, bindings, earlier, parameters, ...(sample === undefined ? {} : { sample }) }
  return { value: hasErrors(diagnostics) ? undefined : value, diagnostics }
}

/** The sample that comes with the ruleset, in place of files. */
function sampleInstead(
  loaded: Loaded,
  line: CommandLine,
  [file]: readonly LevelFile[],
): Outcome<Sample | undefined> {
  if (file === undefined) return loadSample(loaded, line.word('--sample'))
  const problem = 'expected either `--sample` or files'
  return { value: undefined, diagnostics: [report('misuse/usage', file.at, { problem })] }
}

/** A file of columns by its path, or by its name in a folder `columns` of or beside the ruleset's folder. */
function readBinding(named: Word, folder: string, program: Program): Outcome<Binding | undefined> {
  const beside = [join(folder, 'columns'), join(folder, '..', 'columns')].map(it =>
    join(it, `${named.text}.yaml`),
  )
  const isName = /^[\w-]+$/.test(named.text) && !existsSync(named.text)
  const path = (isName ? beside.find(it => existsSync(it)) : undefined) ?? named.text
  const document = readPart(path, 'columns', named)
  if (document.value === undefined || hasErrors(document.diagnostics)) {
    return { value: undefined, diagnostics: document.diagnostics }
  }
  const bound = bindColumns(document.value, program)
  return { value: bound.value, diagnostics: [...document.diagnostics, ...bound.diagnostics] }
}

/** Reads the files of a plan, with a progress bar for whoever watches. */
export async function readPlanned(
  { io, line }: Context,
  program: Program,
  plan: DataPlan,
  options: DataOptions & { readonly onSetAside?: (row: SetAsideRow) => void; readonly ahead?: ReadAhead },
): Promise<CohortOutcome> {
  if (plan.sample !== undefined) {
    return cohortFromText(program, Object.fromEntries(sampleTexts(plan.sample)))
  }
  const sizes = await Promise.all(plan.files.map(it => sizeOf(it.path)))
  const total = sizes.reduce((sum, it) => sum + it, 0)
  return withProgress(io, 'reading', total, advance =>
    readCohort({
      program,
      files: plan.files,
      bindings: plan.bindings,
      earlier: plan.earlier,
      at: line.end,
      isStrict: options.strict === true,
      onProgress: advance,
      ...(options.onSetAside === undefined ? {} : { onSetAside: options.onSetAside }),
      ...(options.ahead === undefined ? {} : { ahead: options.ahead }),
    }),
  )
}
