/**
 * Reads the text of one cell as a value of an input's type, or says what is wrong with it. Pure: it
 * knows nothing of files, and whoever calls it reports the problem at the place the text stood.
 */
import { listsIn } from '../check/lists.ts'
import { nearest } from '../diagnostics/nearest.ts'
import type { Column, Program, Type, TypeAlternative } from '../model/program.ts'
import { compare, type Exact, exactFromDigits, isWhole, toDecimal } from '../value/exact.ts'
import { builtInAbsence, code, date, NO, number, text, type Value, YES } from '../value/value.ts'
import { type CellProblem, problem } from './cell-problem.ts'
import { describeType } from './describe-type.ts'
import { holdsKey } from './table-key.ts'

/** Longer cells than this are damage, not data. */
export const LONGEST_CELL = 4096

export type CellReading = Value | CellProblem
export type CellReader = (text: string) => CellReading

export interface CellOptions {
  /** What the file's own words stand for, from a file of columns. */
  readonly words?: ReadonlyMap<string, string>
  /** The column's name for messages; the column's own name unless the file calls it otherwise. */
  readonly heading?: string
}

/** Reads cells of an input: blank ones as its default or as missing, the others by its type. */
export function cellReader(program: Program, column: Column, options: CellOptions = {}): CellReader {
  const readText = typeReader(program, column.type, options.heading ?? headingOf(column))
  return cell => {
    const written = trimmed(cell)
    const meant = options.words?.get(written) ?? written
    return meant === '' ? blankValue(column, options.heading) : readText(meant)
  }
}

/** The heading of a column in data files and results: its id without the level. */
export const headingOf = (column: Column): string => column.id.slice(column.level.length + 1)

/** What an input holds where nothing is written. */
export function blankValue(column: Column, heading = headingOf(column)): CellReading {
  const { content } = column
  if (content.kind !== 'input') return builtInAbsence('no_value')
  if (content.default !== undefined) return content.default
  return content.mayBeMissing ? builtInAbsence('no_value') : problem('data/blank-cell', { column: heading })
}

/** Reads a text that is not blank as a value of a type; the first alternative that takes it wins. */
export function typeReader(program: Program, type: Type, heading: string): CellReader {
  const readers = type.alternatives.map(it => alternativeReader(program, it))
  return cell => {
    const damage = damageOf(cell, heading)
    if (damage !== undefined) return damage
    for (const read of readers) {
      const value = read(cell)
      if (value !== undefined) return value
    }
    return explainMismatch(program, type, cell, heading)
  }
}

/** Without the white space around it, which never means anything in a table. */
const trimmed = (cell: string): string => cell.trim()

