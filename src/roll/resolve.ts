/**
 * What names on a command line stand for: a thing by its path or its name, a row of one, everything of a
 * section. Names nothing has are told with what was probably meant.
 */
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import type { Span } from '../source/source.ts'
import { decisionRows, type Item, pathOf, writtenRows } from './items.ts'
import { isOf } from './unconfirmed.ts'

/** A word that somebody typed, and where. */
export interface Word {
  readonly text: string
  readonly at: Span
}

/** A thing, or one row of it. */
export interface Target {
  readonly item: Item
  readonly row?: string
  readonly word: Word
}

/** Rows of a table by the names they have on the list. */
export type RowsOf = (item: Item) => readonly string[]

export function resolve(
  words: readonly Word[],
  items: readonly Item[],
  rowsOf: RowsOf,
): Outcome<readonly Target[]> {
  const found = words.map(it => resolveOne(it, items, rowsOf))
  return { value: found.flatMap(it => it.value), diagnostics: found.flatMap(it => it.diagnostics) }
}

function resolveOne(word: Word, items: readonly Item[], rowsOf: RowsOf): Outcome<readonly Target[]> {
  const name = word.text.replace('.rows.', '.')
  for (const match of [all, exact, last]) {
    const found = match(name, items)
    const [first] = found
    if (first !== undefined && (match === all || found.length === 1)) {
      return { value: found.map(item => ({ item, word })), diagnostics: [] }
    }
    if (found.length > 1) return refused(ambiguous(word, found.map(pathOf)))
  }
  const rows = items.flatMap(item => rowTargets(name, item, word, rowsOf))
  const [row, other] = rows
  if (row !== undefined && other !== undefined) {
    return refused(
      ambiguous(
        word,
        rows.map(it => `${pathOf(it.item)}.${it.row}`),
      ),
    )
  }
  return row === undefined ? refused(unknown(word, name, items, rowsOf)) : { value: [row], diagnostics: [] }
}

const refused = (diagnostic: Diagnostic): Outcome<readonly Target[]> => ({
  value: [],
  diagnostics: [diagnostic],
})

/** A section, or the rules or inputs of one level. */
const all = (name: string, items: readonly Item[]): readonly Item[] =>
  items.filter(it => it.section === name || (pathOf(it).startsWith(`${name}.`) && name === levelPath(it)))

const levelPath = ({ section, name }: Item): string =>
  section === 'rules' || section === 'inputs' ? `${section}.${name.slice(0, name.indexOf('.'))}` : ''

const exact = (name: string, items: readonly Item[]): readonly Item[] => {
  const byPath = items.filter(it => pathOf(it) === name)
  return byPath.length > 0 ? byPath : items.filter(it => it.name === name)
}

const last = (name: string, items: readonly Item[]): readonly Item[] =>
  items.filter(it => it.section !== 'files' && it.name.endsWith(`.${name}`))

function rowTargets(name: string, item: Item, word: Word, rowsOf: RowsOf): readonly Target[] {
  return [pathOf(item), item.name].slice(0, 2).flatMap((prefix, index, both) => {
    if (!name.startsWith(`${prefix}.`) || (index === 1 && both[0] === prefix)) return []
    const row = name.slice(prefix.length + 1)
    return rowsOf(item).some(it => isOf(it, row)) ? [{ item, row, word }] : []
  })
}

const ambiguous = ({ text, at }: Word, paths: readonly string[]): Diagnostic =>
  report('roll/ambiguous-name', at, { name: text, choices: paths.map(it => `\`${it}\``).join(' or ') })

function unknown({ text, at }: Word, name: string, items: readonly Item[], rowsOf: RowsOf): Diagnostic {
  const within = items.filter(it => name.startsWith(`${it.name}.`) || name.startsWith(`${pathOf(it)}.`))
  const names = [
    ...items.flatMap(it => [pathOf(it), it.name]),
    ...within.flatMap(it => rowsOf(it).flatMap(row => [`${pathOf(it)}.${row}`, `${it.name}.${row}`])),
  ]
  return report('roll/unknown-name', at, { name: text, nearest: nearest(name, names) })
}

/** Rows written in the document; those of a file are for `read` to tell. */
export const rowsWrittenIn = (item: Item): readonly string[] =>
  item.section === 'rules' ? [...decisionRows(item).keys()] : writtenRows(item)
