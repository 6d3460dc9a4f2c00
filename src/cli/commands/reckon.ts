/** `yardstick reckon`: any ruleset for one row typed in by hand, or for the rows of a file side by side. */
import { Command } from 'commander'
import type { Column } from '../../model/program.ts'
import { type Context, tell } from '../context.ts'
import { type DataOptions, type DataPlan, withDataOptions } from '../data-options.ts'
import { MISUSE } from '../exit.ts'
import { withExamples } from '../help-examples.ts'
import type { Loaded } from '../load.ts'
import { many, oneOf, pairs, withRulesetOptions } from '../options.ts'
import type { ReckonWords } from '../reckon/words.ts'

interface ReckonOptions extends DataOptions {
  readonly give?: readonly string[]
  readonly add?: readonly string[]
  readonly defaults?: boolean
  readonly as: 'text' | 'json'
}

export const reckonCommand = (context: Context): Command => {
  const command = new Command('reckon')
    .summary('work out measures for one row typed in by hand')
    .description(
      'Works out measures from values typed in: asks for what they need and nothing else, and shows the answer with its explanation. Where nobody can be asked, values are given as NAME=VALUE. With files of rows, shows each row, what was expected of it, and the groups it counts in.',
    )
    .usage('[options] <ruleset> [measure...] [NAME=VALUE...]')
    .argument('<ruleset>', 'address, folder or file of the ruleset')
    .argument('[word...]', 'measures, `COLUMN` or `LEVEL.COLUMN`; and values, `NAME=VALUE`')
    .addOption(pairs('--give <name=value>', 'a value, as the word NAME=VALUE; of an input or of any rule'))
    .addOption(
      many('--add <row>', 'one of several rows of a lower level: `--add "LEVEL NAME=VALUE NAME=VALUE"`'),
    )
    .option('--defaults', 'do not ask for what has a default or may be missing')
    .addOption(oneOf('--as <form>', 'how to print it', ['text', 'json']).default('text'))
  return withExamples(withRulesetOptions(withDataOptions(command))).action(
    (name: string, rest: readonly string[], options: ReckonOptions) =>
      reckonNamed(context, command, name, rest, options),
  )
}

async function reckonNamed(
  context: Context,
  command: Command,
  name: string,
  rest: readonly string[],
  options: ReckonOptions,
): Promise<void> {
  const { loadNamed } = await import('../load.ts')
  const { splitWords } = await import('../reckon/words.ts')
  const { planData } = await import('../plan-data.ts')
  const { measuresAsked, measuresText } = await import('../reckon/measures.ts')
  const { io, line, style } = context
  const loaded = loadNamed(line, name, options)
  const errors = loaded.diagnostics.filter(it => it.severity === 'error')
  if (loaded.value === undefined || errors.length > 0) return void (await tell(context, errors))
  const { program } = loaded.value.ruleset
  const words = splitWords(line, rest, options.give)
  const known = command.options.flatMap(it => it.long ?? [])
  const planned = planData(context, loaded.value, words.options, options, known)
  const measures = measuresAsked(program, words.measures)
  const mistakes = [...planned.diagnostics, ...measures.diagnostics]
  if (planned.value === undefined || mistakes.length > 0) return void (await tell(context, mistakes))
  if (measures.value.length === 0) return io.out(measuresText(program, { width: io.width, style }))
  const asked = { loaded: loaded.value, plan: planned.value, measures: measures.value, words, options }
  const hasRows = planned.value.files.length > 0 || planned.value.sample !== undefined
  return hasRows ? compareRows(context, asked) : reckonTyped(context, asked)
}

interface Asked {
  readonly loaded: Loaded
  readonly plan: DataPlan
  readonly measures: readonly Column[]
  readonly words: ReckonWords
  readonly options: ReckonOptions
}

