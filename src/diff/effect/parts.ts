/**
 * The parts in which two programs differ, each of which can be taken from the one or from the other: rows
 * of tables and of decision tables, and whatever else was declared by itself. Both are under the same names.
 */
import type { Column, CoreDecide, ProgramTable } from '../../model/program.ts'
import { type Exact, toDecimal, toExactText } from '../../value/exact.ts'
import { type Change, mayMatter, words } from '../change.ts'
import { matchDecisions, type RowMatch } from '../structure/compare-decisions.ts'
import type { Pair } from '../structure/pair.ts'

export interface Part {
  /** Path of the declared thing that it is a part of. */
  readonly entry: string
  /** `points for B`, `score (entry), row late`, `rule average (team)` */
  readonly name: string
  /** The changes it stands for, in words. */
  readonly says: readonly string[]
}

/** Text that two pieces of a program share when they mean the same. */
export const shape = (value: unknown): string => JSON.stringify(value, withoutWords) ?? ''

const WORDS: ReadonlySet<string> = new Set([
  ...['at', 'cites', 'title', 'note', 'rule', 'id', 'index', 'unit', 'type', 'absences', 'needsColumn'],
])
function withoutWords(key: string, value: unknown): unknown {
  if (WORDS.has(key)) return undefined
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Map) return [...value]
  return isExact(value) ? toExactText(value) : value
}

const isExact = (value: unknown): value is Exact =>
  typeof value === 'object' && value !== null && 'rational' in value && 'roots' in value

/** Numbers the parts and knows what was said of each. */
export class PartList {
  readonly parts: Part[] = []
  readonly #places = new Map<string, number>()
  readonly #changes: readonly Change[]
  readonly #said: ReadonlySet<string>

  constructor(changes: readonly Change[]) {
    this.#changes = changes.filter(mayMatter)
    this.#said = new Set(this.#changes.map(it => it.entry))
  }

  /** The first of the paths of which a change was told, else the first. */
  saidOf(paths: readonly string[]): string {
    return paths.find(it => this.#said.has(it)) ?? paths[0] ?? ''
  }

  whole(entry: string): number {
    return this.#place(entry, nameOfEntry(entry), it => it.entry === entry)
  }

  row(entry: string, name: string): number {
    return this.#place(
      entry,
      name,
      ({ entry: own, text }) => own === entry && [`${name}:`, `${name} is`].some(it => text.startsWith(it)),
    )
  }

