/** `yardstick test`: worked examples and laws. */
import { Command } from 'commander'
import type { EngineName } from '../../engine/engines.ts'
import type { Context } from '../context.ts'
import { withExamples } from '../help-examples.ts'
import { oneOf, type RulesetOptions, whole } from '../options.ts'

export interface TestOptions extends Pick<RulesetOptions, 'rulesets'> {
  readonly cases?: string
  readonly laws: boolean
  readonly engine: EngineName
  readonly cohorts: number
  readonly seed: number
  readonly verbose?: boolean
  readonly coverage?: boolean
  readonly mutate?: boolean
  readonly seconds?: number
  readonly suggest?: boolean
  readonly format: 'text' | 'json' | 'html'
}

export const testCommand = (context: Context): Command =>
  withExamples(
    new Command('test')
      .summary('run the worked examples and laws of a ruleset')
      .description(
        'Runs worked examples, and tests the laws of rulesets on cohorts made up for the purpose. A law that is refuted is shown with the smallest example found.',
      )
      .argument(
        '[what...]',
        'rulesets, case files, or folders of case files; all rulesets of the registry where none is given',
      )
      .option('--cases <path>', 'worked examples of the rulesets: a file, or a folder with NAME/YEAR in it')
      .option('--no-laws', 'run the examples alone')
      .addOption(
        oneOf('--engine <engine>', 'what computes the examples', ['columnar', 'reference']).default(
          'reference',
        ),
      )
      .option('--cohorts <number>', 'cohorts to try for each law', whole, 100)
      .option('--seed <number>', 'another seed makes other cohorts', whole, 1)
      .option('--verbose', 'name what holds, too')
      .option('--coverage', 'say which rules, rows and branches the examples reach, and which they assert on')
      .option('--mutate', 'put mistakes into the ruleset, and say which of them the examples do not notice')
      .option('--suggest', 'with a case for each mutant that would notice it')
      .option('--seconds <number>', 'stop trying mutants after so many seconds', whole)
      .addOption(
        oneOf('--format <format>', 'how to print coverage and mutants', ['text', 'json', 'html']).default(
          'text',
        ),
      )
      .option('--rulesets <folder>', 'folder of the registry')
      .action(async (targets: readonly string[], options: TestOptions) => {
        if (options.mutate || options.coverage) {
          const { probe } = await import('../probe-rulesets.ts')
          return probe(context, targets, options)
        }
        const { test } = await import('../test-rulesets.ts')
        await test(context, targets, options)
      }),
  )
