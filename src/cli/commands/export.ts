/** `yardstick export`: a ruleset for other programs. */
import { Command } from 'commander'
import { type Context, tell } from '../context.ts'
import { withExamples } from '../help-examples.ts'
import { oneOf, type RulesetOptions, withRulesetOptions } from '../options.ts'

const FORMS = ['json', 'schema', 'types'] as const

interface ExportOptions extends RulesetOptions {
  readonly as: (typeof FORMS)[number]
}

export const exportCommand = (context: Context): Command =>
  withExamples(
    withRulesetOptions(new Command('export'))
      .summary('write a ruleset for other programs')
      .description(
        'Writes a ruleset for other programs: the whole of it in canonical form (json), a JSON Schema of the rows it reads (schema), or TypeScript types of the rows it reads and gives (types).',
      )
      .argument('<ruleset>', 'address, folder or file of the ruleset')
      .addOption(oneOf('--as <form>', 'what to write', FORMS).default('json'))
      .action((name: string, options: ExportOptions) => exportRuleset(context, name, options)),
  )

async function exportRuleset(context: Context, name: string, options: ExportOptions): Promise<void> {
  const { loadNamed } = await import('../load.ts')
  const { value, diagnostics } = loadNamed(context.line, name, options)
  const errors = diagnostics.filter(it => it.severity === 'error')
  if (value === undefined || errors.length > 0) return void (await tell(context, errors))
  const { program } = value.ruleset
  if (options.as === 'json') {
    const { canonicalJson } = await import('../../model/canonical-form.ts')
    context.io.out(`${JSON.stringify(canonicalJson(program.ruleset), null, 2)}\n`)
  } else if (options.as === 'schema') {
    const { inputSchema } = await import('../../data/export/input-schema.ts')
    context.io.out(`${JSON.stringify(inputSchema(program), null, 2)}\n`)
  } else {
    const { rowTypes } = await import('../../data/export/row-types.ts')
    context.io.out(rowTypes(program))
  }
}
