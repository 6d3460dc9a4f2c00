/** `yardstick new`: the folder of a new year, made from another year's. */
import { Command } from 'commander'
import type { Context } from '../context.ts'
import { withExamples } from '../help-examples.ts'

export interface NewOptions {
  readonly from: string
  readonly into?: string
  readonly rulesets?: string
}

export const newCommand = (context: Context): Command =>
  withExamples(
    new Command('new')
      .summary('start a new year from another')
      .description(
        'Writes the folder of a new year: the rules, tables, sample description, overlays and bindings of another year, with the head of the new one and notes to fill in. Everything taken over counts as unconfirmed; `yardstick confirm` lists it. Where the folder lies among the rulesets, the registry gets an entry.',
      )
      .argument('<address>', 'name and year of the new ruleset, such as `name@2018`')
      .requiredOption('--from <ruleset>', 'address or folder of the year to start from')
      .option('--into <folder>', 'the folder to write; NAME/YEAR among the rulesets where none is given')
      .option('--rulesets <folder>', 'folder of the registry, where addresses are looked up')
      .action(async (address: string, options: NewOptions) => {
        const { startYear } = await import('../roll/start-year.ts')
        await startYear(context, address, options)
      }),
  )
