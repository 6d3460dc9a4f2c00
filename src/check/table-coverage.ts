/**
 * Whether a table has a row for every key its types allow. A complete table has to have one for each
 * code, and for each number where the numbers have two ends; where they have not it is only found out,
 * because a table with a row for every key never gives an absence for want of one.
 * spec: tables/completeness
 */
import type { KeyPattern, ProgramTable, ProgramTableRow, TypeAlternative } from '../model/program.ts'
import type { Table } from '../model/ruleset.ts'
import type { Environment } from './environment.ts'
import { firstGap, type NumberAlternative } from './number-gap.ts'
import { rangeOf } from './table-overlap.ts'

/** A table with more combinations of keys than this is not looked through. */
const MOST_COMBINATIONS = 20_000

type Shape = Pick<ProgramTable, 'keys' | 'rows' | 'line'>

/** A key's values that rows treat alike: a code, yes, no; or all numbers of an alternative; or what has no end. */
type Piece =
  | { readonly kind: 'value'; readonly text: string; readonly meets: (key: KeyPattern) => boolean }
  | { readonly kind: 'numbers'; readonly text: string; readonly alternative: NumberAlternative }
  | { readonly kind: 'endless'; readonly text: string }

export function checkCoverage(env: Environment, table: Table, shape: Shape): { readonly isWhole: boolean } {
  const pieces = shape.keys.map((key, index) =>
    key.type.alternatives.flatMap(it => (index === shape.line?.along ? [] : piecesOf(env, it))),
  )
  const looked = pieces.filter((_, index) => index !== shape.line?.along)
  const count = looked.reduce((product, it) => product * it.length, 1)
  if (count > MOST_COMBINATIONS || looked.some(it => it.length === 0)) return { isWhole: false }
  const places = shape.keys.map((_, index) => index).filter(it => it !== shape.line?.along)
  const gaps = gapsIn(shape.rows, looked, places)
  const demanded = gaps.filter(it => it.isDemanded).map(it => it.text)
  if (demanded.length > 0) {
    const more = demanded.length > 3 ? ` and ${demanded.length - 3} more` : ''
    const lacking =
      demanded
        .slice(0, 3)
        .map(it => `\`${it}\``)
        .join(', ') + more
    env.reporter.report('check/table-incomplete', table.at, { table: table.name, lacking })
  }
  return { isWhole: gaps.length === 0 }
}

interface Gap {
  readonly text: string
  /** Whether a complete table has to fill it. */
  readonly isDemanded: boolean
}

/** Goes through the keys one by one, keeping the rows that can still match. */
function gapsIn(
  rows: readonly ProgramTableRow[],
  pieces: readonly (readonly Piece[])[],
  places: readonly number[],
  before: readonly string[] = [],
): readonly Gap[] {
  const [here, ...rest] = pieces
  const [place = 0, ...further] = places
  if (rows.length === 0) return [{ text: before.join(', '), isDemanded: true }]
  if (here === undefined) return []
  return here.flatMap(piece => {
    const path = [...before, piece.text]
    if (piece.kind === 'value') {
      const matching = rows.filter(it => piece.meets(it.keys[place] ?? { kind: 'any' }))
      return gapsIn(matching, rest, further, path)
    }
    const matching = rows.filter(it => couldMeet(piece, it.keys[place]))
    const inside = rest.length === 0 ? [] : gapsIn(matching, rest, further, path)
    return [...gapsAlong(piece, matching, place, before), ...inside]
  })
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

function piecesOf({ lists }: Environment, alternative: TypeAlternative): readonly Piece[] {
  if (alternative.kind === 'number') return [{ kind: 'numbers', text: 'a number', alternative }]
  if (alternative.kind === 'yes/no') {
    return [true, false].map(yes => ({
      kind: 'value',
      text: yes ? 'yes' : 'no',
      meets: key =>
        key.kind === 'any' || (key.kind === 'equals' && key.value.kind === 'yes/no' && key.value.yes === yes),
    }))
  }
  if (alternative.kind !== 'code') return [{ kind: 'endless', text: `another ${alternative.kind}` }]
  const { list, only } = alternative
  return (only ?? lists.get(list)?.codes ?? []).map(code => ({
    kind: 'value',
    text: code,
    meets: key => holdsCode(key, list, code),
  }))
}

function holdsCode(key: KeyPattern, list: string, code: string): boolean {
  if (key.kind === 'any') return true
  if (key.kind === 'codes') return key.list === list && key.codes.includes(code)
  return (
    key.kind === 'equals' && key.value.kind === 'code' && key.value.list === list && key.value.code === code
  )
}
