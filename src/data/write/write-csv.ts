/** Writes a level as CSV: the exact values, and beside each published one the characters it is published in. */
import type { Run } from '../../engine/engine.ts'
import { csvCell, plainText } from './csv-cell.ts'
import { writeFile } from './output-file.ts'
import { type ResultColumns, shownHeading, shownText } from './result-columns.ts'

export function writeCsv(path: string, run: Run, level: string, { keys, values }: ResultColumns): void {
  const size = run.levels.get(level)?.size ?? 0
  const headings = [
    ...keys.map(it => it.heading),
    ...values.flatMap(it => (it.show === undefined ? [it.heading] : [it.heading, shownHeading(it.heading)])),
  ]
  writeFile(path, write => {
    write(`${headings.map(csvCell).join(',')}\n`)
    for (let row = 0; row < size; row += 1) {
      const cells = keys.map(it => csvCell(plainText(run.value(it.column.id, row))))
      for (const { column, show } of values) {
        cells.push(csvCell(plainText(run.value(column.id, row))))
        if (show !== undefined) cells.push(csvCell(shownText(run, run.shown(column.id, row), show)))
      }
      write(`${cells.join(',')}\n`)
    }
  })
}
