/** `yardstick run`: the measures of a cohort. */
import { Command, Option } from 'commander'
import type { CohortOutcome } from '../../data/cohort-from-text.ts'
import type { ReadAhead } from '../../data/threads/read-ahead.ts'
import type { SetAsideFile } from '../../data/write/set-aside.ts'
import type { ResultFormat } from '../../data/write/write-results.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Cohort } from '../../engine/cohort.ts'
import type { Run } from '../../engine/engine.ts'
import type { EngineName } from '../../engine/engines.ts'
import type { ColumnId, Program } from '../../model/program.ts'
import type { Stages } from '../compute.ts'
import { type Context, tell } from '../context.ts'
import { type DataOptions, type DataPlan, withDataOptions } from '../data-options.ts'
import { BAD_RULES_OR_DATA, FINE } from '../exit.ts'
import { withExamples } from '../help-examples.ts'
import type { Io } from '../io.ts'
import type { Loaded } from '../load.ts'
import { bytesOf, many, oneOf, whole, withRulesetOptions } from '../options.ts'

interface RunCommandOptions extends DataOptions {
  readonly out?: string
  readonly format: ResultFormat
  readonly only?: readonly string[]
  readonly engine: EngineName
  readonly memory?: number
  readonly parts?: number
  readonly profile?: boolean
  readonly quiet?: boolean
}

export const runCommand = (context: Context): Command => {
  const command = new Command('run')
    .summary('compute the measures of a cohort')
    .description(
      'Computes the measures of a cohort and prints a summary; with --out, writes every level to a file of its own, or to a table of one DuckDB database (exact values, and published ones beside them), and why values are absent.',
    )
    .argument('<ruleset>', 'address, folder or file of the ruleset')

    .argument(
      '[file...]',
      'rows of the level that has no level below: CSV (plain or gzip), Parquet, Arrow, JSON or a DuckDB database (FILE#TABLE)',
    )
    .option('--out <folder>', 'write the results into this folder')
    .addOption(
      oneOf('--format <format>', 'format of the results', [
        'csv',
        'parquet',
        'duckdb',
        'arrow',
        'json',
      ]).default('csv'),
    )
    .addOption(many('--only <columns>', 'write these columns alone; separated by commas'))
    .addOption(oneOf('--engine <engine>', 'what computes', ['columnar', 'reference']).default('columnar'))
    .addOption(
      new Option(
        '--memory <size>',
        'compute in parts where more than this would be needed, such as 2GB; three quarters of what is free unless said',
      ).argParser(bytesOf),
    )
    .addOption(
      new Option('--parts <number>', 'compute in so many parts, however much memory there is').argParser(
        whole,
      ),
    )
    .option('--profile', 'print how long each part and each rule took')
    .option('--quiet', 'print no summary and no progress')
  return withExamples(withRulesetOptions(withDataOptions(command))).action(
    (name: string, rest: readonly string[], options: RunCommandOptions) =>
      run(context, command, name, rest, options),
  )
}

async function run(
  context: Context,
  command: Command,
  name: string,
  rest: readonly string[],
  options: RunCommandOptions,
): Promise<void> {
  const { ReadAhead } = await import('../../data/threads/read-ahead.ts')
  const ahead = new ReadAhead(possibleFiles(rest, options))
  try {
    await runAhead(context, command, name, rest, { ...options, ahead })
  } finally {
    await ahead.close()
  }
}

/** The words of the command line that may be files of rows, which is not settled before the rules are known. */
const possibleFiles = (rest: readonly string[], { rows = [] }: RunCommandOptions): readonly string[] =>
  [...rest, ...rows].flatMap(it => [it, it.slice(it.indexOf('=') + 1)])

