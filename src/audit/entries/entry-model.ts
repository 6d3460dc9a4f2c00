/**
 * How a measure of a row is made of the entries below it: which inputs of an entry matter, what formulas
 * over several entries see of one, and what tells entries apart that belong together, such as a code.
 * No model where the measure is not made of entries of one level.
 */
import { readsOf } from '../../check/reads-of.ts'
import { walkCore } from '../../model/core-parts.ts'
import type { Column, ColumnId, Core, Program } from '../../model/program.ts'
import { comparatorsOf, isWithin } from '../comparators.ts'
import { type Use, useOf } from '../input-use.ts'

export interface EntryModel {
  readonly measure: Column
  /** The level whose rows are entries, and its columns that hold the key of the owner. */
  readonly level: string
  readonly link: readonly ColumnId[]
  /** Inputs of an entry behind the measure: those always given, those that may be missing, and its days. */
  readonly required: readonly Column[]
  readonly optional: readonly Column[]
  readonly days: readonly Column[]
  /** Inputs of an entry that are made worse. */
  readonly changed: readonly Column[]
  /** Columns of an entry by itself that formulas over several entries use, and how. */
  readonly seen: readonly Seen[]
  /** What only groups entries, such as a code: which it is matters only where it is compared with a constant. */
  readonly groupedBy: readonly ColumnId[]
  /** Rules of an entry that the owner's rules take in. */
  readonly taken: readonly ColumnId[]
  /** The column that fills places with entries, where there is one. */
  readonly places: readonly Column[]
  /** What owners are compared with. */
  readonly held: readonly ColumnId[]
}
export interface Seen {
  readonly column: ColumnId
  readonly use: Use
}

export type NoEntries = { readonly why: string }

export function entryModelOf(
  program: Program,
  measure: Column,
  isChanged: (input: ColumnId) => boolean,
): EntryModel | NoEntries {
  const owner = program.levels.get(measure.level)
  if (owner === undefined || owner.groups !== undefined || owner.key.length === 0)
    return { why: 'it is made of groups' }
  const behind = columnsBehind(program, measure)
  const level = entryLevel(program, behind, measure.level, isChanged)
  if (level === undefined) return { why: 'it is not made of entries' }
  const link = program.levels.get(level)?.belongs.get(measure.level)
  if (link === undefined) return { why: 'its entries belong to it by way of others' }
  const keys = new Set([...(program.levels.get(level)?.key ?? []), ...link])
  const here = behind.filter(it => it.level === level)
  const inputs = here.filter(it => it.content.kind === 'input' && !keys.has(it.id))
  const { required = [], optional = [], days = [] } = Object.groupBy(inputs, sortOf)
  const alone = byItself(program, here)
  const over = behind.filter(it => it.content.kind === 'rule' && !alone.has(it.id))
  const formulas = over.flatMap(it => formulasOf(it))
  const grouped = new Set(
    [...program.levels.values()].flatMap(it => (it.groups?.level === level ? it.key : [])),
  )
  const read = new Set([...columnsIn(formulas), ...grouped])
  const seen = here
    .filter(it => read.has(it.id) && !keys.has(it.id) && alone.has(it.id))
    .map(it => ({ column: it.id, use: useOf(it.id, formulas) }))
  const groupedBy = seen.filter(it => grouped.has(it.column)).map(it => it.column)
  const owned = new Set(columnsIn(over.filter(it => it.level === measure.level).flatMap(formulasOf)))
  return {
    measure,
    level,
    link,
    required,
    optional,
    days,
    changed: inputs.filter(it => isChanged(it.id)),
    seen,
    groupedBy,
    taken: here.filter(it => it.content.kind === 'rule' && owned.has(it.id)).map(it => it.id),
    places: behind.filter(it => it.level === measure.level && hasSlots(it)),
    held: comparatorsOf(program, measure),
  }
}

function columnsBehind(program: Program, measure: Column): readonly Column[] {
  const seen = new Map<ColumnId, Column>()
  const pending = [measure.id]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const column = program.columns.get(id)
    if (column === undefined || seen.has(id)) continue
    if (column.content.kind === 'rule' && !isWithin(program, column.level, measure.level)) continue
    seen.set(id, column)
    for (const isPublished of [false, true])
      pending.push(...readsOf(program, { column: id, isPublished }).map(it => it.column))
  }
  return [...program.columns.values()].filter(it => seen.has(it.id))
}

/** The level below whose inputs are made worse; any level below where none are. */
function entryLevel(
  program: Program,
  behind: readonly Column[],
  owner: string,
  isChanged: (input: ColumnId) => boolean,
): string | undefined {
  const isEntry = ({ level, content }: Column) =>
    content.kind === 'input' &&
    level !== owner &&
    program.levels.get(level)?.groups === undefined &&
    isWithin(program, level, owner)
  const entries = behind.filter(isEntry)
  return (entries.find(it => isChanged(it.id)) ?? entries[0])?.level
}

function sortOf({ type, content }: Column): 'required' | 'optional' | 'days' {
  if (type.alternatives.every(it => it.kind === 'date')) return 'days'
  const isOptional = content.kind === 'input' && content.mayBeMissing && content.default === undefined
  return isOptional ? 'optional' : 'required'
}

/** Columns of a level that depend on nothing but the row. */
function byItself(program: Program, here: readonly Column[]): ReadonlySet<ColumnId> {
  const alone = new Set(here.filter(it => it.content.kind === 'input').map(it => it.id))
  const ids = new Set(here.map(it => it.id))
  for (const id of program.order) {
    const column = program.columns.get(id)
    if (column?.content.kind !== 'rule' || !ids.has(id)) continue
    if (formulasOf(column).every(it => isAlone(program, it, alone))) alone.add(id)
  }
  return alone
}

function isAlone(program: Program, formula: Core, alone: ReadonlySet<ColumnId>): boolean {
  let is = true
  walkCore(formula, it => {
    if (it.kind === 'Table') is &&= program.tables.get(it.table)?.level === undefined
    else if (it.kind === 'Column') is &&= alone.has(it.column)
    else is &&= !('column' in it) && it.kind !== 'AggregateRows' && it.kind !== 'Slots'
  })
  return is
}

const formulasOf = ({ content }: Column): readonly Core[] =>
  content.kind === 'rule' ? [content.is, ...(content.show?.instead ?? []).map(it => it.when)] : []

function columnsIn(formulas: readonly Core[]): readonly ColumnId[] {
  const found = new Set<ColumnId>()
  for (const formula of formulas)
    walkCore(formula, it => {
      if ('column' in it) found.add(it.column)
    })
  return [...found]
}

const hasSlots = ({ content }: Column): boolean => content.kind === 'rule' && content.is.kind === 'Slots'
