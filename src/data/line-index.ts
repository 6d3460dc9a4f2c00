/**
 * Knows the line in the file on which each row starts. Lines run along with rows except where a cell
 * holds a line break or a line is left out, so only those places take memory.
 */
export class LineIndex {
  readonly #rows: number[] = []
  readonly #shifts: number[] = []

  add(row: number, line: number): void {
    const shift = line - row
    if (this.#shifts.at(-1) === shift) return
    this.#rows.push(row)
    this.#shifts.push(shift)
  }

  /** So many rows from `first` on, each of which starts on a line of its own. */
  addRun(first: number, count: number, lineOf: (row: number) => number): void {
    if (count === 0) return
    const last = first + count - 1
    const isEven = lineOf(last) - lineOf(first) === last - first
    for (let row = first; row < (isEven ? first + 1 : first + count); row += 1) this.add(row, lineOf(row))
  }

  lineOf(row: number): number {
    let low = 0
    let high = this.#rows.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#rows[middle] ?? 0) <= row) low = middle
      else high = middle - 1
    }
    return row + (this.#shifts[low] ?? 0)
  }
}
