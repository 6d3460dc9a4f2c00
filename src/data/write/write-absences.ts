/** Writes why values are absent: a line for each absent value, and for each that is not published as it is. */
import type { Run } from '../../engine/engine.ts'
import type { Absent } from '../../value/value.ts'
import { csvCell } from './csv-cell.ts'
import { writeFile } from './output-file.ts'
import { type ResultColumns, shownHeading } from './result-columns.ts'

export function writeAbsences(path: string, run: Run, levels: ReadonlyMap<string, ResultColumns>): void {
  writeFile(path, write => {
    write(ABSENCE_HEADINGS)
    for (const [name, { values }] of levels) {
      const level = run.levels.get(name)
      for (let row = 0; row < (level?.size ?? 0); row += 1) {
        const key = level?.key(row) ?? ''
        for (const { column, heading, show } of values) {
          const value = run.value(column.id, row)
          if (value.kind === 'absent') write(absenceLine(name, key, heading, value))
          if (show === undefined || value.kind === 'absent') continue
          const shown = run.shown(column.id, row)
          if (shown.kind === 'absent') write(absenceLine(name, key, shownHeading(heading), shown))
        }
      }
    }
  })
}

export const ABSENCE_HEADINGS = 'level,key,column,kind,reason\n'

export const absenceLine = (
  level: string,
  key: string,
  heading: string,
  { absence, reason }: Absent,
): string => `${[level, key, heading, absence, reason].map(csvCell).join(',')}\n`
