/** One measure searched by what its rows enter: which entries are better left out or made worse. */
import type { Audited } from './audited.ts'
import type { EntryModel } from './entries/entry-model.ts'
import { groupedFindings } from './entries/group-findings.ts'
import { placesReport } from './entries/places.ts'
import { type EntrySearch, searchEntries } from './entries/search-entries.ts'
import { tellEntries } from './entries/tell-entries.ts'
import type { Searched } from './finding.ts'
import { counted } from './report-words.ts'
import type { Searching } from './search-rows.ts'
import { listed } from './words.ts'

export function auditEntries(searching: Searching, model: EntryModel, seed: number): Audited {
  const search = searchEntries(searching, model, seed)
  const findings = groupedFindings(search).map(it => tellEntries(search, it))
  const places = placesReport(search)
  const searched: Searched = {
    measure: model.measure.id,
    how: 'entries',
    classes: search.classes.classes.length,
    changes: search.compared,
    complete: search.complete,
    full: search.full.length,
    drawn: search.drawn,
    inputs: [...model.required, ...model.optional].map(({ id }) => ({ column: id, classes: 0 })),
    held: search.held,
    findings: findings.length,
    ...(search.isCut ? { note: cutNote(search) } : {}),
  }
  return { findings, searched, ...(places === undefined ? {} : { places }) }
}

/** Where time ran out, and what was not come to. */
function cutNote({ classes, broken, complete, full, drawn }: EntrySearch): string {
  if (classes.isCut) return 'the time was over while kinds of entry were told apart'
  const done =
    broken === undefined
      ? ''
      : ` after ${broken.owners.toLocaleString('en')} of ${broken.of.toLocaleString('en')} rows with ${counted(broken.entries, 'entry')}`
  const left = [
    ...(broken === undefined ? [] : ['more entries']),
    ...(full.length === 0 && complete.length > 0 ? ['rows with all places filled'] : []),
    ...(drawn === 0 ? ['rows drawn by chance'] : []),
  ]
  if (left.length === 0) return 'the time was over while what was found was told'
  return `the time was over${done}, and not searched were ${listed(left, 'and')}`
}
