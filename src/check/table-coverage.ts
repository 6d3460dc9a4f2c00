/**
 * Whether a table has a row for every key its types allow. A complete table has to have one for each
 * code, and for each number where the numbers have two ends; where they have not it is only found out,
 * because a table with a row for every key never gives an absence for want of one.
 * spec: tables/completeness
 */
import type { KeyPattern, ProgramTable, ProgramTableRow, TypeAlternative } from '../model/program.ts'
import type { Table } from '../model/ruleset.ts'
import { identityKey } from '../value/identity-key.ts'
import { type CodeValue, NO, YES, type YesNoValue } from '../value/value.ts'
import type { Environment } from './environment.ts'
import { firstGap, type NumberAlternative } from './number-gap.ts'
import { rangeOf } from './table-overlap.ts'

/** How many rows are laid against a key before a table is given up: hostile tables must come to an end too. */
const MOST_COMPARISONS = 1_000_000

type Shape = Pick<ProgramTable, 'keys' | 'rows' | 'line'>

/** A value that a key can have, and which rows have it. */
interface ValuePiece {
  readonly kind: 'value'
  readonly text: string
  readonly value: YesNoValue | CodeValue
  readonly meets: (key: KeyPattern) => boolean
}

/** A key's values that rows treat alike: a code, yes, no; or all numbers of an alternative; or what has no end. */
type Piece =
  | ValuePiece
  | { readonly kind: 'numbers'; readonly text: string; readonly alternative: NumberAlternative }
  | { readonly kind: 'endless'; readonly text: string }

export function checkCoverage(
  env: Pick<Environment, 'lists' | 'reporter'>,
  table: Table,
  shape: Shape,
): { readonly isWhole: boolean } {
  const places = shape.keys.map((_, index) => index).filter(it => it !== shape.line?.along)
  const pieces = places.map(
    it => shape.keys[it]?.type.alternatives.flatMap(type => piecesOf(env, type)) ?? [],
  )
  if (pieces.some(it => it.length === 0)) return { isWhole: false }
  const search: Search = { pieces, places, left: MOST_COMPARISONS }
  const gaps = gapsIn(search, shape.rows)
  const demanded = gaps.filter(it => it.isDemanded).map(it => it.text)
  if (demanded.length > 0) env.reporter.report('check/table-incomplete', table.at, lackingOf(table, demanded))
  else if (search.left < 0) env.reporter.report('check/table-too-wide', table.at, { table: table.name })
  return { isWhole: gaps.length === 0 && search.left >= 0 }
}

function lackingOf(table: Table, demanded: readonly string[]) {
  const more = demanded.length > 3 ? ` and ${demanded.length - 3} more` : ''
  const named = demanded.slice(0, 3).map(it => `\`${it}\``)
  return { table: table.name, lacking: named.join(', ') + more }
}

interface Gap {
  readonly text: string
  /** Whether a complete table has to fill it. */
  readonly isDemanded: boolean
}

interface Search {
  /** What each key looked at can be. */
  readonly pieces: readonly (readonly Piece[])[]
  /** Which keys of the table these are. */
  readonly places: readonly number[]
  /** How many comparisons are left; below zero the search was given up. */
  left: number
}

/** Goes through the keys one by one, keeping the rows that can still match. */
function gapsIn(
  search: Search,
  rows: readonly ProgramTableRow[],
  before: readonly string[] = [],
): readonly Gap[] {
  search.left -= rows.length
  if (search.left < 0) return []
  if (rows.length === 0) return [{ text: before.join(', '), isDemanded: true }]
  const rest = search.places.slice(before.length)
  const isAnswered = (row: ProgramTableRow) => rest.every(it => row.keys[it]?.kind === 'any')
  if (rows.some(isAnswered)) return []
  const [place = 0] = rest
  const matching = rowsByValue(rows, place)
  return (search.pieces[before.length] ?? []).flatMap(piece => {
    const path = [...before, piece.text]
    if (piece.kind === 'value') return gapsIn(search, matching(piece), path)
    const near = rows.filter(it => couldMeet(piece, it.keys[place]))
    const inside = rest.length === 1 ? [] : gapsIn(search, near, path)
    return [...gapsAlong(piece, near, place, before), ...inside]
  })
}

const keyOf = (key: KeyPattern | undefined): string => (key?.kind === 'equals' ? identityKey(key.value) : '')

/** The rows that can match a value: those with it for a key are found at once, the others are asked. */
function rowsByValue(rows: readonly ProgramTableRow[], place: number) {
  const { yes: exact = [], no: others = [] } = Object.groupBy(rows, it =>
    it.keys[place]?.kind === 'equals' ? 'yes' : 'no',
  )
  const byValue = Map.groupBy(exact, it => keyOf(it.keys[place]))
  return (piece: ValuePiece): readonly ProgramTableRow[] => [
    ...(byValue.get(identityKey(piece.value)) ?? []),
    ...others.filter(it => piece.meets(it.keys[place] ?? { kind: 'any' })),
  ]
}

const couldMeet = (piece: Piece, key: KeyPattern | undefined): boolean => {
  if (key === undefined || key.kind === 'any') return true
  const isNumeric = key.kind === 'range' || (key.kind === 'equals' && key.value.kind === 'number')
  return piece.kind === 'numbers' ? isNumeric : key.kind === 'equals' && !isNumeric
}

function gapsAlong(
  piece: Piece,
  rows: readonly ProgramTableRow[],
  place: number,
  before: readonly string[],
): readonly Gap[] {
  if (rows.some(it => it.keys[place]?.kind === 'any')) return []
  if (piece.kind !== 'numbers')
    return [{ text: [...before, piece.text].join(', '), isDemanded: rows.length === 0 }]
  const { alternative } = piece
  const gap = firstGap(
    rows.map(it => rangeOf(it.keys[place])),
    alternative,
  )
  if (gap === undefined) return []
  const isBounded = alternative.from !== undefined && alternative.to !== undefined
  return [{ text: [...before, gap].join(', '), isDemanded: isBounded || rows.length === 0 }]
}

function piecesOf({ lists }: Pick<Environment, 'lists'>, alternative: TypeAlternative): readonly Piece[] {
  if (alternative.kind === 'number') return [{ kind: 'numbers', text: 'a number', alternative }]
  if (alternative.kind === 'yes/no') return [valuePiece(YES, 'yes'), valuePiece(NO, 'no')]
  if (alternative.kind !== 'code') return [{ kind: 'endless', text: `another ${alternative.kind}` }]
  const { list, only } = alternative
  return (only ?? lists.get(list)?.codes ?? []).map(code => valuePiece({ kind: 'code', list, code }, code))
}

/** Rows with the very value are found by it; those of all or of some codes have to be asked. */
const valuePiece = (value: YesNoValue | CodeValue, text: string): ValuePiece => ({
  kind: 'value',
  text,
  value,
  meets: key =>
    key.kind === 'any' ||
    (key.kind === 'codes' &&
      value.kind === 'code' &&
      key.list === value.list &&
      key.codes.includes(value.code)),
})
