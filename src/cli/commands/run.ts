/** `yardstick run`: the measures of a cohort. */
import { Command, Option } from 'commander'
import type { ResultFormat } from '../../data/write/write-results.ts'
import type { EngineName } from '../../engine/engines.ts'
import type { Context } from '../context.ts'
import { type DataOptions, withDataOptions } from '../data-options.ts'
import { withExamples } from '../help-examples.ts'
import { bytesOf, many, oneOf, whole, withRulesetOptions } from '../options.ts'

export interface RunCommandOptions extends DataOptions {
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
    async (name: string, rest: readonly string[], options: RunCommandOptions) => {
      const { run } = await import('../run/run.ts')
      await run(context, command, name, rest, options)
    },
  )
}
