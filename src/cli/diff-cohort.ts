/** The cohort on which two rulesets are compared: files named, or the sample that comes with one of them. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readParameters } from '../api/parameters.ts'
import { type CohortOutcome, cohortFromText } from '../data/cohort-from-text.ts'
import type { LevelFile } from '../data/cohort-plan.ts'
import { readCohort } from '../data/read-cohort.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type CohortPair, sharedRows } from '../diff/effect/cohorts.ts'
import type { Program } from '../model/program.ts'
import { sampleTexts } from '../sample/sample-texts.ts'
import type { Value } from '../value/value.ts'
import type { DiffOptions } from './commands/diff.ts'
import type { Context } from './context.ts'
import type { Both } from './diff-rulesets.ts'
import { levelFiles } from './level-options.ts'
import type { Loaded } from './load.ts'
import { hasSample, loadSample } from './load-sample.ts'
import { pairsOf } from './options.ts'

export interface DiffCohort {
  readonly cohorts: CohortPair
  readonly text: string
  readonly parameters: ReadonlyMap<string, Value>
}

/** Undefined without a problem where there is nothing to compute on. */
export async function diffCohort(
  context: Context,
  loaded: Both<Loaded>,
  options: DiffOptions,
): Promise<{ readonly value?: DiffCohort; readonly problems: readonly Diagnostic[] }> {
  const { line } = context
  const [old, now] = [loaded.before.ruleset.program, loaded.after.ruleset.program]
  const settings = new Map(pairsOf(line, options.set).map(it => [it.name.text, it.value]))
  const known = (program: Program) => new Map([...settings].filter(([name]) => program.parameters.has(name)))
  const parameters = [
    readParameters(old, known(old), line.end),
    readParameters(
      now,
      new Map([...settings].filter(([name]) => !old.parameters.has(name) || now.parameters.has(name))),
      line.end,
    ),
  ]
  const problems = parameters.flatMap(it => it.diagnostics).filter(it => it.severity === 'error')
  if (problems.length > 0) return { problems }
  const source = sourceOf(context, loaded, options)
  if (source === undefined) return { problems: [] }
  if ('problems' in source) return source
  const [before, after] = [await source.read(old), await source.read(now)]
  if (before.value === undefined || after.value === undefined) {
    return { problems: [...before.diagnostics, ...after.diagnostics].filter(it => it.severity === 'error') }
  }
  const { leftOut, ...cohorts } = sharedRows(
    { program: old, cohort: before.value },
    { program: now, cohort: after.value },
  )
  const counts = [...cohorts.after.levels].map(
    ([level, { size }]) => `${size.toLocaleString('en')} rows of ${level}`,
  )
  const without =
    leftOut === 0 ? '' : `, without ${leftOut.toLocaleString('en')} rows that only one of the two can use`
  const values = new Map(parameters.flatMap(it => [...it.value]))
  return {
    value: {
      cohorts,
      text: `${source.name} (${counts.join(', ')}${without})`,
      parameters: onlySet(values, settings),
    },
    problems: [],
  }
}

const onlySet = (
  values: ReadonlyMap<string, Value>,
  settings: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, Value> => new Map([...values].filter(([name]) => settings.has(name)))

interface CohortSource {
  readonly name: string
  read(program: Program): Promise<CohortOutcome>
}

function sourceOf(
  context: Context,
  loaded: Both<Loaded>,
  { on = [] }: DiffOptions,
): CohortSource | { readonly problems: readonly Diagnostic[] } | undefined {
  if (on.length > 0) return namedFiles(context, loaded, on)
  // The second ruleset knows inputs that the first did not ask for.
  for (const it of [loaded.after, loaded.before]) {
    const files = sampleFiles(it)
    const name = `the sample of ${it.ruleset.address}`
    if (files.length > 0) return fromFiles(context, name, () => files)
    const sample = hasSample(it)
      ? loadSample(it, { text: it.parts.folder, at: context.line.end }).value
      : undefined
    if (sample !== undefined) {
      const texts = Object.fromEntries(sampleTexts(sample))
      const own = (program: Program) =>
        Object.fromEntries(Object.entries(texts).filter(([level]) => program.levels.has(level)))
      return { name, read: async program => cohortFromText(program, own(program)) }
    }
  }
  return undefined
}

const fromFiles = (
  { line }: Context,
  name: string,
  files: (program: Program) => readonly LevelFile[],
): CohortSource => ({
  name,
  read: program =>
    readCohort({ program, at: line.end, files: files(program).filter(it => program.levels.has(it.level)) }),
})

function namedFiles(
  context: Context,
  { before, after }: Both<Loaded>,
  on: readonly string[],
): CohortSource | { readonly problems: readonly Diagnostic[] } {
  const { line } = context
  const plain = on.filter(it => !/^\w+=./.test(it))
  const paired = pairsOf(
    line,
    on.filter(it => !plain.includes(it)),
  )
  const named = paired.map(({ name, value }) => ({ level: name.text, path: value.text, at: value.at }))
  const found = levelFiles(after.ruleset.program, line, plain, [])
  const unknown = levelFiles(before.ruleset.program, line, plain, [])
  const problems = [...found.diagnostics, ...unknown.diagnostics].filter(it => it.severity === 'error')
  return problems.length > 0
    ? { problems }
    : fromFiles(context, on.join(', '), () => [...named, ...found.value])
}

/** `sample/entries.csv`, for the levels that have one. */
function sampleFiles({ ruleset, parts }: Loaded): readonly LevelFile[] {
  return [...ruleset.program.levels.keys()].flatMap(level => {
    const path = [`${level}s.csv`, `${level}.csv`]
      .map(it => join(parts.folder, 'sample', it))
      .find(it => existsSync(it))
    return path === undefined ? [] : [{ level, path, at: ruleset.program.ruleset.at }]
  })
}
