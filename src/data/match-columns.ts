/**
 * Decides which column of a file holds which input of a level: by a file of columns where it says so,
 * otherwise by the heading, without regard to capitals and punctuation.
 */
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'
import { type Span, spanOf } from '../source/source.ts'
import { isAbsent } from '../value/value.ts'
import type { LevelBinding } from './binding.ts'
import { blankValue, type CellReader, cellReader, headingOf } from './cell.ts'
import { problem } from './cell-problem.ts'
import type { Header, Heading } from './header.ts'

/** A column of a file that is read. */
export interface WantedColumn {
  readonly id: ColumnId
  readonly heading: string
  /** Of several fields the first counts that is not empty in a row. */
  readonly fields: readonly number[]
  readonly isKey: boolean
  readonly read: CellReader
  /** Whether every text but a blank one means itself. */
  readonly isText: boolean
}
export interface ColumnMatch {
  readonly wanted: readonly WantedColumn[]
  /** Inputs the file has no column for and that need none. */
  readonly unfilled: readonly LevelInput[]
  /** Headings of the file that no input takes. */
  readonly unused: readonly string[]
}

/** An input of a level, or a part of its key. `id` is where engines find it in a cohort. */
export interface LevelInput {
  readonly id: ColumnId
  readonly column: Column
  readonly heading: string
  readonly isKey: boolean
}

/** What a file for a level can hold: its key first, then its inputs in the order of the ruleset. */
export function inputsOf(program: Program, level: string): readonly LevelInput[] {
  const own = [...program.columns.values()].filter(it => it.level === level && it.content.kind === 'input')
  const keys = keyColumns(program, level, own)
  const inputs = own.filter(it => !keys.includes(it))
  return [...keys.map(it => inputOf(it, true)), ...inputs.map(it => inputOf(it, false))]
}

/** A group has its key as columns of its own; a base level's key names some of its inputs. */
function keyColumns(program: Program, level: string, own: readonly Column[]): readonly Column[] {
  const grouped = own.filter(it => keyPart(it) >= 0).sort((a, b) => keyPart(a) - keyPart(b))
  if (grouped.length > 0) return grouped
  const key = program.levels.get(level)?.key ?? []
  return key.flatMap(id => own.find(it => it.id === id) ?? [])
}

const keyPart = ({ content }: Column): number => (content.kind === 'input' ? (content.key ?? -1) : -1)

const inputOf = (column: Column, isKey: boolean): LevelInput => ({
  id: column.id,
  column,
  heading: headingOf(column),
  isKey,
})

/** Whether the ruleset asks for a column, or does not say what holds where the file has none. */
export const needsColumn = ({ isKey, column }: LevelInput): boolean =>
  isKey ||
  (column.content.kind === 'input' && column.content.needsColumn === true) ||
  blankValue(column).kind === 'problem'

export interface MatchOptions {
  readonly binding?: LevelBinding
  /** Inputs that come from elsewhere where the file has no column for them. */
  readonly filledElsewhere?: ReadonlySet<ColumnId>
  /** Look for these inputs alone, and for the key. */
  readonly only?: ReadonlySet<ColumnId>
  /** Whether the file has to have a column for every input, whatever the ruleset says of blanks. */
  readonly isComplete?: boolean
}

export function matchColumns(
  program: Program,
  level: string,
  header: Header,
  { binding, filledElsewhere = new Set(), only, isComplete = false }: MatchOptions,
): Outcome<ColumnMatch> {
  const inputs = inputsOf(program, level).filter(it => it.isKey || only?.has(it.id) !== false)
  const diagnostics: Diagnostic[] = []
  const wanted: WantedColumn[] = []
  const unfilled: LevelInput[] = []
  for (const input of inputs) {
    const found = namesOf(input, binding).map(it => findHeading(it, header))
    const several = found.find(it => it.length > 1)
    const headings = found.flat()
    if (several !== undefined) diagnostics.push(...ambiguous(header, input, several))
    else if (found.some(it => it.length === 0)) unfilled.push(input)
    else wanted.push(wantedColumn(program, input, headings, binding))
  }
  const taken = new Set(wanted.flatMap(it => it.fields))
  const unused = header.headings.filter(it => !taken.has(it.field) && it.name !== '').map(it => it.name)
  for (const input of unfilled) {
    if ((isComplete || needsColumn(input)) && !filledElsewhere.has(input.id)) {
      diagnostics.push(missing(header, input, binding, unused))
    } else if (!filledElsewhere.has(input.id)) diagnostics.push(...misspelt(header, input, unused))
  }
  return { value: { wanted, unfilled, unused }, diagnostics }
}

