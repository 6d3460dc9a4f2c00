/** `yardstick sample`: an invented cohort to try a ruleset on. */
import { Command } from 'commander'
import type { RowCounts } from '../../sample/draw-rows.ts'
import type { Sample } from '../../sample/sample.ts'
import { type Context, tell } from '../context.ts'
import { withExamples } from '../help-examples.ts'
import { type RulesetOptions, whole, withRulesetOptions } from '../options.ts'

interface SampleCommandOptions extends RulesetOptions {
  readonly rows?: number
  readonly seed?: number
  readonly out: string
}

export const sampleCommand = (context: Context): Command => {
  const command = new Command('sample')
    .summary('write an invented cohort to try a ruleset on')
    .description(
      'Writes a synthetic cohort as the CSV files that `run` reads. It is drawn by chance from the description that comes with the ruleset; nothing in it is about anybody, and the same seed gives the same bytes everywhere.',
    )
    .argument('<ruleset>', 'address, folder or file of the ruleset')
    .allowUnknownOption()
    .allowExcessArguments()
    .option(
      '--rows <number>',
      'rows of the level that is counted; an option named after the level says the same',
      whole,
    )
    .option('--seed <number>', 'draw another cohort', whole)
    .option('--out <folder>', 'write the files into this folder', 'sample')
  return withExamples(withRulesetOptions(command)).action((name: string, options: SampleCommandOptions) =>
    sample(context, command, name, command.args.slice(1), options),
  )
}

async function sample(
  context: Context,
  command: Command,
  name: string,
  rest: readonly string[],
  options: SampleCommandOptions,
): Promise<void> {
  const { loadNamed } = await import('../load.ts')
  const { loadSample } = await import('../load-sample.ts')
  const { io, line } = context
  const loaded = loadNamed(line, name, options)
  const errors = loaded.diagnostics.filter(it => it.severity === 'error')
  if (loaded.value === undefined || errors.length > 0) return void (await tell(context, errors))
  const description = loadSample(loaded.value, line.word(name))
  if (description.value === undefined) return void (await tell(context, description.diagnostics))
  const { levelCount } = await import('../level-options.ts')
  const known = command.options.flatMap(it => it.long ?? [])
  const { program } = loaded.value.ruleset
  const asked = levelCount(program, line, rest, { level: description.value.size.level, known })
  if (asked.diagnostics.length > 0) return void (await tell(context, asked.diagnostics))
  const { writeSample } = await import('../write-sample.ts')
  const { seed = description.value.seed, out } = options
  const rows = asked.value ?? options.rows ?? description.value.size.rows
  const written = writeSample(description.value, { seed, rows }, line.word(out))
  if ('problem' in written) return void (await tell(context, [written.problem]))
  io.out(reportOf(description.value, written.counts, seed))
  io.out(`run it: yardstick run ${name} ${await dataArguments(written.files)}\n`)
}

/** What has been drawn. */
function reportOf({ levels, title }: Sample, counts: RowCounts, seed: number): string {
  const lines = levels.flatMap(({ name, file }) =>
    file === undefined
      ? []
      : [`  ${(counts.get(name) ?? 0).toLocaleString('en')} rows of ${name}: ${file.name}\n`],
  )
  return `${title} (invented; seed ${seed})\n${lines.join('')}`
}

async function dataArguments(
  files: readonly { readonly level: string; readonly path: string }[],
): Promise<string> {
  const { optionOf } = await import('../level-options.ts')
  return files.map(({ level, path }) => `${optionOf(level)} ${path}`).join(' ')
}
