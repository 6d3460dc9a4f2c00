/** The options that say which data a command works on. What they come to is settled once the ruleset is known. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Binding } from '../data/binding.ts'
import type { EarlierResults, LevelFile } from '../data/cohort-plan.ts'
import type { Sample } from '../sample/sample.ts'
import type { Value } from '../value/value.ts'
import { many, pairs, type RulesetOptions } from './options.ts'

export interface DataOptions extends RulesetOptions {
  readonly rows?: readonly string[]
  readonly columns?: readonly string[]
  readonly earlier?: readonly string[]
  readonly set?: readonly string[]
  readonly strict?: boolean
  readonly sample?: boolean
}

/** `--LEVEL FILE` depends on the ruleset, so the command takes options it does not know and sorts them later. */
export const withDataOptions = (command: Command): Command =>
  command
    .allowUnknownOption()
    .addOption(
      pairs('--rows <level=file>', 'rows of a level; `--LEVEL FILE` and `--LEVELs FILE` say the same'),
    )
    .addOption(
      many(
        '--columns <file>',
        'which columns of the files hold which inputs: a file, or a name beside the ruleset',
      ),
    )
    .addOption(
      new Option('--earlier <years=folder>', 'results of the run of so many years before').argParser(
        earlierPair,
      ),
    )
    .addOption(pairs('--set <name=value>', 'choose the value of a parameter'))
    .option('--sample', 'work on the sample that comes with the ruleset (see `yardstick sample`)')
    .option('--strict', 'stop at the first row that cannot be used, instead of setting it aside')

function earlierPair(value: string, before: readonly string[] | undefined): readonly string[] {
  if (!/^[1-9]\d?=./.test(value))
    throw new InvalidArgumentError('Expected YEARS=FOLDER, such as 1=results-2015.')
  return [...(before ?? []), value]
}

/** The files and parameters asked for; nothing is read from the files yet. */
export interface DataPlan {
  readonly files: readonly LevelFile[]
  /** To be drawn in place of files. */
  readonly sample?: Sample
  readonly bindings: readonly Binding[]
  readonly earlier: readonly EarlierResults[]
  readonly parameters: ReadonlyMap<string, Value>
}