function damageOf(cell: string, column: string): CellProblem | undefined {
  if (cell.length > LONGEST_CELL) {
    return problem('data/cell-too-long', { column, limit: LONGEST_CELL, found: cell.length })
  }
  const control = CONTROL.exec(cell)?.[0]
  if (control === undefined) return undefined
  const character = `U+${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  return problem('data/control-character', { column, character })
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

// --- alternatives --------------------------------------------------------------------------------

type Reader = (cell: string) => Value | undefined
type AlternativeOf<K> = Extract<TypeAlternative, { kind: K }>

const alternativeReader = (program: Program, alternative: TypeAlternative): Reader =>
  (READERS[alternative.kind] as (program: Program, alternative: TypeAlternative) => Reader)(
    program,
    alternative,
  )

const READERS: {
  [K in TypeAlternative['kind']]: (program: Program, alternative: AlternativeOf<K>) => Reader
} = {
  number: (_, alternative) => cell => {
    const value = exactFromDigits(cell)
    return value !== undefined && isInRange(value, alternative) ? number(value) : undefined
  },
  text: () => text,
  'yes/no': () => cell => YES_NO.get(cell.toLowerCase()),
  date: () => cell => (isDate(cell) ? date(cell) : undefined),
  code: (program, { list, only }) => {
    const spellings = spellingsOf(program, list)
    return cell => {
      const found = spellings.get(cell)
      return found === undefined || only?.includes(found) === false ? undefined : code(list, found)
    }
  },
  key: (program, { table, key }) => {
    const declared = program.tables.get(table)
    const type = declared?.keys.find(it => it.name === key)?.type
    if (declared === undefined || type === undefined) return () => undefined
    const readers = type.alternatives.map(it => alternativeReader(program, it))
    return cell => {
      for (const read of readers) {
        const value = read(cell)
        if (value !== undefined && holdsKey(declared, key, value)) return value
      }
      return undefined
    }
  },
}

const YES_NO: ReadonlyMap<string, Value> = new Map([
  ['yes', YES],
  ['true', YES],
  ['1', YES],
  ['no', NO],
  ['false', NO],
  ['0', NO],
])

export function isInRange(value: Exact, { whole, from, to }: AlternativeOf<'number'>): boolean {
  if (whole && !isWhole(value)) return false
  if (from !== undefined && compare(value, from.value) < (from.inclusive ? 0 : 1)) return false
  return to === undefined || compare(value, to.value) <= (to.inclusive ? 0 : -1)
}

function isDate(cell: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(cell)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) return false
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return day >= 1 && day <= days
}

/** The codes of a list, members of a dimension or choices of a parameter, each under its spellings. */
export const spellingsOf = (program: Program, list: string): ReadonlyMap<string, string> =>
  listsIn(program.ruleset).get(list)?.spellings ?? new Map()

// --- what to say ---------------------------------------------------------------------------------

/** Speaks of the alternative that the author of the cell most likely had in mind. */
function explainMismatch(program: Program, type: Type, cell: string, column: string): CellProblem {
  const kinds = new Set(type.alternatives.map(it => it.kind))
  const expected = describeType(program, type)
  if (kinds.has('number') && exactFromDigits(cell) !== undefined) {
    return problem('data/out-of-range', { expected, column, cell })
  }
  const codes = type.alternatives.flatMap(it =>
    it.kind === 'code' ? [...spellingsOf(program, it.list).keys()] : [],
  )
  if (kinds.has('code')) {
    return problem('data/unknown-code', { expected, column, cell, nearest: nearest(cell, codes) })
  }
  const key = type.alternatives.find(it => it.kind === 'key')
  if (key?.kind === 'key') return unknownKey(program, key, cell, column)
  if (kinds.has('number')) {
    return problem('data/not-a-number', { expected, column, cell, suggested: asNumber(cell) })
  }
  if (kinds.has('date')) return problem('data/not-a-date', { column, cell, suggested: asDate(cell) })
  return problem('data/not-yes-or-no', { column, cell })
}

function unknownKey(program: Program, key: AlternativeOf<'key'>, cell: string, column: string): CellProblem {
  const declared = program.tables.get(key.table)
  const type = declared?.keys.find(it => it.name === key.key)?.type
  const codes = type?.alternatives.flatMap(it =>
    it.kind === 'code' ? [...spellingsOf(program, it.list).keys()] : [],
  )
  const readable = (spelling: string): boolean => alternativeReader(program, key)(spelling) !== undefined
  const near = nearest(cell, (codes ?? []).filter(readable))
  return problem('data/unknown-key', { table: key.table, column, cell, nearest: near })
}

/** `1,234` and `50%` written as the language reads them; undefined where that would be a guess. */
function asNumber(cell: string): string | undefined {
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(cell)) return cell.replaceAll(',', '')
  if (/^\+\d+(\.\d+)?$/.test(cell)) return cell.slice(1)
  if (/^-?\.\d+$/.test(cell)) return cell.replace('.', '0.')
  const percent = /^(-?\d+(?:\.\d+)?)\s?%$/.exec(cell)?.[1]
  const value = percent === undefined ? undefined : exactFromDigits(hundredth(percent))
  return value === undefined ? undefined : toDecimal(value)
}

/** The digits with the decimal point two places further left. */
function hundredth(digits: string): string {
  const [whole = '', rest = ''] = digits.replace('-', '').split('.')
  const padded = whole.padStart(3, '0')
  return `${digits.startsWith('-') ? '-' : ''}${padded.slice(0, -2)}.${padded.slice(-2)}${rest}`
}

/** A date whose parts leave no doubt which is which, in the international form. */
function asDate(cell: string): string | undefined {
  const [, first, second, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(cell) ?? []
  if (first === undefined || second === undefined || year === undefined) return undefined
  const isClear = Number(first) > 12 || first === second
  const written = `${year}-${second.padStart(2, '0')}-${first.padStart(2, '0')}`
  return isClear && isDate(written) ? written : undefined
}
