/** Which rows belong to which: the row above each row, and the rows below each as a run of row numbers. */

/** For each row of a level the row it belongs to on another, or `-1 - state` of the absence that says why there is none. */
export type RowsAbove = Int32Array

/** The rows of each owner: those at `offsets[owner]` up to `offsets[owner + 1]`. */
export interface RowsBelow {
  readonly offsets: Uint32Array
  /** Undefined where the rows lie in the order of their owners already. */
  readonly rows: Uint32Array | undefined
}

const known = new WeakMap<RowsAbove, RowsBelow>()

export function rowsBelow(above: RowsAbove, owners: number): RowsBelow {
  const before = known.get(above)
  if (before !== undefined) return before
  const offsets = new Uint32Array(owners + 1)
  let isInOrder = true
  let last = 0
  for (let row = 0; row < above.length; row += 1) {
    const owner = above[row] as number
    if (owner < last) isInOrder = false
    else last = owner
    if (owner >= 0) offsets[owner + 1] = (offsets[owner + 1] as number) + 1
  }
  for (let owner = 0; owner < owners; owner += 1)
    offsets[owner + 1] = (offsets[owner + 1] as number) + (offsets[owner] as number)
  const found = { offsets, rows: isInOrder ? undefined : sortedRows(above, offsets) }
  known.set(above, found)
  return found
}

const ordered = new WeakMap<RowsAbove, boolean>()

/** Whether the rows lie in the order of their owners; it takes no long look to see that they do not. */
export function isInOrder(above: RowsAbove): boolean {
  const before = ordered.get(above)
  if (before !== undefined) return before
  let last = 0
  let row = 0
  for (; row < above.length && (above[row] as number) >= last; row += 1) last = above[row] as number
  ordered.set(above, row === above.length)
  return row === above.length
}

function sortedRows(above: RowsAbove, offsets: Uint32Array): Uint32Array {
  const next = offsets.slice()
  const rows = new Uint32Array(offsets[offsets.length - 1] ?? 0)
  for (let row = 0; row < above.length; row += 1) {
    const owner = above[row] as number
    if (owner < 0) continue
    const place = next[owner] as number
    rows[place] = row
    next[owner] = place + 1
  }
  return rows
}

/** The numbers of the rows below an owner. */
export function rowsOf({ offsets, rows }: RowsBelow, owner: number): readonly number[] {
  const [from, to] = [offsets[owner] ?? 0, offsets[owner + 1] ?? 0]
  return Array.from({ length: to - from }, (_, index) =>
    rows === undefined ? from + index : (rows[from + index] as number),
  )
}

/** The way from a level over another to a third. */
export function followed(first: RowsAbove, second: RowsAbove): RowsAbove {
  const found = new Int32Array(first.length)
  for (let row = 0; row < first.length; row += 1) {
    const middle = first[row] as number
    found[row] = middle < 0 ? middle : (second[middle] as number)
  }
  return found
}
