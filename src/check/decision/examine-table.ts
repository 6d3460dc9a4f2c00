/**
 * What is true of one instance of a decision table, by subtracting boxes: inputs that no row decides,
 * rows that none reach, rows that overlap, and missing inputs that are looked at before being decided.
 * Says nothing in words and knows nothing of the table's other instances.
 */
import type { CoreDecide, CoreDecisionRow } from '../../model/program.ts'
import { type Box, contains, intersect, isEmpty, subtractFromAll } from './box.ts'
import { shapeOf } from './constant.ts'
import type { DecisionContext } from './domain.ts'
import { type Grid, type GridRow, gridOf } from './grid.ts'
import { type ImpossibleCell, impossibleCells } from './impossible-cell.ts'
import { type Sample, sampleOf } from './sample.ts'

/** Rows are named by their position as written, columns by their position in the table, both from 0. */
export interface TableFindings {
  readonly gaps: readonly Sample[]
  readonly overlaps: readonly { readonly row: number; readonly earlier: number; readonly sample: Sample }[]
  readonly rows: ReadonlyMap<number, RowFinding>
  readonly undecided: readonly Undecided[]
  readonly impossible: readonly ImpossibleCell[]
  /** Rows whose cells are those of an earlier one, with that one. */
  readonly duplicates: ReadonlyMap<number, number>
  /** False where the rows divide the inputs into too many cases: then gaps and more could be found. */
  readonly isComplete: boolean
}

/** `empty`: its cells hold nothing of what the columns can be. */
export type RowFinding =
  | { readonly kind: 'alive' | 'empty' }
  | {
      readonly kind: 'dead'
      /** The first row that takes all of this one's inputs by itself. */
      readonly shadowedBy: number | undefined
      /** Every earlier row that takes some of them. */
      readonly takenBy: readonly number[]
    }

/** A missing input that the row looks at before any row has decided it. */
export interface Undecided {
  readonly row: number
  readonly column: number
  readonly sample: Sample
}

/** So many boxes are kept at a time; a table that needs more is analysed only as far as that goes. */
const BOX_LIMIT = 20_000

/** Gaps beyond these get no sample. */
const SAMPLED_GAPS = 100

export function examineTable(decide: CoreDecide, context: DecisionContext): TableFindings {
  const grid = gridOf(decide, context)
  if (grid === undefined) return { ...NOTHING_KNOWN, isComplete: false }
  if (isEmpty(grid.full)) return NOTHING_KNOWN
  return {
    ...(decide.policy === 'first' ? examineFirst(grid) : examineUnique(grid)),
    impossible: impossibleCells(grid, context.codesOf),
    duplicates: duplicatesOf(decide.rows),
  }
}

type Reached = Omit<TableFindings, 'impossible' | 'duplicates'>

function duplicatesOf(rows: readonly CoreDecisionRow[]): ReadonlyMap<number, number> {
  const firsts = new Map<string, number>()
  const duplicates = new Map<number, number>()
  for (const { cells, index } of rows) {
    const shape = shapeOf(cells)
    const first = firsts.get(shape)
    if (first === undefined) firsts.set(shape, index)
    else duplicates.set(index, first)
  }
  return duplicates
}

/** A column whose type is not known, because of an error elsewhere, has no values. */
const NOTHING_KNOWN: TableFindings = {
  gaps: [],
  overlaps: [],
  rows: new Map(),
  undecided: [],
  impossible: [],
  duplicates: new Map(),
  isComplete: true,
}

function examineFirst(grid: Grid): Reached {
  const rows = new Map<number, RowFinding>()
  const undecided: Undecided[] = []
  let rest: readonly Box[] | undefined = [grid.full]
  for (const [position, row] of grid.rows.entries()) {
    rows.set(row.row.index, reachOf(row, rest, grid.rows.slice(0, position)))
    if (rest === undefined) continue
    undecided.push(...undecidedIn(grid, row, rest))
    rest = subtractFromAll(rest, row.possible, BOX_LIMIT)
  }
  const isComplete = rest !== undefined
  return { gaps: samplesOf(grid, rest ?? []), overlaps: [], rows, undecided, isComplete }
}

function examineUnique(grid: Grid): Reached {
  const unmatched = subtractRows(grid, it => it.matches)
  const unexplained = subtractRows(grid, it => it.possible)
  const rows = new Map(
    grid.rows.map(it => [it.row.index, { kind: isEmpty(it.matches) ? 'empty' : 'alive' } as const]),
  )
  return {
    gaps: samplesOf(grid, unexplained ?? []),
    overlaps: overlapsOf(grid),
    rows,
    undecided: grid.rows.flatMap(it => undecidedIn(grid, it, unmatched ?? [])),
    isComplete: unmatched !== undefined && unexplained !== undefined,
  }
}

const subtractRows = (grid: Grid, boxOf: (row: GridRow) => Box): readonly Box[] | undefined =>
  grid.rows.reduce<readonly Box[] | undefined>(
    (rest, row) => (rest === undefined ? rest : subtractFromAll(rest, boxOf(row), BOX_LIMIT)),
    [grid.full],
  )

const samplesOf = (grid: Grid, boxes: readonly Box[]): readonly Sample[] =>
  boxes.slice(0, SAMPLED_GAPS).map(it => sampleOf(grid, it))

/** Where what is left is not known, only a row that takes everything by itself shows that one is dead. */
function reachOf(row: GridRow, rest: readonly Box[] | undefined, earlier: readonly GridRow[]): RowFinding {
  if (isEmpty(row.matches)) return { kind: 'empty' }
  const isShadowed = rest !== undefined || earlier.some(it => contains(it.matches, row.matches))
  if (!isShadowed || firstShared(rest ?? [], row.matches) !== undefined) return { kind: 'alive' }
  const takers = earlier.filter(it => intersect(it.possible, row.matches) !== undefined)
  const shadow = takers.find(it => contains(it.matches, row.matches))
  return { kind: 'dead', shadowedBy: shadow?.row.index, takenBy: takers.map(it => it.row.index) }
}

/** For each column, inputs among the rest that are missing there and that the row neither matches nor rules out. */
const undecidedIn = (grid: Grid, row: GridRow, rest: readonly Box[]): readonly Undecided[] =>
  grid.columns.flatMap((column, position) => {
    const looksAt = (row.possible[position] ?? 0n) & ~(row.matches[position] ?? 0n) & column.missing
    if (looksAt === 0n) return []
    const undecided = row.possible.map((bits, it) => (it === position ? looksAt : bits))
    const found = firstShared(rest, undecided)
    if (found === undefined) return []
    return [{ row: row.row.index, column: column.at[0] ?? 0, sample: sampleOf(grid, found) }]
  })

function firstShared(boxes: readonly Box[], box: Box): Box | undefined {
  for (const it of boxes) {
    const shared = intersect(it, box)
    if (shared !== undefined) return shared
  }
  return undefined
}

/** For each row the first earlier row that matches some of the same inputs. */
const overlapsOf = (grid: Grid): TableFindings['overlaps'] =>
  grid.rows.flatMap((row, position) => {
    const shared = grid.rows
      .slice(0, position)
      .flatMap(earlier => {
        const box = intersect(earlier.matches, row.matches)
        return box === undefined ? [] : [{ earlier: earlier.row.index, sample: sampleOf(grid, box) }]
      })
      .sort((a, b) => a.sample.dependsOn.length - b.sample.dependsOn.length)[0]
    return shared === undefined ? [] : [{ row: row.row.index, ...shared }]
  })
