/** Reads the header of a CSV file, asks which of its columns are wanted, and sets up what scans its rows. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { type Source, spanOf } from '../../source/source.ts'
import { problem } from '../cell-problem.ts'
import type { Header } from '../header.ts'
import type { ChooseColumns } from '../level-builder.ts'
import type { RowCollector } from '../row-collector.ts'
import { type CsvHead, readHead } from './csv-head.ts'
import { type CsvTrouble, LONGEST_ROW } from './csv-rows.ts'
import type { CsvLayout } from './csv-scanner.ts'

export interface CsvStart {
  readonly collector: RowCollector
  readonly layout: CsvLayout
  /** Bytes up to the first row of data, and its line. */
  readonly length: number
  readonly line: number
}

/** Undefined where the file cannot be used; what is wrong with it as a whole is added to the diagnostics. */
export function startCsv(
  name: string,
  bytes: Uint8Array,
  choose: ChooseColumns,
  diagnostics: Diagnostic[],
): CsvStart | undefined {
  const head = readHead(bytes)
  if ('kind' in head) {
    const source: Source = { name, text: '' }
    diagnostics.push(report(head.code, spanOf(source, 0, 0), head.args))
    return undefined
  }
  const columns = choose(headerFrom(name, head))
  if (columns === undefined) return undefined
  const delimiter = head.delimiter.charCodeAt(0)
  const layout = { delimiter, fieldCount: head.fields.length, fields: columns.fields }
  return { collector: columns.collector, layout, length: head.length, line: head.nextLine }
}

const headerFrom = (name: string, head: CsvHead): Header => ({
  source: { name, text: head.record, firstLine: head.line },
  delimiter: head.delimiter,
  headings: head.fields.map(({ text, start, end }, field) => ({ name: text, field, start, end })),
})

/** What to say of a row that could not be read to its end. */
export function reportTrouble(name: string, { code, line, text }: CsvTrouble): Diagnostic {
  const source: Source = { name, text, firstLine: line }
  const { args } = problem(code, code === 'data/row-too-long' ? { limit: LONGEST_ROW } : {})
  return report(code, spanOf(source, 0, text.length), args)
}
