/**
 * Writes a level as JSON: a list of rows, each with its key and for each column its value, the
 * characters it is published in, and why it is absent where it is. Numbers are JSON numbers with all
 * their digits, or ten decimal places where they never end.
 */
import type { Run } from '../../engine/engine.ts'
import type { Absent, Value } from '../../value/value.ts'
import { decimalOf, plainText } from './csv-cell.ts'
import { writeFile } from './output-file.ts'
import { type ResultColumn, type ResultColumns, shownText } from './result-columns.ts'

export function writeJson(path: string, run: Run, level: string, { keys, values }: ResultColumns): void {
  const size = run.levels.get(level)?.size ?? 0
  writeFile(path, write => {
    write('[')
    for (let row = 0; row < size; row += 1) {
      const key = keys.map(it => `${quoted(it.heading)}:${jsonOf(run.value(it.column.id, row))}`)
      const cells = values.map(it => `${quoted(it.heading)}:${cellOf(run, it, row)}`)
      write(`${row === 0 ? '\n' : ',\n'}{"key":{${key.join(',')}},"columns":{${cells.join(',')}}}`)
    }
    write('\n]\n')
  })
}

function cellOf(run: Run, { column, show }: ResultColumn, row: number): string {
  const value = run.value(column.id, row)
  const parts = [`"value":${jsonOf(value)}`]
  const shown = show === undefined ? value : run.shown(column.id, row)
  if (show !== undefined) parts.push(`"shown":${quoted(shownText(run, shown, show))}`)
  if (value.kind === 'absent') parts.push(`"absence":${absenceOf(value)}`)
  else if (shown.kind === 'absent') parts.push(`"shown_absence":${absenceOf(shown)}`)
  return `{${parts.join(',')}}`
}

const absenceOf = ({ absence, reason }: Absent): string =>
  `{"kind":${quoted(absence)},"reason":${quoted(reason)}}`

function jsonOf(value: Value): string {
  if (value.kind === 'absent') return 'null'
  if (value.kind === 'number') return decimalOf(value.number)
  return value.kind === 'yes/no' ? String(value.yes) : quoted(plainText(value))
}

const quoted = (text: string): string => JSON.stringify(text)
