/** Pads the cells of rows, and the keys of entries, so that they stand in columns. */

/** A column wider than this is not padded, nor are those after it. */
const WIDEST_CELL = 48
/** Keys whose lengths differ more than this are not padded. */
const WIDEST_KEY_GAP = 24

/** Rows of cells as texts in brackets. The last cell of a row is never padded. */
export function alignRows(rows: readonly (readonly string[])[]): readonly string[] {
  const count = Math.max(0, ...rows.map(it => it.length))
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(0, ...rows.filter(it => column < it.length - 1).map(it => it[column]?.length ?? 0)),
  )
  const tooWide = widths.findIndex(it => it > WIDEST_CELL)
  const padded = tooWide < 0 ? widths : widths.slice(0, tooWide)
  return rows.map(cells => {
    const texts = cells.map((cell, index) =>
      index === cells.length - 1 ? cell : `${cell},`.padEnd((padded[index] ?? 0) + 1),
    )
    return `[${texts.join(' ')}]`
  })
}

/** How wide the keys of neighbouring entries are to be; 0 where their lengths differ too much. */
export function keyWidth(keys: readonly string[]): number {
  const lengths = keys.map(it => it.length)
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)]
  return longest - shortest > WIDEST_KEY_GAP ? 0 : longest
}
