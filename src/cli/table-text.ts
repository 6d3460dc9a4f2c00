/** Lines of text cells as a table: columns as wide as their widest cell, the last one broken into lines. */

/** What a cell takes on the screen: colours take nothing. */
export const widthOf = (text: string): number => [...plain(text)].length

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is how colours are written
const plain = (text: string): string => text.replaceAll(/\u001b\[\d+m/g, '')

export interface TableOptions {
  /** Columns of numbers, which are set to the right; counted from 0. */
  readonly right?: ReadonlySet<number>
  readonly indent?: string
}

/** The last cell of a row that is too long goes on below itself. */
export function tableText(
  rows: readonly (readonly string[])[],
  width: number,
  { right = new Set(), indent = '' }: TableOptions = {},
): string {
  const count = Math.max(0, ...rows.map(it => it.length))
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(0, ...rows.map(it => widthOf(it[column] ?? ''))),
  )
  const before = widths.slice(0, -1).reduce((sum, it) => sum + it + GAP.length, indent.length)
  const room = Math.max(LEAST_ROOM, width - before)
  const lines = rows.flatMap(row => {
    const cells = widths.slice(0, -1).map((it, column) => pad(row[column] ?? '', it, right.has(column)))
    const last = row[count - 1] ?? ''
    const [first = '', ...rest] = right.has(count - 1)
      ? [pad(last, widths.at(-1) ?? 0, true)]
      : broken(last, room)
    return [indent + [...cells, first].join(GAP), ...rest.map(it => ' '.repeat(before) + it)]
  })
  return lines.map(it => `${it.trimEnd()}\n`).join('')
}

const GAP = '  '
/** Narrower than this, breaking lines would make them harder to read. */
const LEAST_ROOM = 24

const pad = (cell: string, width: number, isRight: boolean): string => {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(cell)))
  return isRight ? blanks + cell : cell + blanks
}

/** Lines of at most so many columns, broken between words; a longer word stands alone. */
export function broken(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}
