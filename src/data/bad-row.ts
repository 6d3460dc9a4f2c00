/** Rows that cannot be used, as diagnostics at the cell in the user's file. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { type Source, type Span, spanOf } from '../source/source.ts'
import { splitRecord } from './csv/csv-record.ts'
import type { RowPlace, RowProblem } from './row-batch.ts'

export function diagnoseRow(
  file: string,
  delimiter: string,
  place: RowPlace,
  problems: readonly RowProblem[],
): readonly Diagnostic[] {
  const source: Source = { name: file, text: place.text(), firstLine: place.line }
  const fields = splitRecord(source.text, delimiter)
  return problems.map(({ problem, field }) => {
    const cell = field === undefined ? undefined : fields[field]
    const at: Span =
      cell === undefined
        ? spanOf(source, 0, firstLineLength(source.text))
        : spanOf(source, cell.start, cell.end)
    return report(problem.code, at, problem.args)
  })
}

const firstLineLength = (text: string): number => {
  const length = text.search(/[\r\n]/)
  return length < 0 ? text.length : length
}
