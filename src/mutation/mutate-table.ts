/** Mistakes in tables: a row left out, what two neighbours give swapped, a bound moved, the fallback left out. */
import type { Bound, KeyPattern, ProgramTable, ProgramTableRow } from '../model/program.ts'
import { type Span, textOf } from '../source/source.ts'
import { type add, equal, exactFromDigits, exactFromRatio, subtract, toDecimal } from '../value/exact.ts'
import { sameValue } from '../value/same-value.ts'
import { oneLine, spanBetween } from './change.ts'
import type { MutationKind } from './mutant.ts'

export interface TableChange {
  readonly kind: MutationKind
  readonly at: Span
  readonly before: string
  readonly after: string
  readonly sites: readonly object[]
  table(): ProgramTable
}

/** Tables of a level have no rows of their own. */
export function tableChanges(table: ProgramTable): readonly TableChange[] {
  if (table.level !== undefined) return []
  const written = writtenRows(table)
  return [
    ...written.map(it => dropped(table, it)),
    ...written.flatMap((it, index) => swapped(table, it, written[index + 1])),
    ...table.keys.flatMap((_, key) => (key === table.line?.along ? [] : movedBounds(table, key))),
    ...withoutFallback(table),
  ]
}

/** A row as written may have become several. */
type Written = readonly [ProgramTableRow, ...ProgramTableRow[]]

function writtenRows({ rows }: ProgramTable): readonly Written[] {
  const found: [ProgramTableRow, ...ProgramTableRow[]][] = []
  for (const row of rows) {
    const last = found.at(-1)
    if (last !== undefined && last[0].at.source === row.at.source && last[0].at.start === row.at.start)
      last.push(row)
    else found.push([row])
  }
  return found
}

function dropped(table: ProgramTable, written: Written): TableChange {
  const { at } = written[0]
  return {
    ...{ kind: 'table row', at, before: oneLine(textOf(at)), after: '', sites: written },
    table: () => ({ ...table, rows: table.rows.filter(it => !written.includes(it)) }),
  }
}

function swapped(table: ProgramTable, one: Written, other: Written | undefined): readonly TableChange[] {
  if (other === undefined) return []
  const [first, second] = [one[0].values, other[0].values]
  if (first.every((it, index) => second[index] !== undefined && sameValue(it, second[index]))) return []
  const [before, after] = [oneLine(textOf(one[0].at)), oneLine(textOf(other[0].at))]
  return [
    {
      kind: 'table rows swapped',
      at: spanBetween(one[0], other[0]),
      before: `${before} | ${after}`,
      after: 'what they give, swapped',
      sites: [...one, ...other],
      table: () => ({
        ...table,
        rows: table.rows.map(it => {
          if (one.includes(it)) return { ...it, values: second }
          return other.includes(it) ? { ...it, values: first } : it
        }),
      }),
    },
  ]
}

// --- bounds --------------------------------------------------------------------------------------

/** Where one range ends and the next begins there is one bound, in both. */
function movedBounds(table: ProgramTable, key: number): readonly TableChange[] {
  const bounds = new Map<string, { readonly bound: Bound; readonly row: ProgramTableRow }>()
  for (const row of table.rows) {
    const pattern = row.keys[key]
    if (pattern?.kind !== 'range') continue
    for (const bound of [pattern.from, pattern.to])
      if (bound !== undefined) bounds.set(toDecimal(bound.value), { bound, row })
  }
  return [...bounds].flatMap(([text, { bound, row }]) => {
    const step = stepOf(text)
    const change = (after: string, move: (it: Bound) => Bound): TableChange => ({
      ...{ kind: 'table bound', at: row.at, before: text, after, sites: [table] },
      table: () => ({ ...table, rows: table.rows.map(it => withBound(it, key, bound, move)) }),
    })
    const shifted =
      (by: typeof add): ((it: Bound) => Bound) =>
      it => ({ ...it, value: by(it.value, step) })
    return [
      change(`${text} on the other side`, it => ({ ...it, inclusive: !it.inclusive })),
      change(toDecimal(subtract(bound.value, step)), shifted(subtract)),
    ]
  })
}

function withBound(
  row: ProgramTableRow,
  key: number,
  bound: Bound,
  move: (it: Bound) => Bound,
): ProgramTableRow {
  const pattern = row.keys[key]
  if (pattern?.kind !== 'range') return row
  const ends = (['from', 'to'] as const).filter(
    it => pattern[it] !== undefined && equal(pattern[it].value, bound.value),
  )
  if (ends.length === 0) return row
  const moved = Object.fromEntries(ends.map(it => [it, move(pattern[it] ?? bound)]))
  const changed: KeyPattern = { ...pattern, ...moved }
  return { ...row, keys: row.keys.with(key, changed) }
}

/** One in the last digit that is written. */
function stepOf(text: string) {
  const places = text.split('.')[1]?.length ?? 0
  return exactFromDigits(places === 0 ? '1' : `0.${'1'.padStart(places, '0')}`) ?? exactFromRatio(1)
}

function withoutFallback(table: ProgramTable): readonly TableChange[] {
  const { otherwise, ...rest } = table
  if (otherwise === undefined) return []
  return [
    {
      kind: 'otherwise',
      at: otherwise.at,
      before: oneLine(textOf(otherwise.at)),
      after: '',
      sites: [otherwise],
      table: () => rest,
    },
  ]
}
