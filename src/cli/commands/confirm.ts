/** `yardstick confirm`: what a year took over, and what of it has been looked at. */
import { Command, Option } from 'commander'
import type { Context } from '../context.ts'
import { withExamples } from '../help-examples.ts'
import { many, oneOf } from '../options.ts'

export const CHECKLIST_FORMATS = ['text', 'md', 'json'] as const

export interface ConfirmOptions {
  readonly cite?: readonly string[]
  readonly also?: boolean
  readonly changed?: boolean
  readonly withdrawn?: boolean
  readonly source?: string
  readonly title?: string
  readonly publisher?: string
  readonly date?: string
  readonly link?: string
  readonly standing?: string
  readonly format: (typeof CHECKLIST_FORMATS)[number]
  readonly all?: boolean
  readonly rulesets?: string
}

export const confirmCommand = (context: Context): Command =>
  withExamples(
    new Command('confirm')
      .summary('confirm what a year took over, or list it')
      .description(
        'Without names, lists what a ruleset took over from another year and what of it is still to be looked at. With names, records that these things have been compared with a source of this year: they get the citation and go off the list. A name is a section and a name, `tables.points`, a name alone where no other has it, a row after a dot, or a whole section.',
      )
      .argument('<ruleset>', 'address, folder or file of the ruleset')
      .argument('[names...]', 'what to confirm')
      .addOption(many('--cite <citation>', 'where it stands: `SOURCE PLACE`; several as often'))
      .option('--also', 'keep the citations it has beside the new ones')
      .option('--changed', 'insist that it differs from the year before')
      .addOption(
        new Option(
          '--withdrawn',
          'take it out instead: the year has no such thing; the notes keep a record',
        ).conflicts(['changed', 'also']),
      )
      .option('--source <key>', 'first add a source of this name, to be cited')
      .option('--title <text>', 'title of the source added')
      .option('--publisher <text>', 'who published it')
      .option('--date <date>', 'when it was published: year, month and day')
      .option('--link <address>', 'where it can be read')
      .addOption(
        oneOf('--standing <word>', 'what it is worth', ['official', 'secondary', 'derived', 'inferred']),
      )
      .addOption(oneOf('--format <form>', 'how to print the list', CHECKLIST_FORMATS).default('text'))
      .option('--all', 'list what is done as well')
      .option('--rulesets <folder>', 'folder of the registry, where addresses are looked up')
      .action(async (ruleset: string, names: readonly string[], options: ConfirmOptions) => {
        const { confirmNames } = await import('../roll/confirm-names.ts')
        const { printChecklist } = await import('../roll/print-checklist.ts')
        const isAsked = names.length > 0 || options.source !== undefined
        await (isAsked
          ? confirmNames(context, ruleset, names, options)
          : printChecklist(context, ruleset, options))
      }),
  )
