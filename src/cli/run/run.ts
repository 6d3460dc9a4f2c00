/**
 * What `yardstick run` does: reads the rules and, while that goes on, the files; then computes. Modules for
 * what comes after reading are loaded while files are waited for.
 */
import type { Command } from 'commander'
import type { ReadAhead } from '../../data/threads/read-ahead.ts'
import type { SetAsideFile } from '../../data/write/set-aside.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import type { Program } from '../../model/program.ts'
import type { RunCommandOptions } from '../commands/run.ts'
import { type Context, tell } from '../context.ts'
import type { DataPlan } from '../data-options.ts'
import type { Loaded } from '../load.ts'
import { finishRun, quietly } from './finish-run.ts'

export async function run(
  context: Context,
  command: Command,
  name: string,
  rest: readonly string[],
  options: RunCommandOptions,
): Promise<void> {
  const misuse = partsMisused(context, options)
  if (misuse.length > 0) return void (await tell(context, misuse))
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
  const { Stages } = await import('./compute.ts')
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
    import('./part-size.ts'),
    import('../../engine/engines.ts'),
    import('./run-record.ts'),
    import('../../data/write/write-results.ts'),
  ])

// --- what was asked for --------------------------------------------------------------------------

function partsMisused(
  { line }: Context,
  { engine, memory, parts }: RunCommandOptions,
): readonly Diagnostic[] {
  if (engine === 'columnar' || (memory ?? parts) === undefined) return []
  const problem = 'only the columnar engine computes in parts'
  return [report('misuse/usage', line.word(engine).at, { problem })]
}

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
