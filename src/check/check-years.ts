/**
 * Finds what still says last year: rows of a file labelled with another year than the ruleset's, and, in a
 * ruleset made from another year's, what is taken for confirmed and whose title or citations are still
 * those of the year before. What is on the list of the unconfirmed may say what it likes.
 * spec: tables/years
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { isUnconfirmed } from '../model/inherited.ts'
import type { InheritedSection, Provenance, Ruleset, Table, YearColumn } from '../model/ruleset.ts'
import { yearsIn } from '../model/years-in.ts'

export const checkYears = (ruleset: Ruleset): readonly Diagnostic[] => [
  ...[...ruleset.tables.values()]
    .filter(it => !isUnconfirmed(ruleset, 'tables', it.name))
    .flatMap(it => [
      ...(it.yearColumns ?? []).flatMap(column => labelledRows(ruleset, it, column)),
      ...oldTitle(ruleset, it),
      ...oldCitations(ruleset, 'tables', it, it.name),
    ]),
  ...[...ruleset.parameters.values()].flatMap(it => oldCitations(ruleset, 'parameters', it, it.name)),
  ...[...ruleset.rules].flatMap(([level, rules]) =>
    [...rules.values()].flatMap(it => oldCitations(ruleset, 'rules', it, `${level}.${it.name}`)),
  ),
]

/** So many rows are pointed at. */
const ROWS_SHOWN = 4

/** A key may tell several years apart, as long as the one at hand is among them. */
function labelledRows(
  { address }: Ruleset,
  table: Table,
  { cells, heading, key }: YearColumn,
): readonly Diagnostic[] {
  const year = table.year ?? address.year
  const others = cells.filter(it => it.year !== year)
  const [first, ...more] = others
  if (first === undefined || (key !== undefined && others.length < cells.length)) return []
  const related = more.slice(0, ROWS_SHOWN - 1).map(it => ({ at: it.at, label: `\`${it.text}\` as well` }))
  const args = { table: table.name, year, found: first.text, heading, count: others.length }
  return [report('check/other-years-rows', first.at, args, { related })]
}

function oldTitle({ address, inherited }: Ruleset, { name, title, at, year }: Table): readonly Diagnostic[] {
  const named = yearsIn(title).map(it => it.year)
  const last = inherited?.from.year
  if (last === undefined || year !== undefined || !named.includes(last)) return []
  if (named.includes(address.year)) return []
  return [report('check/other-years-title', at, { table: name, found: last, year: address.year })]
}

/** What is confirmed rests on something that has been looked at: a source of this year, or an older one still good. */
function oldCitations(
  ruleset: Ruleset,
  section: InheritedSection,
  { cites }: Provenance,
  name: string,
): readonly Diagnostic[] {
  const [first] = cites
  if (first === undefined || isUnconfirmed(ruleset, section, name)) return []
  if (!cites.every(it => isUnconfirmed(ruleset, 'sources', it.source))) return []
  return [report('check/other-years-source', first.at, { name, source: first.source })]
}