async function reckonTyped(
  context: Context,
  { loaded, plan, measures, words, options }: Asked,
): Promise<void> {
  const { blankOf, knownLevels } = await import('../../reckon/reckon.ts')
  const { neededFor } = await import('../../reckon/needed.ts')
  const { readAnswers, readRows } = await import('../reckon/read-answers.ts')
  const { rowsIn } = await import('../reckon/words.ts')
  const { measuresOfRows } = await import('../reckon/measures.ts')
  const { converse } = await import('../reckon/prompt.ts')
  const { namesOf, namesOfQuestions, reckonedJson, reckonedText } = await import('../reckon/text.ts')
  const { io, line } = context
  const { program } = loaded.ruleset
  const rows = readRows(program, rowsIn(line, options.add))
  const known = knownLevels(rows.value)
  const needed = neededFor(program, measures, known)
  const answers = readAnswers(program, words.answers, { measures, needed })
  const place = words.measures[0]?.at ?? line.end
  const mistakes = [
    ...rows.diagnostics,
    ...answers.diagnostics,
    ...measuresOfRows(program, measures, known, place),
  ]
  if (mistakes.length > 0) {
    await tell(context, mistakes)
    return context.finish(MISUSE)
  }
  const { parameters } = plan
  const request = { program, measures, answers: answers.value, rows: rows.value, parameters }
  const conversation = await converse(context, request, options.defaults === true)
  const { reckoning, unanswered } = conversation
  if (unanswered.length > 0) {
    const perhaps = needed.filter(it => !conversation.answers.has(it.id))
    return lacking(
      context,
      namesOfQuestions(unanswered),
      namesOf(perhaps.filter(it => blankOf(it) === undefined)),
    )
  }
  if (options.as === 'json') io.out(`${JSON.stringify(reckonedJson(conversation), null, 2)}\n`)
  else io.out(reckonedText(context, conversation))
  await tell(context, reckoning.run.diagnostics)
}

/** `perhaps`: what may be read once the others are known. */
async function lacking(
  context: Context,
  names: readonly string[],
  perhaps: readonly string[],
): Promise<void> {
  const { report } = await import('../../diagnostics/report.ts')
  const problem = `expected values for ${names.join(', ')}: give each as NAME=VALUE`
  await tell(context, [report('misuse/usage', context.line.end, { problem })])
  const more = perhaps.filter(it => !names.includes(it))
  if (more.length > 0) context.io.err(`and after that perhaps ${more.join(', ')}\n`)
}

async function compareRows(
  context: Context,
  { loaded, plan, measures, words, options }: Asked,
): Promise<void> {
  const { readPlanned } = await import('../plan-data.ts')
  const { readAnswers } = await import('../reckon/read-answers.ts')
  const { abridged } = await import('../abridged.ts')
  const { referenceEngine } = await import('../../engine/reference/reference-engine.ts')
  const { compare } = await import('../../reckon/comparison.ts')
  const { givenEverywhere } = await import('../../reckon/reckon.ts')
  const { comparisonJson, comparisonText } = await import('../reckon/comparison-text.ts')
  const { io } = context
  const { program } = loaded.ruleset
  const answers = readAnswers(program, words.answers, { measures, needed: [] })
  if (answers.diagnostics.length > 0) {
    await tell(context, answers.diagnostics)
    return context.finish(MISUSE)
  }
  const cohort = await readPlanned(context, program, plan, options)
  const { shown, more } = abridged(cohort.diagnostics, undefined)
  await tell(context, shown)
  io.err(more)
  if (cohort.value === undefined) return
  const run = referenceEngine(program, cohort.value, {
    parameters: plan.parameters,
    given: givenEverywhere(answers.value),
  })
  const compared = measures.map(it => compare(run, it))
  if (options.as === 'json')
    io.out(
      `${JSON.stringify(
        compared.map(it => comparisonJson(program, it)),
        null,
        2,
      )}\n`,
    )
  else io.out(compared.map(it => comparisonText(context, run, it)).join('\n'))
  if (run.diagnostics.length > 0) await tell(context, run.diagnostics)
}
