/** Values, columns and numbers as findings write them. */
import { headingOf } from '../data/cell.ts'
import { describeValue, lineOf } from '../explain/describe-value.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'
import { isRational, toDecimal } from '../value/exact.ts'
import { textOfValue } from '../value/text-of-value.ts'
import type { Value } from '../value/value.ts'

/** Decimal places of a number in a sentence. */
const PLACES = 2

/** `80`, `N (sat the test ...)`, `-8.63`, `excluded: too few marks`; a blank input is `not given`. */
export function inWords(program: Program, value: Value): string {
  if (value.kind === 'number') return toDecimal(value.number, isRational(value.number) ? PLACES : PLACES)
  if (value.kind === 'absent' && value.reason === 'no_value') return 'not given'
  return lineOf(describeValue(value, program.ruleset))
}

/** The shortest form. */
export function inShort(value: Value): string {
  if (value.kind === 'number') return toDecimal(value.number, PLACES)
  if (value.kind === 'absent') return value.reason === 'no_value' ? 'not given' : value.reason
  return textOfValue(value)
}

export const nameOf = (program: Program, id: ColumnId): string => {
  const column = program.columns.get(id)
  return column === undefined ? id : headingOf(column)
}

/** The title of a level within a sentence. */
export function levelInWords(program: Program, level: string): string {
  const title = program.levels.get(level)?.title ?? level
  return title.slice(0, 1).toLowerCase() + title.slice(1).replaceAll('_', ' ')
}

export const numberInWords = (value: number): string => String(Math.round(value * 100) / 100)

export const withArticle = (word: string): string => (/^[aeiou]/i.test(word) ? `an ${word}` : `a ${word}`)

/** `a, b or c` */
export function listed(words: readonly string[], last = 'or'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

/** Values of an input, whole numbers that follow one another as a range. */
export function valuesInWords(values: readonly Value[]): string {
  const words: string[] = []
  let from: string | undefined
  let previous: number | undefined
  const close = () => {
    if (from !== undefined && previous !== undefined)
      words.push(from === String(previous) ? from : `${from} to ${previous}`)
    from = undefined
    previous = undefined
  }
  for (const value of values) {
    const number = value.kind === 'number' ? Number(toDecimal(value.number)) : undefined
    if (number === undefined || !Number.isInteger(number)) {
      close()
      words.push(inShort(value))
    } else if (previous === undefined || number !== previous + 1) {
      close()
      from = String(number)
      previous = number
    } else previous = number
  }
  close()
  return listed(words)
}

/** `progress-reading-all` */
export const slug = (...parts: readonly string[]): string =>
  parts
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

/** What columns of the same name share: all but the members. */
export const familyOf = (column: Column | undefined): string =>
  column === undefined ? '' : `${column.level}.${column.name}`

/** The start of a sentence. */
export const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
