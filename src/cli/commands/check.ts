/** `yardstick check`: everything that can be known of a ruleset without data. */
import { Command } from 'commander'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { type Context, DIAGNOSTIC_FORMS, type DiagnosticForm, rendered, tell } from '../context.ts'
import { BAD_RULES_OR_DATA, exitCodeOf, FINE, MISUSE } from '../exit.ts'
import { withExamples } from '../help-examples.ts'
import { oneOf, type RulesetOptions, withRulesetOptions } from '../options.ts'

interface CheckOptions extends RulesetOptions {
  readonly as: DiagnosticForm
  readonly strict?: boolean
}

export const checkCommand = (context: Context): Command =>
  withExamples(
    withRulesetOptions(new Command('check'))
      .summary('find mistakes in rulesets')
      .description(
        'Finds everything that can be known of rulesets without data: names, types and units that do not fit, gaps and overlaps in tables, missing values nobody handles, what is uncited or unconfirmed.',
      )
      .argument(
        '[ruleset...]',
        'addresses, folders or files; all rulesets of the registry where none is given',
      )
      .addOption(oneOf('--as <form>', 'how to print what is found', DIAGNOSTIC_FORMS).default('human'))
      .option('--strict', 'fail on warnings too')
      .action((names: readonly string[], options: CheckOptions) => check(context, names, options)),
  )

async function check(context: Context, names: readonly string[], options: CheckOptions): Promise<void> {
  const { loadNamed } = await import('../load.ts')
  const { hasSample, loadSample } = await import('../load-sample.ts')
  const { slotsAgreement } = await import('../../laws/slots-agreement.ts')
  const { io, style, line } = context
  const targets = names.length > 0 ? names : await allAddresses(options)
  const found: Diagnostic[] = []
  const sound: string[] = []
  for (const name of targets) {
    const { value, diagnostics } = loadNamed(line, name, options)
    if (exitCodeOf(diagnostics) === MISUSE) return void (await tell(context, diagnostics))
    found.push(...diagnostics)
    if (value === undefined) continue
    if (hasSample(value)) found.push(...loadSample(value, line.word(name)).diagnostics)
    const { columns, tables } = value.ruleset.program
    found.push(...slotsAgreement(value.ruleset.program))
    const rules = [...columns.values()].filter(it => it.content.kind === 'rule').length
    sound.push(`${style.good('ok')} ${value.ruleset.address}: ${rules} rule columns, ${tables.size} tables`)
  }
  const text = await rendered(context, found, options.as)
  io.out(text)
  if (options.as === 'human') io.out(sound.map(it => `${it}\n`).join(''))
  const hasWarnings = found.some(it => it.severity === 'warning')
  const code = exitCodeOf(found)
  context.finish(code === FINE && options.strict && hasWarnings ? BAD_RULES_OR_DATA : code)
}

async function allAddresses({ rulesets }: RulesetOptions): Promise<readonly string[]> {
  const { listReleases } = await import('../../data/load-ruleset.ts')
  const { defaultRulesets } = await import('../../data/rulesets-folder.ts')
  return listReleases(rulesets ?? defaultRulesets()).map(it => it.name)
}
