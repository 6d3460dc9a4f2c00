/** `yardstick diff`: two rulesets side by side. */
import { Command } from 'commander'
import type { Context } from '../context.ts'
import { withExamples } from '../help-examples.ts'
import { many, oneOf, pairs, whole } from '../options.ts'

export const DIFF_FORMATS = ['text', 'md', 'html', 'json'] as const
export type DiffFormat = (typeof DIFF_FORMATS)[number]

export interface DiffOptions {
  readonly format: DiffFormat
  readonly layer?: string
  readonly all?: boolean
  readonly on?: readonly string[]
  readonly set?: readonly string[]
  readonly cohorts: number
  readonly seed: number
  readonly seconds?: number
  readonly with?: readonly string[]
  readonly table?: readonly string[]
  readonly rulesets?: string
}

export const diffCommand = (context: Context): Command =>
  withExamples(
    new Command('diff')
      .summary('compare two rulesets: text, structure, meaning, effect')
      .description(
        'Compares two rulesets in four layers: the text they are written in; what they declare, in plain words; what each rule means, with a smallest input on which they differ or a statement that there is none; and what that does to a cohort, with the changes that did it.',
      )
      .argument('<before>', 'address, folder or file of a ruleset')
      .argument('<after>', 'address, folder or file of another')
      .addOption(oneOf('--format <form>', 'how to print it', DIFF_FORMATS).default('text'))
      .option(
        '--layer <layers>',
        'only these of source, structure, meaning and effect, with commas between them; all but source where none is named',
      )
      .option('--all', 'print everything at length, as a page has it')
      .addOption(
        many(
          '--on <file>',
          'the cohort for the effect: a file, or LEVEL=FILE; the sample of the rulesets where none is given',
        ),
      )
      .addOption(pairs('--set <name=value>', 'choose the value of a parameter for the effect'))
      .option('--cohorts <number>', 'cohorts to draw in search of differences of meaning', whole, 60)
      .option('--seed <number>', 'another seed draws others', whole, 1)
      .option(
        '--seconds <number>',
        'stop looking so long after the start, and say what was not looked into',
        whole,
      )
      .addOption(
        many('--with <overlay>', 'apply an overlay to both, or to one as in before:NAME or after:NAME'),
      )
      .addOption(
        pairs(
          '--table <name=file>',
          'take the rows of a table from this file in both, or in one as in after:NAME=FILE',
        ),
      )
      .option('--rulesets <folder>', 'folder of the registry, where addresses are looked up')
      .action(async (before: string, after: string, options: DiffOptions) => {
        const { diff } = await import('../diff-rulesets.ts')
        await diff(context, { before, after }, options)
      }),
  )
