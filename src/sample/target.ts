/** What an input takes: which written values, which kinds of drawn ones, and how those come to fit it. */
import { listsIn } from '../check/lists.ts'
import { blankValue, headingOf, typeReader } from '../data/cell.ts'
import { describeType } from '../data/describe-type.ts'
import type { Bound, Column, Program, TypeAlternative } from '../model/program.ts'
import { toDecimal } from '../value/exact.ts'
import type { Value } from '../value/value.ts'
import { type Cell, type CellKind, isOnly, type Typed } from './cell.ts'

export interface Target {
  /** As it is headed in files: `level.first`. */
  readonly heading: string
  /** For messages. */
  readonly expected: string
  /** All that it could hold. */
  readonly typed: Typed
  /** The cell that a written value stands for; undefined where the input does not take it. */
  readonly constant: (text: string) => { readonly cell: Cell } | undefined
  /** Words near which a mistaken one could be. */
  readonly known: readonly string[]
  readonly mayBeEmpty: boolean
  /** The nearest number that the input takes. */
  readonly fitted: (number: number) => number
}

/** Lists of codes can be long, and every listed row asks for the same inputs. */
const known = new WeakMap<Column, Target>()

export function targetOf(program: Program, column: Column): Target {
  const target = known.get(column) ?? makeTarget(program, column)
  known.set(column, target)
  return target
}

function makeTarget(program: Program, column: Column): Target {
  const { type } = column
  const read = typeReader(program, type, headingOf(column))
  const typed = typedBy(program, type.alternatives)
  const numbers = type.alternatives.find(it => it.kind === 'number')
  return {
    heading: headingOf(column),
    expected: describeType(program, type),
    typed,
    constant: text => {
      const value = read(text)
      return value.kind === 'problem' || value.kind === 'absent' ? undefined : { cell: cellOf(value) }
    },
    known: [...(typed.words ?? [])],
    mayBeEmpty: blankValue(column).kind !== 'problem',
    fitted: numbers?.kind === 'number' ? into(numbers) : number => number,
  }
}

const KINDS: Readonly<Record<TypeAlternative['kind'], CellKind>> = {
  number: 'number',
  text: 'word',
  'yes/no': 'yes/no',
  date: 'word',
  code: 'word',
  key: 'word',
}

function typedBy(program: Program, alternatives: readonly TypeAlternative[]): Typed {
  const kinds = new Set(alternatives.map(it => KINDS[it.kind]))
  const isOpen = alternatives.some(it => it.kind === 'text' || it.kind === 'date' || it.kind === 'key')
  if (isOpen || !kinds.has('word')) return { kinds }
  const lists = listsIn(program.ruleset)
  const words = alternatives.flatMap(it =>
    it.kind === 'code' ? (it.only ?? lists.get(it.list)?.codes ?? []) : [],
  )
  return { kinds, words: new Set(words) }
}

const CELLS: {
  readonly [K in Exclude<Value['kind'], 'absent'>]: (value: Extract<Value, { kind: K }>) => Cell
} = {
  number: ({ number }) => Number(toDecimal(number, PLACES)),
  text: ({ text }) => text,
  'yes/no': ({ yes }) => yes,
  date: ({ date }) => date,
  code: ({ code }) => code,
}

const cellOf = (value: Exclude<Value, { kind: 'absent' }>): Cell => CELLS[value.kind](value as never)

/** Drawn numbers have so many decimal places at most. */
const PLACES = 6
const UNIT = 1_000_000

/** Rounds, to whole numbers where the input takes no others, and moves into the range. */
function into({ whole, from, to }: Extract<TypeAlternative, { kind: 'number' }>): Target['fitted'] {
  const unit = whole ? 1 : UNIT
  const least = from === undefined ? Number.NEGATIVE_INFINITY : firstWithin(from, unit, 1)
  const most = to === undefined ? Number.POSITIVE_INFINITY : firstWithin(to, unit, -1)
  return number => Math.min(Math.max(Math.round(number * unit), least), most) / unit
}

/** The bound in units; the next one inwards where the bound is left out. */
function firstWithin({ value, inclusive }: Bound, unit: number, inwards: 1 | -1): number {
  const exact = Number(toDecimal(value, PLACES))
  const bound = unit === 1 ? exact : Math.round(exact * unit)
  const nearest = inwards === 1 ? Math.ceil(bound) : Math.floor(bound)
  return inclusive || nearest !== bound ? nearest : nearest + inwards
}

/** Whether all that is drawn is of a kind the input takes. */
export const takes = (target: Target, drawn: Typed): boolean =>
  isOnly(drawn, ...target.typed.kinds, 'missing') &&
  (!drawn.kinds.has('word') ||
    target.typed.words === undefined ||
    (drawn.words !== undefined && [...drawn.words].every(it => target.typed.words?.has(it))))
