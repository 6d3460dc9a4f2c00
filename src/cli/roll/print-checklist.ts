/** Prints what must be looked at in a year that was made from another. */
import { join } from 'node:path'
import { readSource } from '../../data/ruleset-folder.ts'
import { defaultRulesets } from '../../data/rulesets-folder.ts'
import { filesOfTables } from '../../data/year-folder.ts'
import { hasErrors } from '../../diagnostics/diagnostic.ts'
import { type Checklist, checklist } from '../../roll/checklist.ts'
import { renderChecklist, renderChecklistMarkdown } from '../../roll/render-checklist.ts'
import type { ConfirmOptions } from '../commands/confirm.ts'
import { type Context, tell } from '../context.ts'
import { caseFilesOf } from '../test-files.ts'
import { notMadeFromAnother, type OpenYear, openYear, previousOf } from './open-year.ts'

export async function printChecklist(context: Context, name: string, options: ConfirmOptions): Promise<void> {
  const { io, line, style } = context
  const named = line.word(name)
  const opened = openYear(named, options.rulesets)
  const year = opened.value
  if (year === undefined || hasErrors(opened.diagnostics))
    return void (await tell(context, opened.diagnostics))
  const problem = notMadeFromAnother(year, named)
  const inherited = year.ruleset.inherited
  if (problem !== undefined || inherited === undefined)
    return void (await tell(context, problem ? [problem] : []))
  const previous = previousOf(year, named, options.rulesets)
  const list = checklist({
    ...{ year, address: year.ruleset.address, from: inherited.from, texts: textsBeside(year) },
    ...(previous === undefined ? {} : { previous }),
  })
  const examples = examplesOf(year, options)
  const text = {
    json: () => `${JSON.stringify({ ...list, examples: examples.files }, null, 2)}\n`,
    md: () => renderChecklistMarkdown(list, { examples: examples.text }),
    text: () =>
      renderChecklist(
        list,
        { examples: examples.text, next: nextOf(list, name) },
        { width: io.width, style, all: options.all === true },
      ),
  }[options.format]()
  io.out(text)
}

/** Files that may name the year before. */
const textsBeside = ({ parts, files }: OpenYear) =>
  [...files, ...filesOfTables(parts.folder, [])].flatMap(path => {
    const source = readSource(join(parts.folder, path))
    return 'reason' in source ? [] : [source]
  })

function examplesOf({ parts, ruleset }: OpenYear, { rulesets }: ConfirmOptions) {
  const files = caseFilesOf(parts.folder, ruleset.address, rulesets ?? defaultRulesets(), undefined)
  const text =
    files.length === 0
      ? `none yet: transcribe those of this year's guidance into ${join(parts.folder, 'cases')}`
      : `${files.length} ${files.length === 1 ? 'file' : 'files'}`
  return { files, text }
}

function nextOf({ groups }: Checklist, name: string): string {
  const first = groups.flatMap(it => it.items).find(it => it.state === 'left')
  if (first === undefined) return ''
  const isCited = /^(?:codes|tables|parameters|styles|rules)\./.test(first.path)
  return `yardstick confirm ${name} ${first.path}${isCited ? ' --cite "SOURCE PLACE"' : ''}`
}
