/** `yardstick audit`: where the rules reward the worse. */
import { Command } from 'commander'
import type { Audit } from '../../audit/finding.ts'
import type { Column, Program } from '../../model/program.ts'
import type { Value } from '../../value/value.ts'
import { type Context, tell } from '../context.ts'
import { withExamples } from '../help-examples.ts'
import {
  many,
  oneOf,
  type Pair,
  pairs,
  pairsOf,
  type RulesetOptions,
  whole,
  withRulesetOptions,
} from '../options.ts'
import { withProgress } from '../progress-bar.ts'
import { timeAllowed } from '../time-allowed.ts'

interface AuditCommandOptions extends RulesetOptions {
  readonly format: 'text' | 'json' | 'html'
  readonly set?: readonly string[]
  readonly hold?: readonly string[]
  readonly inputs?: readonly string[]
  readonly seconds: number
  readonly seed: number
  readonly out?: string
}

export const auditCommand = (context: Context): Command =>
  withExamples(
    withRulesetOptions(new Command('audit'))
      .summary('find where the rules reward the worse')
      .description(
        'Searches for changes for the worse that raise a measure, entries that are better left out, cliff edges, rows that cannot win and statuses that one row decides; says what was searched exhaustively and what was not.',
      )
      .argument('<ruleset>', 'address, folder or file of the ruleset')
      .argument('[measure...]', 'measures to look at; without the level or members where that is clear')
      .addOption(oneOf('--format <format>', 'how to print it', ['text', 'json', 'html']).default('text'))
      .addOption(pairs('--set <name=value>', 'choose the value of a parameter'))
      .addOption(pairs('--hold <column=value>', 'hold a column that rests on other rows at this value'))
      .addOption(
        many('--inputs <input>', 'make these inputs worse; those that the laws call better unless given'),
      )
      .option('--seconds <number>', 'stop searching so many seconds after the start', whole, 60)
      .option('--seed <number>', 'draw other cohorts where cohorts are drawn', whole, 1)
      .option('--out <folder>', 'write a case file for each finding into this folder')
      .action((name: string, measures: readonly string[], options: AuditCommandOptions) =>
        audit(context, name, measures, options),
      ),
  )

async function audit(
  context: Context,
  name: string,
  measures: readonly string[],
  options: AuditCommandOptions,
): Promise<void> {
  const { loadNamed } = await import('../load.ts')
  const { readParameters } = await import('../../api/parameters.ts')
  const { findColumns } = await import('../../api/find-cell.ts')
  const { io, line } = context
  const loaded = loadNamed(line, name, options)
  const errors = loaded.diagnostics.filter(it => it.severity === 'error')
  if (loaded.value === undefined || errors.length > 0) return void (await tell(context, errors))
  const { program } = loaded.value.ruleset
  const settings = new Map(pairsOf(line, options.set).map(it => [it.name.text, it.value]))
  const parameters = readParameters(program, settings, line.end)
  const hold = await readHeld(program, pairsOf(line, options.hold))
  const named = measures.map(it => findColumns(program, line.word(it)))
  const inputs = (options.inputs ?? []).map(it => findColumns(program, line.word(it)))
  const mistakes = [parameters, hold, ...named, ...inputs].flatMap(it => it.diagnostics)
  if (mistakes.length > 0) return void (await tell(context, mistakes))
  const ids = (found: readonly { readonly value: readonly Column[] }[]) =>
    found.flatMap(it => it.value.map(({ id }) => id))
  const { auditProgram } = await import('../../audit/audit.ts')
  const { columnarEngine } = await import('../../engine/columnar/columnar-engine.ts')
  let told = 0
  const found = await withProgress(io, 'searching', 100, async advance =>
    auditProgram(program, columnarEngine, {
      measures: ids(named),
      inputs: ids(inputs),
      parameters: parameters.value,
      hold: hold.value,
      seed: options.seed,
      isOver: timeAllowed(context, options.seconds),
      advance: (done, total) => {
        const share = Math.floor((done / total) * 100)
        advance(share - told)
        told = share
      },
    }),
  )
  io.out(await printed(context, found, options.format))
  const { staleWaivers } = await import('../../audit/waivers.ts')
  await tell(context, staleWaivers(found))
  if (options.out !== undefined) await writeCases(context, found, options.out)
}

async function printed(
  { io, style }: Context,
  found: Audit,
  format: AuditCommandOptions['format'],
): Promise<string> {
  if (format === 'json') return (await import('../../audit/render-json.ts')).renderAuditJson(found)
  if (format === 'html') return (await import('../../audit/render-html.ts')).renderAuditHtml(found)
  return (await import('../../audit/render-text.ts')).renderAuditText(found, { width: io.width, style })
}

async function readHeld(program: Program, held: readonly Pair[]) {
  const { findColumn } = await import('../../api/find-cell.ts')
  const { typeReader } = await import('../../data/cell.ts')
  const { describeType } = await import('../../data/describe-type.ts')
  const { report } = await import('../../diagnostics/report.ts')
  const values = new Map<string, Value>()
  const diagnostics = held.flatMap(({ name, value }) => {
    const column = findColumn(program, name)
    if (column.value === undefined) return column.diagnostics
    const read = typeReader(program, column.value.type, name.text)(value.text)
    if (read.kind !== 'problem') {
      values.set(column.value.id, read)
      return []
    }
    const expected = describeType(program, column.value.type)
    const problem = `expected ${expected} for \`${name.text}\`, found \`${value.text}\``
    return [report('misuse/usage', value.at, { problem })]
  })
  return { value: values, diagnostics }
}

async function writeCases({ io }: Context, { findings }: Audit, folder: string): Promise<void> {
  const { mkdirSync, writeFileSync } = await import('node:fs')
  const { join } = await import('node:path')
  mkdirSync(folder, { recursive: true })
  for (const it of findings) writeFileSync(join(folder, `${it.id}.yaml`), it.caseFile)
  io.err(`${findings.length} case files in ${folder}\n`)
}