  #place(entry: string, name: string, isAbout: (change: Change) => boolean): number {
    const key = `${entry} ${name}`
    const known = this.#places.get(key)
    if (known !== undefined) return known
    this.#places.set(key, this.parts.length)
    this.parts.push({ entry, name, says: this.#changes.filter(isAbout).map(it => it.text) })
    return this.parts.length - 1
  }
}

const NOUN: Readonly<Record<string, string>> = {
  rules: 'rule',
  tables: 'table',
  codes: 'codes',
  dimensions: 'dimension',
  levels: 'level',
  parameters: 'parameter',
  styles: 'style',
}

function nameOfEntry(path: string): string {
  const [section = '', ...rest] = path.split('.')
  const name = words(rest.at(-1) ?? '')
  if (rest[1] === 'inputs') return `input ${name}`
  const of = section === 'rules' ? ` (${words(rest[0] ?? '')})` : ''
  return `${NOUN[section] ?? section} ${name}${of}`
}

/** Several parts: a whole thing, or so many rows of one, or so many changes. */
export function nameOfSeveral(own: readonly Part[], all: readonly Part[]): string {
  const [first, ...others] = new Set(own.map(it => it.entry))
  if (first === undefined || others.length > 0) return `${others.length + 1} other changes`
  const isAll = own.length === all.filter(it => it.entry === first).length
  return isAll ? nameOfEntry(first) : `${own.length} other rows of ${nameOfEntry(first)}`
}

/** A thing of which each half may come from either; `part` undefined where they are the same. */
export interface Choice<T> {
  readonly before?: T
  readonly after?: T
  readonly part?: number
}

export const taken = <T>({ before, after, part }: Choice<T>, chosen: ReadonlySet<number>): T | undefined =>
  part === undefined || chosen.has(part) ? (part === undefined ? (after ?? before) : after) : before

// --- tables ----------------------------------------------------------------------------------------

export interface TableChoice {
  readonly whole: Choice<ProgramTable>
  readonly rows?: readonly Choice<ProgramTable['rows'][number]>[]
}

export function tableChoice(before: ProgramTable, after: ProgramTable, list: PartList): TableChoice {
  const entry = `tables.${after.name}`
  const frame = ({ rows: _, ...rest }: ProgramTable): string =>
    shape({ ...rest, keys: rest.keys.length, gives: rest.gives.length, complete: undefined, name: '' })
  const isFramed = frame(before) === frame(after)
  const isSame = isFramed && shape(before.rows) === shape(after.rows)
  const whole = { before, after, ...(isSame ? {} : isFramed ? {} : { part: list.whole(entry) }) }
  return isSame || !isFramed ? { whole } : { whole, rows: rowChoices(before, after, entry, list) }
}

function rowChoices(before: ProgramTable, after: ProgramTable, entry: string, list: PartList) {
  const [old, now] = [rowsByKey(before), rowsByKey(after)]
  return [...new Set([...now.keys(), ...old.keys()])].map(key => {
    const [was, is] = [old.get(key), now.get(key)]
    const row = is ?? was
    const choice = { ...(was && { before: was }), ...(is && { after: is }) }
    if (row === undefined || (was && is && shape(was.values) === shape(is.values))) return choice
    const keys = row.keys.map(keyText).join(', ')
    return { ...choice, part: list.row(entry, `${words(after.name)} for ${keys}`) }
  })
}

/** Rows of a line may have one key several times: those count off against each other. */
function rowsByKey({ rows }: ProgramTable): ReadonlyMap<string, ProgramTable['rows'][number]> {
  const found = new Map<string, ProgramTable['rows'][number]>()
  for (const row of rows) {
    const key = shape(row.keys)
    let times = 1
    while (found.has(`${key} ${times}`)) times++
    found.set(`${key} ${times}`, row)
  }
  return found
}

function keyText(key: ProgramTable['rows'][number]['keys'][number]): string {
  if (key.kind === 'any') return 'any'
  if (key.kind === 'codes') return key.codes.map(words).join(' or ')
  if (key.kind === 'range') {
    const [from, to] = [key.from, key.to].map(it => (it === undefined ? '' : toDecimal(it.value)))
    return `${from}..${key.to?.inclusive === false ? '<' : ''}${to}`
  }
  const { value } = key
  if (value.kind === 'code') return words(value.code)
  if (value.kind === 'number') return toDecimal(value.number)
  return value.kind === 'text'
    ? value.text
    : value.kind === 'yes/no'
      ? value.yes
        ? 'yes'
        : 'no'
      : value.kind
}

// --- columns ---------------------------------------------------------------------------------------

type DecideRow = CoreDecide['rows'][number]

export interface ColumnChoice {
  readonly whole: Choice<Column>
  /** What the rows look at, in both; and the rows, in the order they are tried. */
  readonly decide?: { readonly on: CoreDecide['on']; readonly rows: readonly Choice<DecideRow>[] }
}

/** `pairs`: what was declared, by path. */
export function columnChoice(
  before: Column,
  after: Column,
  pairs: ReadonlyMap<string, Pair>,
  list: PartList,
): ColumnChoice {
  if (shape(before.content) === shape(after.content)) return { whole: { before, after } }
  const path = pathOfColumn(after)
  const entry = list.saidOf([path, ...after.members.map(it => `dimensions.${it.dimension}`)])
  const pair = entry === path ? pairs.get(path) : undefined
  const decide = pair === undefined ? undefined : decisionChoices(before, after, pair, list)
  if (decide !== undefined) return { whole: { before, after }, decide }
  return { whole: { before, after, part: list.whole(entry) } }
}

export const pathOfColumn = ({ level, name, content }: Column): string =>
  content.kind === 'rule' ? `rules.${level}.${name}` : `levels.${level}.inputs.${name}`

/** Undefined where the rows do not stand side by side: other formulas are looked at, or the order differs. */
function decisionChoices(
  { content: old }: Column,
  { content: now }: Column,
  pair: Pair,
  list: PartList,
): ColumnChoice['decide'] {
  if (old.kind !== 'rule' || now.kind !== 'rule' || shape(old.show) !== shape(now.show)) return undefined
  const [was, is] = [old.is, now.is]
  if (was.kind !== 'Decide' || is.kind !== 'Decide' || was.policy !== is.policy) return undefined
  const more = was.on.filter(it => !is.on.some(other => other.name === it.name))
  const isOther = was.on.some(it => is.on.some(other => other.name === it.name && shape(other) !== shape(it)))
  const matches = matchDecisions(pair)
  if (isOther || (is.policy === 'first' && !isInOrder(matches))) return undefined
  const on = [...is.on, ...more]
  const rows = matches.map(it => rowChoice(it, was, is, on, list.row.bind(list, pathOf(pair))))
  return { on, rows }
}

const pathOf = ({ after: { level, name } }: Pair): string => `rules.${level}.${name}`

const isInOrder = (matches: readonly RowMatch[]): boolean => {
  const old = matches.flatMap(it => it.before ?? [])
  return old.every((it, place) => place === 0 || it > (old[place - 1] ?? -1))
}

function rowChoice(
  { label, before, after }: RowMatch,
  was: CoreDecide,
  is: CoreDecide,
  on: CoreDecide['on'],
  partOf: (name: string) => number,
): Choice<DecideRow> {
  const find = (core: CoreDecide, index: number | undefined): DecideRow | undefined => {
    const row = core.rows.find(it => it.index === index)
    return row && { ...row, cells: on.map(it => row.cells[placeOf(core, it.name)] ?? { kind: 'any' }) }
  }
  const [old, now] = [find(was, before), find(is, after)]
  const choice = { ...(old && { before: old }), ...(now && { after: now }) }
  return shape(old) === shape(now) ? choice : { ...choice, part: partOf(label) }
}

const placeOf = ({ on }: CoreDecide, name: string): number => on.findIndex(it => it.name === name)
