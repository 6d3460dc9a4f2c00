/** What a cell holds while rows are drawn, and what can be known of it before any is. */

/** A number, yes or no, or a word: a code, a text, a date. Undefined: an empty cell. */
export type Cell = number | boolean | string | undefined

export type CellKind = 'number' | 'yes/no' | 'word' | 'missing'

export interface Typed {
  readonly kinds: ReadonlySet<CellKind>
  /** Which words; undefined where it may be any. */
  readonly words?: ReadonlySet<string>
}

/** A row being drawn. */
export interface DrawnRow {
  readonly cells: Cell[]
  /** From 1, among all rows of its level. */
  readonly number: number
  readonly seed: number
  /** The row of the level above that it is in. */
  readonly above: DrawnRow | undefined
}

/** A formula ready to be computed on a row. */
export interface Drawing {
  readonly typed: Typed
  readonly on: (row: DrawnRow) => Cell
}

export const typed = (...kinds: readonly CellKind[]): Typed => ({ kinds: new Set(kinds) })
export const NUMBER = typed('number')
export const YES_NO = typed('yes/no')
export const EMPTY = typed('missing')
/** Of what has been complained of already; fits everywhere. */
export const UNKNOWN = typed()

export const isUnknown = ({ kinds }: Typed): boolean => kinds.size === 0

export const ANY_WORD = typed('word')
export const wordsOf = (words: Iterable<string>): Typed => ({
  kinds: new Set<CellKind>(['word']),
  words: new Set(words),
})

/** What is one or the other. */
export function either(left: Typed, right: Typed): Typed {
  const kinds = new Set([...left.kinds, ...right.kinds])
  const worded = [left, right].filter(it => it.kinds.has('word'))
  if (worded.length === 0 || worded.some(it => it.words === undefined)) return { kinds }
  return { kinds, words: new Set(worded.flatMap(it => [...(it.words ?? [])])) }
}

export const without = ({ kinds, words }: Typed, kind: CellKind): Typed => ({
  kinds: new Set([...kinds].filter(it => it !== kind)),
  ...(words === undefined ? {} : { words }),
})

/** Whether it is of these kinds and no other; what is unknown always is. */
export const isOnly = (it: Typed, ...kinds: readonly CellKind[]): boolean =>
  [...it.kinds].every(kind => kinds.includes(kind))

export const constant = (cell: Cell): Drawing => ({ typed: typedOf(cell), on: () => cell })

function typedOf(cell: Cell): Typed {
  if (cell === undefined) return EMPTY
  if (typeof cell === 'string') return wordsOf([cell])
  return typeof cell === 'number' ? NUMBER : YES_NO
}

/** Stands where something could not be made. */
export const NOTHING: Drawing = { typed: UNKNOWN, on: () => undefined }

/** For messages: `a number or an empty cell`. */
export function describeTyped({ kinds, words }: Typed): string {
  const word = words !== undefined && words.size <= MOST_WORDS ? [...words].join(', ') : 'a word'
  const names: Readonly<Record<CellKind, string>> = {
    number: 'a number',
    'yes/no': 'yes or no',
    word,
    missing: 'an empty cell',
  }
  return [...kinds].map(it => names[it]).join(' or ')
}

/** More are not written out. */
const MOST_WORDS = 6
