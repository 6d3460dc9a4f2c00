/** What is said of the data, short enough for a screen: of rows with mistakes only the first few. */
import type { Diagnostic, DiagnosticCode } from '../diagnostics/diagnostic.ts'

const MOST_ROWS = 10

/** Said once for a file, or of a row that is kept. */
const NOT_OF_ROWS: ReadonlySet<DiagnosticCode> = new Set([
  'data/rows-set-aside',
  'data/all-rows-set-aside',
  'data/formula-like-text',
  'data/perhaps-misspelt-column',
  'data/missing-column',
  'data/duplicate-column',
  'data/missing-file',
])

/** `list`: the file in which all rows set aside are listed. */
export function abridged(
  diagnostics: readonly Diagnostic[],
  list: string | undefined,
): { readonly shown: readonly Diagnostic[]; readonly more: string } {
  const ofRows = diagnostics.filter(it => !NOT_OF_ROWS.has(it.code))
  const left = new Set(ofRows.slice(MOST_ROWS))
  const shown = diagnostics
    .filter(it => !left.has(it))
    .map(it => (list === undefined ? it : withList(it, list)))
  return {
    shown,
    more: left.size === 0 ? '' : `rows beyond the first ${MOST_ROWS} mistakes are not shown here\n`,
  }
}

const withList = (diagnostic: Diagnostic, file: string): Diagnostic =>
  diagnostic.code === 'data/rows-set-aside'
    ? { ...diagnostic, args: { ...diagnostic.args, file } }
    : diagnostic
