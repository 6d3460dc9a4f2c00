/**
 * Writes levels as CSV: the exact values, and beside each published one the characters it is published in. Why
 * values are absent is written along with them, since it costs more to find a value again than to write it.
 */
import { join } from 'node:path'
import type { Run, RunLevel } from '../../engine/engine.ts'
import type { Value } from '../../value/value.ts'
import { csvCell, plainText } from './csv-cell.ts'
import { writeFile } from './output-file.ts'
import { type ResultColumns, shownHeading, shownText } from './result-columns.ts'
import { ABSENCE_HEADINGS, absenceLine } from './write-absences.ts'

type Write = (text: string) => void

/** Writes a file for each level into a folder, and `absences.csv`; their names. */
export function writeCsv(
  folder: string,
  run: Run,
  levels: ReadonlyMap<string, ResultColumns>,
): readonly string[] {
  const names: string[] = []
  const absences = 'absences.csv'
  writeFile(join(folder, absences), tell => {
    tell(ABSENCE_HEADINGS)
    for (const [name, columns] of levels) {
      const level = run.levels.get(name)
      const file = `${name}.csv`
      writeFile(join(folder, file), write => writeLevel(run, level, columns, write, tell))
      names.push(file)
    }
  })
  return [...names, absences]
}

function writeLevel(
  run: Run,
  level: RunLevel | undefined,
  { keys, values }: ResultColumns,
  write: Write,
  tell: Write,
): void {
  const headings = [
    ...keys.map(it => it.heading),
    ...values.flatMap(it => (it.show === undefined ? [it.heading] : [it.heading, shownHeading(it.heading)])),
  ]
  write(`${headings.map(csvCell).join(',')}\n`)
  for (let row = 0; row < (level?.size ?? 0); row += 1) {
    const cells = keys.map(it => csvCell(plainText(run.value(it.column.id, row))))
    const note = (heading: string, value: Value): void => {
      if (value.kind === 'absent') tell(absenceLine(level?.name ?? '', level?.key(row) ?? '', heading, value))
    }
    for (const { column, heading, show } of values) {
      const value = run.value(column.id, row)
      note(heading, value)
      cells.push(csvCell(plainText(value)))
      if (show === undefined) continue
      const shown = run.shown(column.id, row)
      // A value that is absent is told of once.
      if (value.kind !== 'absent') note(shownHeading(heading), shown)
      cells.push(csvCell(shownText(run, shown, show)))
    }
    write(`${cells.join(',')}\n`)
  }
}
