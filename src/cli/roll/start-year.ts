/** Starts a year: writes its folder, enters it in the registry, and says what to do next. */
import { existsSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { reasonOf } from '../../data/file-error.ts'
import { listReleases, readPart } from '../../data/load-ruleset.ts'
import { readSource } from '../../data/ruleset-folder.ts'
import { defaultRulesets } from '../../data/rulesets-folder.ts'
import { filesOfTables, type NewFile, writeFolder } from '../../data/year-folder.ts'
import { type Diagnostic, hasErrors } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { matches, type PartialAddress, parseAddress, printAddress } from '../../model/address.ts'
import { entriesIn, fieldOf } from '../../roll/items.ts'
import { type NewYear, newYear, notesFor, overlayFor } from '../../roll/new-year.ts'
import { registered } from '../../roll/register.ts'
import { entryOf, type MapNode } from '../../syntax/document/node.ts'
import { readDocument } from '../../syntax/document/read-document.ts'
import type { Word } from '../command-line.ts'
import type { NewOptions } from '../commands/new.ts'
import { type Context, tell } from '../context.ts'
import { loadNamed } from '../load.ts'
import { type OpenYear, openYear } from './open-year.ts'

export async function startYear(context: Context, address: string, options: NewOptions): Promise<void> {
  const { line } = context
  const [to, from] = [line.word(address), line.word(options.from)]
  const parsed = parseAddress({
    source: to.at.source,
    text: to.text,
    pieces: [{ index: 0, offset: to.at.start }],
  })
  if (parsed.value === undefined) return void (await tell(context, parsed.diagnostics))
  const old = openYear(from, options.rulesets)
  if (old.value === undefined || hasErrors(old.diagnostics))
    return void (await tell(context, old.diagnostics))
  const target = targetOf(parsed.value, options, to)
  const problems = 'problem' in target ? [target.problem] : refusals(parsed.value, old.value, target, to)
  if ('problem' in target || problems.length > 0) return void (await tell(context, problems))
  const made = newYear(old.value.document, old.value.ruleset.address, parsed.value, old.value.files)
  const problem = written(made, old.value, target)
  if (problem !== undefined) return void (await tell(context, [problem]))
  const isRegistered = await register(made, target)
  await tellMade(context, made, target, isRegistered)
}

interface Target {
  readonly folder: Word
  /** The folder of the registry. */
  readonly rulesets: string
}

function targetOf(
  { ruleset, year }: PartialAddress,
  { into, rulesets }: NewOptions,
  named: Word,
): Target | { readonly problem: Diagnostic } {
  const registry = rulesets ?? defaultRulesets()
  const isOwn = rulesets !== undefined || registry === 'rulesets'
  if (into === undefined && !isOwn) {
    const problem = 'there is no folder `rulesets` with a registry here: say with `--into` where to write'
    return { problem: report('misuse/usage', named.at, { problem }) }
  }
  const text = into ?? join(registry, ruleset, String(year))
  return { folder: { text, at: named.at }, rulesets: registry }
}

function refusals(
  wanted: PartialAddress,
  old: OpenYear,
  { folder, rulesets }: Target,
  named: Word,
): readonly Diagnostic[] {
  const usage = (problem: string) => [report('misuse/usage', named.at, { problem })]
  if (wanted.release !== undefined)
    return usage('a new year is named without a release: it starts as a draft')
  const { address } = old.ruleset
  if (matches(address, wanted)) return usage(`\`${named.text}\` is the year to start from itself`)
  if (existsSync(folder.text)) {
    const args = { path: folder.text, reason: 'it is there already, and is not written over' }
    return [report('misuse/cannot-write', named.at, args)]
  }
  const known = listReleases(rulesets).find(it => matches(it.address, wanted))
  return known === undefined ? [] : usage(`\`${known.name}\` is registered already`)
}

function written(made: NewYear, old: OpenYear, { folder }: Target): Diagnostic | undefined {
  const from = old.parts.folder
  const title = readDocument({ name: '', text: made.text }).value
  const files: readonly NewFile[] = [
    { path: 'ruleset.yaml', text: made.text },
    { path: 'notes.md', text: notesFor(titleIn(title), old.ruleset.address, made.address) },
    ...filesOfTables(from, filesNamedIn(old.document)).map(path => ({ path, from: join(from, path) })),
    ...old.files.map(path => ({ path, text: beside(join(from, path), path, made) })),
  ]
  try {
    writeFolder(folder.text, files)
    return undefined
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    return report('misuse/cannot-write', folder.at, { path: folder.text, reason })
  }
}

const titleIn = (document: MapNode | undefined): string => {
  const title = document && entryOf(document, 'title')?.value
  return title?.kind === 'scalar' ? title.text : ''
}

/** Files that tables and lists of codes name. */
const filesNamedIn = (document: MapNode): readonly string[] =>
  ['tables', 'codes'].flatMap(section =>
    entriesIn(entryOf(document, section)?.value).flatMap(({ value }) => {
      const file = fieldOf(value, 'file')
      return file?.kind === 'scalar' ? [file.text] : []
    }),
  )

/** The text of a file that comes along; an overlay is for the new year then. */
function beside(path: string, name: string, { address }: NewYear): string {
  const source = readSource(path)
  if ('reason' in source) return ''
  const overlay = name.startsWith('overlays/') ? readDocument(source).value : undefined
  return overlay === undefined ? source.text : overlayFor(overlay, address)
}

/** Whether the registry has the new year now: only where its folder lies below the registry's. */
async function register({ address }: NewYear, { folder, rulesets }: Target): Promise<boolean> {
  const path = join(rulesets, 'registry.yaml')
  const inside = relative(rulesets, folder.text).split(sep).join('/')
  if (inside.startsWith('..') || inside === '' || !existsSync(path)) return false
  const registry = readPart(path, 'registry', folder).value
  const text = registry && registered(registry, address, inside)
  if (text !== undefined) writeFileSync(path, text)
  return text !== undefined
}

async function tellMade(
  context: Context,
  { address, items }: NewYear,
  { folder }: Target,
  isRegistered: boolean,
): Promise<void> {
  const { io, style, line } = context
  const name = isRegistered ? `${address.ruleset}@${address.year}` : folder.text
  const found = loadNamed(line, folder.text, {})
  const errors = found.diagnostics.filter(it => it.severity === 'error')
  io.out(
    `${style.good('wrote')} ${folder.text}: ${printAddress(address)}, ${items.length} things taken over, none confirmed\n`,
  )
  if (isRegistered) io.out(`${style.good('entered')} in the registry\n`)
  io.out(
    `next   yardstick confirm ${name}          ${style.faint('what must be looked at')}\n` +
      `       yardstick run ${name} --sample     ${style.faint('it runs as the year before did')}\n`,
  )
  if (errors.length > 0) await tell(context, errors)
}