async function runAhead(
  context: Context,
  command: Command,
  name: string,
  rest: readonly string[],
  options: RunCommandOptions & { readonly ahead: ReadAhead },
): Promise<void> {
  const { Stages } = await import('../compute.ts')
  const stages = new Stages()
  const { loadNamed } = await import('../load.ts')
  const { planData, readPlanned } = await import('../plan-data.ts')
  const loaded = loadNamed(context.line, name, options)
  const errors = loaded.diagnostics.filter(it => it.severity === 'error')
  if (loaded.value === undefined || errors.length > 0) return void (await tell(context, errors))
  const known = command.options.flatMap(it => it.long ?? [])
  const planned = planData(context, loaded.value, rest, options, known)
  const only = await columnsAsked(context, loaded.value.ruleset.program, options)
  const output = await checkOutput(context, loaded.value, planned.value, options)
  const mistakes = [...planned.diagnostics, ...only.diagnostics, ...output]
  if (planned.value === undefined || mistakes.length > 0) return void (await tell(context, mistakes))
  const setAside = await setAsideFile(options)
  stages.end('ruleset')
  const quiet = { ...context, io: quietly(context.io, options) }
  const reading = readPlanned(quiet, loaded.value.ruleset.program, planned.value, {
    ...options,
    ...(setAside === undefined ? {} : { onSetAside: setAside.add }),
  })
  const [cohort] = await Promise.all([reading, loadNext()])
  if (options.strict) setAside?.discard()
  else setAside?.finish()
  await options.ahead.close()
  stages.end('reading')
  await finishRun(context, loaded.value, { plan: planned.value, cohort, only: only.ids, stages }, options)
}

/** Loads what comes after reading while files are waited for. */
const loadNext = (): Promise<unknown> =>
  Promise.all([
    import('../abridged.ts'),
    import('../part-size.ts'),
    import('../../engine/engines.ts'),
    import('../run-record.ts'),
    import('../../data/write/write-results.ts'),
  ])

/** What a run has come to by the time its data has been read. */
interface Prepared {
  readonly plan: DataPlan
  readonly cohort: CohortOutcome
  readonly only: ReadonlySet<ColumnId> | undefined
  readonly stages: Stages
}

async function finishRun(
  context: Context,
  loaded: Loaded,
  { plan, cohort, only, stages }: Prepared,
  options: RunCommandOptions,
): Promise<void> {
  const io = quietly(context.io, options)
  await tellOfData(context, cohort.diagnostics, options)
  if (cohort.value === undefined) return
  const { computeAll, profileText } = await import('../compute.ts')
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
  const { partSize, usualMemory } = await import('../part-size.ts')
  const memory = options.memory ?? usualMemory()
  const held = process.memoryUsage.rss()
  const size =
    options.engine === 'columnar' ? partSize(program, cohort, only, { ...options, memory, held }) : undefined
  if (size === undefined) {
    const { ENGINES } = await import('../../engine/engines.ts')
    return { computed: ENGINES[options.engine](program, cohort, { parameters }), isInParts: false }
  }
  if (size.tooLarge.length > 0) context.io.err(tooLargeText(context, size.tooLarge))
  const { computeInParts } = await import('../compute-in-parts.ts')
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
const quietly = (io: Io, { quiet }: RunCommandOptions): Io => (quiet ? { ...io, isWatched: false } : io)

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
  const { summaryText } = await import('../run-summary.ts')
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
  const { runRecord } = await import('../run-record.ts')
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

// --- what was asked for --------------------------------------------------------------------------

async function columnsAsked({ line }: Context, program: Program, { only }: RunCommandOptions) {
  if (only === undefined) return { ids: undefined, diagnostics: [] }
  const { findColumns } = await import('../../api/find-cell.ts')
  const words = only.flatMap(it => it.split(',').map(text => ({ text: text.trim(), at: line.word(it).at })))
  const found = words.filter(it => it.text !== '').map(it => findColumns(program, it))
  return {
    ids: new Set(found.flatMap(it => it.value.map(column => column.id))),
    diagnostics: found.flatMap(it => it.diagnostics),
  }
}

async function checkOutput(
  { line }: Context,
  { ruleset }: Loaded,
  plan: DataPlan | undefined,
  { out }: RunCommandOptions,
) {
  if (out === undefined || plan === undefined) return []
  const { prepareFolder, possibleNames } = await import('../../data/write/write-results.ts')
  const names = possibleNames([...ruleset.program.levels.keys(), 'nation'])
  return prepareFolder(
    out,
    names,
    plan.files.map(it => it.path),
    line.word(out).at,
  )
}

async function setAsideFile({ out }: RunCommandOptions): Promise<SetAsideFile | undefined> {
  if (out === undefined) return undefined
  const { SetAsideFile: File } = await import('../../data/write/set-aside.ts')
  const { join } = await import('node:path')
  return new File(join(out, 'set-aside.csv'))
}
