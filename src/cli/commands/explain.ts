/** `yardstick explain`: how one figure came about. */
import { Command } from 'commander'
import { type Context, tell } from '../context.ts'
import { type DataOptions, withDataOptions } from '../data-options.ts'
import { withExamples } from '../help-examples.ts'
import { oneOf, withRulesetOptions } from '../options.ts'

interface ExplainOptions extends DataOptions {
  readonly as: 'text' | 'json'
  readonly form: 'minimal' | 'full'
}

export const explainCommand = (context: Context): Command => {
  const command = new Command('explain')
    .summary('show how one figure came about')
    .description(
      'Shows how one figure came about: every number in it, the rule and its citation, what was looked up, which row of a table decided, what lost and why.',
    )
    .argument('<ruleset>', 'address, folder or file of the ruleset')
    .argument('<column>', 'the figure: `LEVEL.COLUMN`, or without the level where only one has it')
    .argument('<row>', 'key of the row; `nation` for the nation')
    .argument('[file...]', 'rows of the level that has no level below')
    .addOption(oneOf('--as <form>', 'how to print it', ['text', 'json']).default('text'))
    .addOption(
      oneOf('--form <form>', 'explain shared steps once, or each time', ['minimal', 'full']).default(
        'minimal',
      ),
    )
  return withExamples(withRulesetOptions(withDataOptions(command))).action(
    (name: string, column: string, row: string, rest: readonly string[], options: ExplainOptions) =>
      explain(context, command, { name, column, row, rest }, options),
  )
}

interface Asked {
  readonly name: string
  readonly column: string
  readonly row: string
  readonly rest: readonly string[]
}

async function explain(
  context: Context,
  command: Command,
  asked: Asked,
  options: ExplainOptions,
): Promise<void> {
  const { loadNamed } = await import('../load.ts')
  const { planData, readPlanned } = await import('../plan-data.ts')
  const { findColumn, findRow } = await import('../../api/find-cell.ts')
  const { io, line, style } = context
  const loaded = loadNamed(line, asked.name, options)
  const errors = loaded.diagnostics.filter(it => it.severity === 'error')
  if (loaded.value === undefined || errors.length > 0) return void (await tell(context, errors))
  const { program } = loaded.value.ruleset
  const known = command.options.flatMap(it => it.long ?? [])
  const planned = planData(context, loaded.value, asked.rest, options, known)
  const column = findColumn(program, line.word(asked.column))
  const mistakes = [...planned.diagnostics, ...column.diagnostics]
  if (planned.value === undefined || column.value === undefined) return void (await tell(context, mistakes))
  const cohort = await readPlanned(context, program, planned.value, options)
  await tell(context, cohort.diagnostics)
  if (cohort.value === undefined) return
  const { referenceEngine } = await import('../../engine/reference/reference-engine.ts')
  const run = referenceEngine(program, cohort.value, { parameters: planned.value.parameters })
  const key = column.value.level === 'nation' && asked.row === 'nation' ? '' : asked.row
  const row = findRow(run, column.value.level, { text: key, at: line.word(asked.row).at })
  if (row.value === undefined) return void (await tell(context, row.diagnostics))
  const { explain: explainCell } = await import('../../explain/explain.ts')
  const explanation = explainCell(run, column.value.id, row.value, options.form)
  if (options.as === 'json') io.out(`${JSON.stringify(explanation, null, 2)}\n`)
  else {
    const { renderExplanation } = await import('../../explain/render-explanation.ts')
    io.out(renderExplanation(explanation, { width: io.width, style }))
  }
  if (run.diagnostics.length > 0) await tell(context, run.diagnostics)
}
