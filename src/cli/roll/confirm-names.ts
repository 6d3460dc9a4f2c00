/** Confirms or withdraws what was named: changes the ruleset's text, if what comes out is no worse than before. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkParts } from '../../api/check.ts'
import { reasonOf } from '../../data/file-error.ts'
import { isInside } from '../../data/ruleset-folder.ts'
import { type Diagnostic, hasErrors, type Outcome } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { addSource } from '../../roll/add-source.ts'
import { type Confirmed, confirm } from '../../roll/confirm.ts'
import { briefly, differing } from '../../roll/items.ts'
import { CHANGED, WITHDRAWN } from '../../roll/new-year.ts'
import { recorded } from '../../roll/record.ts'
import { countIn, listsIn } from '../../roll/unconfirmed.ts'
import { withdraw } from '../../roll/withdraw.ts'
import type { MapNode } from '../../syntax/document/node.ts'
import { readDocument } from '../../syntax/document/read-document.ts'
import { validateDocument } from '../../syntax/document/validate-document.ts'
import type { Word } from '../command-line.ts'
import type { ConfirmOptions } from '../commands/confirm.ts'
import { type Context, tell } from '../context.ts'
import { notMadeFromAnother, type OpenYear, openYear, previousOf } from './open-year.ts'

export async function confirmNames(
  context: Context,
  name: string,
  names: readonly string[],
  options: ConfirmOptions,
): Promise<void> {
  const { line } = context
  const named = line.word(name)
  const opened = openYear(named, options.rulesets)
  const year = opened.value
  if (year === undefined) return void (await tell(context, opened.diagnostics))
  const problem = names.length > 0 ? notMadeFromAnother(year, named) : undefined
  if (problem !== undefined) return void (await tell(context, [problem]))
  const words = names.map(it => line.word(it))
  const made = changed(context, year, named, words, options)
  if (made.value === undefined || hasErrors(made.diagnostics))
    return void (await tell(context, made.diagnostics))
  const after = readDocument({ name: year.path, text: made.value.text })
  const errors = after.value === undefined ? after.diagnostics : worse(year, after.value)
  if (after.value === undefined || errors.length > 0) {
    await tell(context, errors)
    context.io.err('Nothing was written.\n')
    return
  }
  const failed = write(year, made.value, options, named)
  if (failed !== undefined) return void (await tell(context, [failed]))
  tellDone(context, made.value, after.value, options)
}

/** The text with the source added, and then with what was named confirmed or withdrawn. */
function changed(
  { line }: Context,
  year: OpenYear,
  named: Word,
  names: readonly Word[],
  options: ConfirmOptions,
): Outcome<Confirmed | undefined> {
  const { source, withdrawn, cite = [], also = false, changed: isChanged = false } = options
  let document = year.document
  if (source !== undefined) {
    const { title = source, publisher, date, link, standing } = options
    const fields = { title, publisher, date, link, standing }
    const known = Object.entries(fields).filter((it): it is [string, string] => it[1] !== undefined)
    const added = addSource(document, line.word(source), Object.fromEntries(known))
    const read = added.value === undefined ? undefined : readDocument({ name: year.path, text: added.value })
    if (read?.value === undefined) return { value: undefined, diagnostics: added.diagnostics }
    document = read.value
  }
  if (names.length === 0) return { value: { text: document.at.source.text, done: [] }, diagnostics: [] }
  const cites = cite.map(it => line.word(it))
  const now = { ...year, document }
  if (withdrawn === true) return withdraw(now, { names, cites })
  const previous = previousOf(year, named, options.rulesets)
  return confirm(now, { names, cites, keepsCites: also, isChanged }, previous)
}

/** Errors that the ruleset has now and did not have before. */
function worse(year: OpenYear, document: MapNode): readonly Diagnostic[] {
  const errorsOf = (it: MapNode): readonly Diagnostic[] =>
    checkParts(
      { ...year.parts, document: it, isChanged: true },
      validateDocument(it, 'ruleset'),
    ).diagnostics.filter(found => found.severity === 'error')
  const now = errorsOf(document)
  if (now.length === 0) return []
  const told = (it: Diagnostic): string => `${it.code} ${JSON.stringify(it.args)}`
  const before = new Set(errorsOf(year.document).map(told))
  return now.filter(it => !before.has(told(it)))
}

function write(
  { path, parts: { folder } }: OpenYear,
  { text, done }: Confirmed,
  { withdrawn, cite = [] }: ConfirmOptions,
  named: Word,
): Diagnostic | undefined {
  try {
    writeFileSync(path, text)
    const where = cite.length === 0 ? '' : ` (${cite.join(', ')})`
    const lines = done
      .filter(it => it.isChanged)
      .map(({ path: what, item, before }) => {
        const [was = '', is = ''] = differing(briefly(before ?? item), briefly(item)).map(brief)
        return withdrawn
          ? `\`${what}\`: ${brief(briefly(item))}${where}`
          : `\`${what}\`: ${was} became ${is}${where}`
      })
    const notes = join(folder, 'notes.md')
    const old = existsSync(notes) ? readFileSync(notes, 'utf8') : ''
    if (lines.length > 0) writeFileSync(notes, recorded(old, withdrawn ? WITHDRAWN : CHANGED, lines))
    for (const { item } of withdrawn ? done : []) {
      if (item.section === 'files' && isInside(folder, item.name)) rmSync(join(folder, item.name))
    }
    return undefined
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    return report('misuse/cannot-write', named.at, { path, reason })
  }
}

const brief = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)

/** So many are named one by one. */
const MOST_NAMED = 12

function tellDone(
  { io, style }: Context,
  { done }: Confirmed,
  document: MapNode,
  { withdrawn, cite = [], source }: ConfirmOptions,
): void {
  if (source !== undefined) io.out(`${style.good('added')}  the source ${source}\n`)
  const what = withdrawn ? 'withdrawn' : 'confirmed'
  for (const { path, isChanged } of done.slice(0, MOST_NAMED)) {
    io.out(`${style.good(what)}  ${path}${isChanged && !withdrawn ? ' (changed)' : ''}\n`)
  }
  if (done.length > MOST_NAMED) io.out(`${style.good(what)}  and ${done.length - MOST_NAMED} more\n`)
  if (done.length > 0 && cite.length > 0) io.out(style.faint(`cited      ${cite.join(', ')}\n`))
  const left = countIn(listsIn(document))
  io.out(`left       ${left === 0 ? style.good('nothing') : `${left} to look at`}\n`)
}
