/** `yardstick show`: a ruleset, or one thing it declares, in plain words. */
import { Command } from 'commander'
import { type Context, tell } from '../context.ts'
import { withExamples } from '../help-examples.ts'
import { type RulesetOptions, withRulesetOptions } from '../options.ts'

export const showCommand = (context: Context): Command =>
  withExamples(
    withRulesetOptions(new Command('show'))
      .summary('print a ruleset, a rule, a table ... in plain words')
      .description(
        'Prints what a ruleset declares in plain words, with where it comes from: the whole in outline, or one rule, input, level, table, list of codes, parameter, dimension, reason or source by its name.',
      )
      .argument('<ruleset>', 'address, folder or file of the ruleset')
      .argument('[name]', 'what to show; with its level (`LEVEL.NAME`) where several have the name')
      .action((ruleset: string, name: string | undefined, options: RulesetOptions) =>
        show(context, ruleset, name, options),
      ),
  )

async function show(
  context: Context,
  name: string,
  wanted: string | undefined,
  options: RulesetOptions,
): Promise<void> {
  const { loadNamed } = await import('../load.ts')
  const { io, style, line } = context
  const { value, diagnostics } = loadNamed(line, name, options)
  const errors = diagnostics.filter(it => it.severity === 'error')
  if (value === undefined || errors.length > 0) return void (await tell(context, errors))
  const { program } = value.ruleset
  const paper = { width: io.width, style }
  if (wanted === undefined) {
    const { outlineText } = await import('../show/outline.ts')
    const { listOverlays } = await import('../../data/list-overlays.ts')
    return io.out(outlineText(program, paper, listOverlays(value.parts.folder)))
  }
  const { declarationsNamed, namesIn } = await import('../show/declaration.ts')
  const texts = declarationsNamed(program, wanted, paper)
  if (texts.length > 0) return io.out(texts.join('\n'))
  const { nearest } = await import('../../diagnostics/nearest.ts')
  const { report } = await import('../../diagnostics/report.ts')
  const args = { name: wanted, nearest: nearest(wanted, namesIn(program)) }
  await tell(context, [report('misuse/unknown-name', line.word(wanted).at, args)])
}
