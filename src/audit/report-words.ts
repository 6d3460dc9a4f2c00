/** The words of an audit's report that are the same on a screen and on a page. */
import { printAddress } from '../model/address.ts'
import type { Audit, Finding, FindingKind, Held, Searched } from './finding.ts'
import { inShort, listed, nameOf } from './words.ts'

export const KIND_TITLES: { readonly [K in FindingKind]: string } = {
  'left out': 'Worse, and left out',
  'let in': 'Worse, and let in',
  'worse counts for more': 'Worse counts for more',
  'better not entered': 'Better not entered',
  'better left out': 'Better left out',
  'out of reach': 'Out of reach',
  'cliff edge': 'Cliff edge',
  'one row decides': 'One row decides',
}

export const titleOf = ({ program, findings, waived }: Audit): string =>
  `${printAddress(program.ruleset.address)}: ${findings.length === 0 ? 'nothing found' : counted(findings.length, 'finding')}${waived.length === 0 ? '' : `, ${waived.length} waived`}`

/** How large a finding is, with its unit. */
export function sizeInWords({ program }: Audit, { kind, size, measure }: Finding): string {
  if (kind === 'one row decides') return counted(size, 'step')
  const unit = program.columns.get(measure)?.unit
  return `${Math.round(size * 100) / 100}${unit === undefined ? '' : ` ${unit}`}`
}

export const counted = (count: number, word: string): string =>
  `${count.toLocaleString('en')} ${word}${count === 1 ? '' : word.endsWith('s') ? 'es' : 's'}`.replace(
    /entrys$/,
    'entries',
  )

/** What was done for a measure, in one sentence. */
export function searchedInWords(it: Searched): string {
  const found = it.findings === 0 ? 'nothing found' : `${it.findings} found`
  return HOW[it.how](it, found)
}

const besides = ({ companions = 0 }: Searched): string =>
  companions === 0 ? '' : `, each alone and beside ${counted(companions, 'other')}`

const HOW: { readonly [K in Searched['how']]: (it: Searched, found: string) => string } = {
  exhaustive: (it, found) =>
    `exhaustive: ${counted(it.classes, 'class')} of row that the rules can tell apart, ${counted(it.changes, 'change')}${besides(it)}; ${found}`,
  thinned: (it, found) =>
    `not exhaustive, for some inputs were thinned out: ${counted(it.classes, 'class')} of row, ${counted(it.changes, 'change')}${besides(it)}; ${found}`,
  entries: (it, found) => `${entriesInWords(it)}; ${found}`,
  sampled: (it, found) =>
    `sampled: ${it.note?.startsWith('groups') ? counted(it.classes, 'group') : `${counted(it.classes, 'cohort')} drawn, ${counted(it.changes, 'change')}`}${it.note === undefined ? '' : ` (${it.note})`}; ${found}`,
  'not searched': it => `not searched: ${it.note ?? ''}`,
}

/** Which owners of entries were looked at: all of a sort, and some. */
function entriesInWords({ classes, changes, complete = [], full = 0, drawn = 0, note }: Searched): string {
  const all = complete.filter(it => it.classes === classes).at(-1)
  const parts = complete.filter(it => it.classes < classes)
  return [
    ...(all === undefined
      ? []
      : [
          `exhaustive for up to ${counted(all.entries, 'entry')} of the ${classes} kinds that the rules can tell apart`,
        ]),
    ...parts.map(it => `for ${counted(it.entries, 'entry')} of ${it.classes} of them`),
    ...(full === 0 ? [] : [`around ${counted(full, 'row')} with all places filled`]),
    ...(drawn === 0 ? [] : [`sampled: ${counted(drawn, 'row')} with more entries`]),
    counted(changes, 'change'),
    ...(note === undefined ? [] : [note]),
  ].join(', ')
}

export function heldInWords({ program }: Audit, { column, values, why }: Held): string {
  const at = values.length === 0 ? '' : ` at ${listed(values.map(inShort), 'and')}`
  return `${nameOf(program, column)} held${at} (${WHY[why]})`
}

const WHY: { readonly [K in Held['why']]: string } = {
  given: 'as asked',
  'computed before the change': 'as it is before the change',
  'known rows of a table': 'the least and greatest known in the tables',
  supposed: 'supposed: nothing is known of it',
  'some of its values': 'some of its many values',
}

export const heldIn = ({ searched }: Audit): readonly Held[] => [
  ...new Map(
    searched.flatMap(it => it.held).map(it => [`${it.column} ${it.values.map(inShort).join()}`, it]),
  ).values(),
]

/** What is waived, and why. */
export function waivedInWords({ finding, waiver }: Audit['waived'][number]): string {
  const { name, reason, cites } = waiver.waiver
  const from = cites.length === 0 ? '' : ` [${cites.map(it => `${it.source} ${it.place}`.trim()).join(', ')}]`
  return `${KIND_TITLES[finding.kind]} (${name}): ${finding.sentence}. Because: ${reason}${from}`
}

export const staleInWords = ({ waiver }: Audit['stale'][number]): string =>
  `Waiver ${waiver.name} (${waiver.finding}) is for nothing that was found.`