function wantedColumn(
  program: Program,
  input: LevelInput,
  headings: readonly Heading[],
  binding: LevelBinding | undefined,
): WantedColumn {
  const heading = headings.map(it => it.name).join(' or ')
  const words = binding?.columns.get(input.heading)?.words
  const options = { heading, ...(words === undefined ? {} : { words }) }
  const read = cellReader(program, input.column, options)
  const { id, isKey } = input
  return {
    id,
    isKey,
    heading,
    fields: headings.map(it => it.field),
    read: isKey ? neverBlank(read, heading) : read,
    isText: (words?.size ?? 0) === 0 && input.column.type.alternatives.every(it => it.kind === 'text'),
  }
}

/** A key says which row it is, so a default or a missing value cannot stand for it. */
const neverBlank =
  (read: CellReader, heading: string): CellReader =>
  cell => {
    const value = cell.trim() === '' ? undefined : read(cell)
    return value === undefined || (value.kind !== 'problem' && isAbsent(value))
      ? problem('data/blank-cell', { column: heading })
      : value
  }

/** The names of the columns that hold an input: as the binding says, otherwise its own. */
const namesOf = (input: LevelInput, binding: LevelBinding | undefined): readonly string[] =>
  binding?.columns.get(input.heading)?.columns ?? [input.heading]

/** Headings that match best: exactly, else but for capitals, else but for punctuation. */
function findHeading(name: string, header: Header): readonly Heading[] {
  for (const form of FORMS) {
    const found = header.headings.filter(it => form(it.name) === form(name))
    if (found.length > 0) return found
  }
  return []
}

const FORMS: readonly ((name: string) => string)[] = [
  name => name,
  name => name.toLowerCase(),
  name =>
    name
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
      .replaceAll(/^_|_$/g, ''),
]

// --- what to say ---------------------------------------------------------------------------------

const headerSpan = (header: Header): Span => spanOf(header.source, 0, header.source.text.length)

function ambiguous(
  header: Header,
  input: LevelInput,
  [first, second]: readonly Heading[],
): readonly Diagnostic[] {
  if (first === undefined || second === undefined) return []
  const at = spanOf(header.source, second.start, second.end)
  const args = { first: first.name, second: second.name, input: input.heading }
  return [report('data/duplicate-column', at, args)]
}

/** As many headings as are worth printing. */
const MOST_HEADINGS = 12

function missing(
  header: Header,
  input: LevelInput,
  binding: LevelBinding | undefined,
  unused: readonly string[],
): Diagnostic {
  const wanted = namesOf(input, binding)
  const named = wanted.find(it => findHeading(it, header).length === 0) ?? input.heading
  const names = header.headings.map(it => it.name).filter(it => it !== '')
  const rest = names.length > MOST_HEADINGS ? ` and ${names.length - MOST_HEADINGS} more` : ''
  const found = names
    .slice(0, MOST_HEADINGS)
    .map(it => `\`${it}\``)
    .join(', ')
  return report('data/missing-column', headerSpan(header), {
    input: named,
    found: found + rest,
    nearest: nearest(
      named.toLowerCase(),
      unused.map(it => it.toLowerCase()),
    ),
  })
}

function misspelt(header: Header, input: LevelInput, unused: readonly string[]): readonly Diagnostic[] {
  const near = nearest(input.heading, unused)
  const heading = header.headings.find(it => it.name === near)
  if (near === undefined || heading === undefined) return []
  const value = blankValue(input.column)
  const isMissing = value.kind !== 'problem' && isAbsent(value)
  const instead = isMissing ? 'it is missing in every row' : 'its default holds in every row'
  const at = spanOf(header.source, heading.start, heading.end)
  return [report('data/perhaps-misspelt-column', at, { input: input.heading, instead, nearest: near })]
}
