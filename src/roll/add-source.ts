/** Adds a source to a ruleset's text, so that it can be cited. */
import type { Outcome } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { SECTIONS } from '../model/declarations.ts'
import { entryOf, type MapNode } from '../syntax/document/node.ts'
import { edited, insertedEntry, scalar } from './edit-text.ts'
import { fieldOf } from './items.ts'
import type { Word } from './resolve.ts'

/** What a source has: `title`, and perhaps `publisher`, `date`, `link`, `standing`. */
export type SourceFields = Readonly<Record<string, string>>

/** The text with the source as the last of its sources. */
export function addSource(document: MapNode, key: Word, fields: SourceFields): Outcome<string | undefined> {
  const { text } = document.at.source
  const sources = entryOf(document, 'sources')?.value
  if (fieldOf(sources, key.text) !== undefined) {
    return { value: undefined, diagnostics: [report('roll/known-source', key.at, { source: key.text })] }
  }
  const settings = Object.entries(fields).map(([name, it]) => `${name}: ${scalar(it)}`)
  const entry = `${scalar(key.text)}: {${settings.join(', ')}}`
  if (sources?.kind === 'map' && sources.entries.length > 0) {
    const edit = insertedEntry(sources, entry, sources.entries.length)
    return { value: edited(text, [edit]), diagnostics: [] }
  }
  const next = document.entries.findIndex(it => AFTER_SOURCES.has(it.key.text))
  const index = next < 0 ? document.entries.length : next
  return { value: edited(text, [insertedEntry(document, `sources:\n  ${entry}`, index)]), diagnostics: [] }
}

const AFTER_SOURCES: ReadonlySet<string> = new Set([
  ...SECTIONS.filter(it => it !== 'sources'),
  'rules',
  'laws',
  'waivers',
])
