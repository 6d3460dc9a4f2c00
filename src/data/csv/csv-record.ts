/**
 * Splits the text of one row of a CSV file into its cells with their places: for the header, and for
 * showing where in a row the trouble is. The scanner, which works on bytes, does the rest.
 */
export interface CsvField {
  /** The cell's text: without quotation marks and the white space around it. */
  readonly text: string
  /** Where it stands in the row, quotation marks included. */
  readonly start: number
  readonly end: number
}

export function splitRecord(record: string, delimiter: string): readonly CsvField[] {
  const fields: CsvField[] = []
  let start = 0
  for (;;) {
    const end = endOfField(record, start, delimiter)
    fields.push({ text: unquoted(record.slice(start, end)), start, end })
    if (end >= record.length) return fields
    start = end + delimiter.length
  }
}

function endOfField(record: string, start: number, delimiter: string): number {
  let i = start
  if (record[i] === '"') {
    for (i += 1; i < record.length; i += 1) {
      if (record[i] !== '"') continue
      if (record[i + 1] !== '"') break
      i += 1
    }
  }
  const end = record.indexOf(delimiter, i)
  return end < 0 ? record.length : end
}

function unquoted(field: string): string {
  const text = field.trim()
  const isQuoted = text.length >= 2 && text.startsWith('"') && text.endsWith('"')
  return isQuoted ? text.slice(1, -1).replaceAll('""', '"').trim() : text
}
