/** Lays out maps and lists that are written line by line, two spaces for each level. */
import type { CST } from 'yaml'
import { alignRows, keyWidth } from './align.ts'
import { cellsOf, flowLines } from './flow.ts'
import { blockScalarLayout, scalarLines } from './scalar.ts'
import { hasComments, splitAt, type Trivia, tailOf, triviaOf } from './trivia.ts'

type Tokens = readonly CST.SourceToken[]

/** One entry of a map or item of a list. */
interface Entry {
  /** Comments and blank lines before it. */
  readonly lead: readonly string[]
  /** `key:` or `-`, with a comment right after it. */
  readonly opening: string
  /** What follows on the line of the opening; undefined where the value starts on a line of its own. */
  readonly first: string | undefined
  /** Further lines, not yet indented. */
  readonly rest: readonly string[]
  /** A comment at the end of the first line, and one at the end of the last. */
  readonly comment: string | undefined
  readonly endComment: string | undefined
  readonly value: CST.Token | null | undefined
}

/** The lines of a node, the first of which may continue a line. */
export function blockLines(node: CST.BlockMap | CST.BlockSequence): readonly string[] {
  const { entries, after } = entriesOf(node)
  const aligned = node.type === 'block-map' ? withAlignedValues(entries) : withAlignedRows(entries)
  return withoutBlankEnds([...aligned.flatMap(linesOf), ...after])
}

function linesOf({ lead, opening, first, rest, comment, endComment }: Entry): readonly string[] {
  const line = first === undefined || first === '' ? opening : `${opening} ${first}`
  const lines = [withComment(line, comment), ...rest.map(indented)]
  return [...lead, ...lines.slice(0, -1), withComment(lines.at(-1) ?? '', endComment)]
}

export const withComment = (line: string, comment: string | undefined): string =>
  comment === undefined ? line : `${line}  ${comment}`

export const indented = (line: string): string => (line === '' ? '' : `  ${line}`)

export function withoutBlankEnds(lines: readonly string[]): readonly string[] {
  const single = lines.filter((it, index) => it !== '' || lines[index - 1] !== '')
  const start = single.findIndex(it => it !== '')
  return start < 0 ? [] : single.slice(start, single.findLastIndex(it => it !== '') + 1)
}

function entriesOf(node: CST.BlockMap | CST.BlockSequence): {
  readonly entries: readonly Entry[]
  readonly after: readonly string[]
} {
  const entries: Entry[] = []
  let after: readonly string[] = []
  let tail: Tokens = []
  let atLineStart = true
  for (const item of node.items) {
    const isItem = node.type === 'block-seq'
    const [before, own] = isItem ? splitAt(item.start, it => it === 'seq-item-ind') : [item.start, []]
    const lead = triviaOf([...tail, ...before], atLineStart)
    addTrailing(entries, lead.trailing)
    after = [...after, ...lead.lines]
    tail = []
    atLineStart = true
    if (!isItem && item.key == null && item.sep === undefined) continue
    if (isItem && !item.start.some(it => it.type === 'seq-item-ind')) continue
    const opening = isItem ? '-' : `${scalarLines(item.key ?? NOTHING).join(' ')}:`
    const between = isItem ? own : splitAt(item.sep ?? [], it => it === 'map-value-ind')[1]
    const read = entryOf(after, opening, item.value, triviaOf(between, false))
    entries.push(read.entry)
    ;({ tail, atLineStart } = read)
    after = []
  }
  const end = triviaOf(tail, atLineStart)
  addTrailing(entries, end.trailing)
  return { entries, after: [...after, ...end.lines] }
}

const NOTHING: CST.Token = { type: 'scalar', offset: 0, indent: 0, source: '' }

function addTrailing(entries: Entry[], comment: string | undefined): void {
  const last = entries.pop()
  if (last !== undefined) entries.push(comment === undefined ? last : { ...last, endComment: comment })
}

interface Read {
  readonly entry: Entry
  /** What stands after the value and is not laid out yet. */
  readonly tail: Tokens
  readonly atLineStart: boolean
}

function entryOf(
  lead: readonly string[],
  opening: string,
  value: CST.Token | null | undefined,
  between: Trivia,
): Read {
  const own = withoutBlankEnds(between.lines)
  const start = { lead, opening, comment: between.trailing, endComment: undefined, value }
  if (value?.type === 'block-scalar') return blockScalarEntry(start, value)
  if (value?.type === 'block-map' || value?.type === 'block-seq') {
    const lines = [...own, ...blockLines(value)]
    const joins = opening === '-' && own.length === 0 && between.trailing === undefined && !isLead(lines[0])
    const entry = joins ? { first: lines[0], rest: lines.slice(1) } : { first: undefined, rest: lines }
    return { entry: { ...start, ...entry }, tail: [], atLineStart: true }
  }
  const lines = flowLines(value)
  const tail = tailOf(value)
  if (!hasComments(between)) {
    // Lines after the first are indented already, as far as a value is below its key.
    const [first, ...rest] = lines
    return { entry: { ...start, first, rest: rest.map(unindented) }, tail, atLineStart: false }
  }
  return { entry: { ...start, first: undefined, rest: [...own, ...lines] }, tail, atLineStart: false }
}

const isLead = (line: string | undefined): boolean =>
  line === undefined || line === '' || line.startsWith('#')

const unindented = (line: string): string => line.replace(/^ {2}/, '')

function blockScalarEntry(start: Omit<Entry, 'first' | 'rest'>, value: CST.BlockScalar): Read {
  const { header, lines, blankAfter } = blockScalarLayout(value)
  const { trailing } = triviaOf(value.props.filter(isSourceToken), false)
  const tail: Tokens = blankAfter ? [{ type: 'newline', offset: 0, indent: 0, source: '\n' }] : []
  return {
    entry: { ...start, first: header, rest: lines.map(unindented), comment: trailing ?? start.comment },
    tail,
    atLineStart: true,
  }
}

const isSourceToken = (token: CST.Token): token is CST.SourceToken =>
  token.type === 'comment' || token.type === 'newline' || token.type === 'space'

/** Pads the keys of neighbouring entries whose values are maps on one line: the rows of a table of their own. */
function withAlignedValues(entries: readonly Entry[]): readonly Entry[] {
  const isAligned = (it: Entry): boolean => it.first?.startsWith('{') === true && it.rest.length === 0
  const result: Entry[] = []
  let run: Entry[] = []
  const endRun = (): void => {
    const width = run.length > 1 ? keyWidth(run.map(it => it.opening)) : 0
    result.push(...run.map(it => ({ ...it, opening: it.opening.padEnd(width) })))
    run = []
  }
  for (const entry of entries) {
    if (!isAligned(entry) || entry.lead.length > 0) endRun()
    if (isAligned(entry)) run.push(entry)
    else result.push(entry)
  }
  endRun()
  return result
}

/** Pads the cells of all rows of a list that stand on one line each. */
function withAlignedRows(entries: readonly Entry[]): readonly Entry[] {
  const cells = entries.map(it => (it.first === undefined ? undefined : cellsOf(it.value)))
  const rows = alignRows(cells.filter(it => it !== undefined))
  let next = 0
  return entries.map((entry, index) => {
    if (cells[index] === undefined) return entry
    const first = rows[next]
    next += 1
    return { ...entry, first }
  })
}
