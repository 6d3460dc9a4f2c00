/** `yardstick fmt`: one way of writing formulas and line ends. */
import { Command } from 'commander'
import { type Context, tell } from '../context.ts'
import { BAD_RULES_OR_DATA } from '../exit.ts'
import { withExamples } from '../help-examples.ts'

interface FmtOptions {
  readonly check?: boolean
}

export const fmtCommand = (context: Context): Command =>
  withExamples(
    new Command('fmt')
      .summary('write rulesets tidily')
      .description(
        'Puts the same blanks into the formulas, cells and types of rulesets, and takes them away at the ends of lines. Layout and comments stay as they are, and so does the meaning: that is checked before anything is written.',
      )
      .argument('<file...>', 'files of rulesets, or their folders')
      .option('--check', 'change nothing; fail if a file is not tidy')
      .action((files: readonly string[], options: FmtOptions) => fmt(context, files, options)),
  )

async function fmt(context: Context, files: readonly string[], { check = false }: FmtOptions): Promise<void> {
  const { existsSync, writeFileSync } = await import('node:fs')
  const { dirname, join } = await import('node:path')
  const { formatRuleset } = await import('../../api/format.ts')
  const { filesIn, readSource } = await import('../../data/ruleset-folder.ts')
  const { report } = await import('../../diagnostics/report.ts')
  const { io, line } = context
  for (const name of files) {
    const path = existsSync(join(name, 'ruleset.yaml')) ? join(name, 'ruleset.yaml') : name
    const source = readSource(path)
    if ('reason' in source) {
      const args = { file: path, reason: source.reason }
      await tell(context, [report('misuse/unreadable-file', line.word(name).at, args)])
      return
    }
    const folder = dirname(path)
    const { value, diagnostics } = formatRuleset(source, filesIn(folder, folder, new Map()))
    if (value === undefined) {
      await tell(context, diagnostics)
      return
    }
    if (value === source.text) continue
    if (check) {
      context.finish(BAD_RULES_OR_DATA)
      io.out(`${path} is not tidy\n`)
    } else {
      writeFileSync(path, value)
      io.out(`${path} is tidy now\n`)
    }
  }
}
