/** A file of columns: which column of a data file holds which input, and what the file's own words stand for. */
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import type { Program } from '../model/program.ts'
import type { Span } from '../source/source.ts'
import { type DocumentNode, entryOf, type MapEntry, type MapNode } from '../syntax/document/node.ts'
import { inputsOf } from './match-columns.ts'

export interface Binding {
  /** The ruleset it is for: a name, or a name with a year. */
  readonly binds: string
  readonly title?: string
  readonly levels: ReadonlyMap<string, LevelBinding>
}
export interface LevelBinding {
  /** By input, as headed in results: `level.first`. */
  readonly columns: ReadonlyMap<string, ColumnBinding>
}
export interface ColumnBinding {
  /** The headings in the data file: of several columns the first counts that is not empty in a row. */
  readonly columns: readonly string[]
  /** What the file's words stand for, and an empty cell under the empty word. */
  readonly words: ReadonlyMap<string, string>
  readonly at: Span
}

/** Reads a file of columns whose form has been validated, for a ruleset. */
export function bindColumns(document: MapNode, program: Program): Outcome<Binding> {
  const diagnostics: Diagnostic[] = []
  const binds = textAt(document, 'binds')
  const title = textAt(document, 'title')
  diagnostics.push(...checkRuleset(document, binds, program))
  const levels = new Map(
    entriesOf(document, 'levels').map(entry => {
      diagnostics.push(...checkLevel(entry, program))
      return [entry.key.text, readLevel(entry.value)] as const
    }),
  )
  return { value: { binds, levels, ...(title === '' ? {} : { title }) }, diagnostics }
}

/** What several files of columns say of a level; where two speak of an input, the later one counts. */
export const joinedBinding = (bindings: readonly Binding[], level: string): LevelBinding => ({
  columns: new Map(bindings.flatMap(it => [...(it.levels.get(level)?.columns ?? [])])),
})

const readLevel = (node: DocumentNode): LevelBinding => ({
  columns: new Map(entriesOf(node, 'columns').map(it => [it.key.text, readColumn(it)])),
})

function readColumn(entry: MapEntry): ColumnBinding {
  const at = entry.key.at
  if (entry.value.kind === 'scalar') return { columns: [entry.value.text], words: new Map(), at }
  const words = entriesOf(entry.value, 'values').map(
    it => [it.key.text, it.value.kind === 'scalar' ? it.value.text : ''] as const,
  )
  const blank = textAt(entry.value, 'blank')
  if (blank !== '') words.push(['', blank])
  return { columns: headingsIn(entry), words: new Map(words), at }
}

function headingsIn({ key, value }: MapEntry): readonly string[] {
  const several = value.kind === 'map' ? entryOf(value, 'columns')?.value : undefined
  if (several?.kind === 'list') return several.items.flatMap(it => (it.kind === 'scalar' ? [it.text] : []))
  const column = textAt(value, 'column')
  return [column === '' ? key.text : column]
}

function checkRuleset(document: MapNode, binds: string, program: Program): readonly Diagnostic[] {
  const { ruleset, year } = program.ruleset.address
  const [name, rest] = binds.split('@')
  const isFor = name === ruleset && (rest === undefined || rest.split('/')[0] === String(year))
  const at = entryOf(document, 'binds')?.value.at ?? document.at
  if (isFor) return []
  return [report('data/other-ruleset', at, { expected: binds, found: `${ruleset}@${year}` })]
}

function checkLevel(entry: MapEntry, program: Program): readonly Diagnostic[] {
  const level = entry.key.text
  if (!program.levels.has(level)) {
    const levels = [...program.levels.keys()]
    const args = { level, levels: levels.join(', '), nearest: nearest(level, levels) }
    return [report('data/unknown-level', entry.key.at, args)]
  }
  const known = inputsOf(program, level).map(it => it.heading)
  return entriesOf(entry.value, 'columns')
    .filter(it => !known.includes(it.key.text))
    .map(it =>
      report('data/unknown-input', it.key.at, {
        level,
        input: it.key.text,
        nearest: nearest(it.key.text, known),
      }),
    )
}

const entriesOf = (node: DocumentNode, key: string): readonly MapEntry[] => {
  const value = node.kind === 'map' ? entryOf(node, key)?.value : undefined
  return value?.kind === 'map' ? value.entries : []
}

function textAt(node: DocumentNode, key: string): string {
  const value = node.kind === 'map' ? entryOf(node, key)?.value : undefined
  return value?.kind === 'scalar' ? value.text : ''
}
