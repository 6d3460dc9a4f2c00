/**
 * An input that is a key of a table has to be one together with the keys beside it: an outcome of the row's
 * own kind. Beside it are the inputs of its level that are named like other keys of the table; keys
 * that rules compute are not looked at.
 */
import type {
  Column,
  KeyPattern,
  Program,
  ProgramTable,
  ProgramTableRow,
  TypeAlternative,
} from '../model/program.ts'
import { textOfValue } from '../value/text-of-value.ts'
import { code, isAbsent, type Present, type Value } from '../value/value.ts'
import { takes } from './table-key.ts'

export interface KeyBeside {
  readonly column: Column
  /** The inputs beside it, in no particular order. */
  readonly beside: readonly Column[]
  /** The first of the tables, for messages. */
  readonly table: string
  /** Whether a table has a row for the value beside the others, given in their order; absent ones have one. */
  hasRow(value: Value, beside: readonly Value[]): boolean
  /** Whether it has one, or the value can be meant by an alternative of its type that is no key. */
  fits(value: Value, beside: readonly Value[]): boolean
  /** The values, as far as they can be listed, for which a table has a row beside the others. */
  fitting(beside: readonly Value[]): readonly Present[]
}

/** The inputs of a level that are keys of tables with other keys beside them. */
export const keysBeside = (program: Program, level: string): readonly KeyBeside[] =>
  keyInputs(program, level).filter(it => it.beside.length > 0)

/** The inputs of a level that are keys of tables, whether there are others beside them or not. */
export const keyInputs = (program: Program, level: string): readonly KeyBeside[] =>
  inputsOf(program, level).flatMap(column => keyInput(program, column) ?? [])

const inputsOf = (program: Program, level: string): readonly Column[] =>
  [...program.columns.values()].filter(it => it.level === level && it.content.kind === 'input')

/** A table, where the key stands among its keys, and where the others do that have an input of their name. */
interface Place {
  readonly table: ProgramTable
  readonly own: number
  readonly others: ReadonlyMap<number, Column>
}

function keyInput(program: Program, column: Column): KeyBeside | undefined {
  const places = column.type.alternatives.flatMap(it =>
    it.kind === 'key' ? placeOf(program, column, it) : [],
  )
  const beside = [...new Set(places.flatMap(it => [...it.others.values()]))]
  const [first] = places
  if (first === undefined) return undefined
  const others = column.type.alternatives.filter(it => it.kind !== 'key')
  const finders = places.map(it => rowFinder(it, beside))
  const known = new Map<string, Fitting>()
  const fitting = (values: readonly Value[]): Fitting => {
    const key = values.map(identity).join('\n')
    const found = known.get(key) ?? fittingOf(finders.flatMap(it => it(values)))
    known.set(key, found)
    return found
  }
  const hasRow: KeyBeside['hasRow'] = (value, values) => isAbsent(value) || fitting(values).takes(value)
  return {
    column,
    beside,
    table: first.table.name,
    hasRow,
    fits: (value, values) => hasRow(value, values) || others.some(it => isOfKind(it, value)),
    fitting: values => fitting(values).values,
  }
}

function placeOf(
  program: Program,
  column: Column,
  { table: name, key }: Extract<TypeAlternative, { kind: 'key' }>,
): readonly Place[] {
  const table = program.tables.get(name)
  const own = table?.keys.findIndex(it => it.name === key) ?? -1
  if (table === undefined || own < 0) return []
  const others = table.keys.flatMap(({ name: other }, index): readonly (readonly [number, Column])[] => {
    const input = program.columns.get(`${column.level}.${other}`)
    return index === own || input?.content.kind !== 'input' ? [] : [[index, input]]
  })
  return [{ table, own, others: new Map(others) }]
}

/** Finds the keys of the rows that have the values beside them. */
function rowFinder(
  { table: { rows }, own, others }: Place,
  beside: readonly Column[],
): (values: readonly Value[]) => readonly KeyPattern[] {
  const keys = [...others].map(([key, column]) => ({ key, value: beside.indexOf(column) }))
  const constant = keys.find(it => rows.every(row => isConstant(row.keys[it.key])))
  const shelves = constant && shelvesOf(rows, constant.key)
  return values => {
    const first = constant && values[constant.value]
    const isKnown = first !== undefined && !isAbsent(first)
    const candidates = isKnown ? (shelves?.get(identity(first)) ?? []) : rows
    const found = candidates.filter(row =>
      keys.every(it => {
        const [pattern, value] = [row.keys[it.key], values[it.value]]
        return pattern === undefined || value === undefined || isAbsent(value) || takes(pattern, value)
      }),
    )
    return found.flatMap(it => it.keys[own] ?? [])
  }
}

/** The rows of each constant of a key, in their order. */
function shelvesOf(
  rows: readonly ProgramTableRow[],
  key: number,
): ReadonlyMap<string, readonly ProgramTableRow[]> {
  const shelves = new Map<string, ProgramTableRow[]>()
  for (const row of rows) {
    const pattern = row.keys[key]
    for (const constant of pattern === undefined ? [] : valuesIn(pattern).map(identity)) {
      const shelf = shelves.get(constant)
      if (shelf === undefined) shelves.set(constant, [row])
      else shelf.push(row)
    }
  }
  return shelves
}

/** What some keys of a table take. */
interface Fitting {
  readonly values: readonly Present[]
  takes(value: Value): boolean
}

function fittingOf(patterns: readonly KeyPattern[]): Fitting {
  const values = patterns.flatMap(valuesIn)
  const constants = new Set(values.map(identity))
  const others = patterns.filter(it => !isConstant(it))
  return { values, takes: it => constants.has(identity(it)) || others.some(other => takes(other, it)) }
}

const isConstant = (pattern: KeyPattern | undefined): boolean =>
  pattern?.kind === 'equals' || pattern?.kind === 'codes'

/** A text that two values share when they are the same. */
const identity = (value: Value): string =>
  `${value.kind} ${value.kind === 'code' ? value.list : ''} ${textOfValue(value)}`

/** Whether a value can be meant by an alternative of a type that is no key. */
const isOfKind = (alternative: TypeAlternative, value: Value): boolean =>
  alternative.kind === 'code'
    ? value.kind === 'code' && value.list === alternative.list
    : value.kind === alternative.kind

const valuesIn = (pattern: KeyPattern): readonly Present[] => {
  if (pattern.kind === 'equals') return isAbsent(pattern.value) ? [] : [pattern.value]
  return pattern.kind === 'codes' ? pattern.codes.map(it => code(pattern.list, it)) : []
}
