/** The second half of a run, when the data have been read: computing, the summary, and writing the results. */
import type { CohortOutcome } from '../../data/cohort-from-text.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Cohort } from '../../engine/cohort.ts'
import type { Run } from '../../engine/engine.ts'
import type { ColumnId } from '../../model/program.ts'
import type { RunCommandOptions } from '../commands/run.ts'
import { type Context, tell } from '../context.ts'
import type { DataPlan } from '../data-options.ts'
import { BAD_RULES_OR_DATA, FINE } from '../exit.ts'
import type { Io } from '../io.ts'
import type { Loaded } from '../load.ts'
import type { Stages } from './compute.ts'

/** What a run has come to by the time its data has been read. */
export interface Prepared {
  readonly plan: DataPlan
  readonly cohort: CohortOutcome
  readonly only: ReadonlySet<ColumnId> | undefined
  readonly stages: Stages
}

export async function finishRun(
  context: Context,
  loaded: Loaded,
  { plan, cohort, only, stages }: Prepared,
  options: RunCommandOptions,
): Promise<void> {
  const io = quietly(context.io, options)
  await tellOfData(context, cohort.diagnostics, options)
  if (cohort.value === undefined) return
  const { computeAll, profileText } = await import('./compute.ts')
  const { computed, isInParts } = await runOf(context, loaded, plan, cohort.value, only, options)
  if (isInParts) stages.end('in parts')
  for (const it of levelsOf(computed, only)) void it.size
  stages.end('joining')
  const times = await computeAll(io, computed, only)
  stages.end('computing')
  if (!options.quiet) io.out(await summaryOf(context, loaded, computed, cohort))
  stages.end('summary')
  const written = await write(context, loaded, plan, computed, cohort, only, options)
  stages.end('writing')
  if (options.profile) io.err(`time by part\n${stages.text()}${profileText(times)}`)
  const setAside = cohort.files.reduce((sum, it) => sum + it.setAside, 0)
  const code = await tell(context, [...computed.diagnostics, ...written])
  context.finish(code === FINE && setAside > 0 ? BAD_RULES_OR_DATA : code)
}

/** A run on all rows at once, or in parts where that takes more memory than there is. */
async function runOf(
  context: Context,
  { ruleset: { program } }: Loaded,
  { parameters }: DataPlan,
  cohort: Cohort,
  only: ReadonlySet<ColumnId> | undefined,
  options: RunCommandOptions,
): Promise<{ readonly computed: Run; readonly isInParts: boolean }> {
  const { partSize, usualMemory } = await import('./part-size.ts')
  const memory = options.memory ?? usualMemory()
  const held = process.memoryUsage.rss()
  const size =
    options.engine === 'columnar' ? partSize(program, cohort, only, { ...options, memory, held }) : undefined
  if (size === undefined) {
    const { ENGINES } = await import('../../engine/engines.ts')
    return { computed: ENGINES[options.engine](program, cohort, { parameters }), isInParts: false }
  }
  if (size.tooLarge.length > 0) context.io.err(tooLargeText(context, size.tooLarge))
  const { computeInParts } = await import('./compute-in-parts.ts')
  const request = { ...size, program, cohort, options: { parameters }, only }
  return { computed: await computeInParts(quietly(context.io, options), request), isInParts: true }
}

/** So many columns are named. */
const NAMED = 5

function tooLargeText({ style }: Context, columns: readonly ColumnId[]): string {
  const more = columns.length > NAMED ? ` and ${columns.length - NAMED} more` : ''
  const named = columns.slice(0, NAMED).join(', ') + more
  return `${style.warning('more memory is needed than there is')}: all rows at once are needed for ${named}; \`--only\` computes fewer columns\n`
}

/** The levels that are asked for; the rows of one are found when its size is. */
const levelsOf = ({ levels, program }: Run, only: ReadonlySet<ColumnId> | undefined) =>
  [...levels.values()].filter(
    ({ name }) => only === undefined || [...only].some(it => program.columns.get(it)?.level === name),
  )

/** Progress is shown to whoever watches, unless they want nothing said. */
export const quietly = (io: Io, { quiet }: RunCommandOptions): Io =>
  quiet ? { ...io, isWatched: false } : io

async function tellOfData(
  context: Context,
  diagnostics: readonly Diagnostic[],
  { out, strict }: RunCommandOptions,
): Promise<void> {
  const { abridged } = await import('../abridged.ts')
  const { join } = await import('node:path')
  const list = out === undefined || strict ? undefined : join(out, 'set-aside.csv')
  const { shown, more } = abridged(diagnostics, list)
  await tell(context, shown)
  if (more !== '') context.io.err(more)
}

async function summaryOf(
  { io, style }: Context,
  { ruleset }: Loaded,
  computed: Run,
  { files }: CohortOutcome,
): Promise<string> {
  const { summaryText } = await import('./run-summary.ts')
  return summaryText({ run: computed, address: ruleset.address, files }, io, style)
}

async function write(
  { io, style, line }: Context,
  { ruleset }: Loaded,
  { parameters }: DataPlan,
  computed: Run,
  cohort: CohortOutcome,
  only: ReadonlySet<ColumnId> | undefined,
  { out, format }: RunCommandOptions,
) {
  if (out === undefined) return []
  const { writeResults } = await import('../../data/write/write-results.ts')
  const { runRecord } = await import('./run-record.ts')
  const written = await writeResults({
    run: computed,
    folder: out,
    format,
    record: runRecord(ruleset, parameters, cohort),
    at: line.word(out).at,
    ...(only === undefined ? {} : { only }),
  })
  if (written.diagnostics.length === 0)
    io.err(`${style.good('written')} ${out}: ${written.value.join(', ')}\n`)
  return written.diagnostics
}
