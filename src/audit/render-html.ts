/** An audit as one page that opens offline. */
import { escaped, pageOf, section } from '../page/page.ts'
import { barPicture, stepPicture } from '../page/pictures.ts'
import type { OwnerPlaces, PlacesReport } from './entries/places.ts'
import type { Audit, Finding } from './finding.ts'
import {
  addedInWords,
  entriesInWords,
  lessInWords,
  ownerInWords,
  PLACES_TITLE,
  swapInWords,
} from './places-words.ts'
import {
  heldIn,
  heldInWords,
  KIND_TITLES,
  searchedInWords,
  sizeInWords,
  staleInWords,
  titleOf,
  waivedInWords,
} from './report-words.ts'
import { nameOf, numberInWords } from './words.ts'

export function renderAuditHtml(audit: Audit): string {
  const { program, findings, places, waived, stale, searched } = audit
  const held = heldIn(audit)
  return pageOf({
    title: `Audit of ${titleOf(audit)}`,
    lead: program.ruleset.title,
    sections: [
      audit.isCut ? '<p class="warning">The time was over before everything was searched.</p>' : '',
      findings.length === 0
        ? ''
        : section(
            'findings',
            'Findings',
            summaryHtml(audit) + findings.map(it => findingHtml(audit, it)).join(''),
          ),
      waived.length + stale.length === 0
        ? ''
        : section(
            'waived',
            'Waived',
            `<ul>${listHtml(waived.map(waivedInWords))}${stale.map(it => `<li class="warning">${escaped(staleInWords(it))}</li>`).join('')}</ul>`,
          ),
      places.length === 0
        ? ''
        : section('places', PLACES_TITLE, places.map(it => placesHtml(audit, it)).join('')),
      section(
        'searched',
        'What was searched',
        tableHtml(
          ['', ''],
          searched.map(it => [nameOf(program, it.measure), searchedInWords(it)]),
        ),
      ),
      held.length === 0
        ? ''
        : section(
            'held',
            'What was held fixed, so that nobody else moves',
            `<ul>${listHtml(held.map(it => heldInWords(audit, it)))}</ul>`,
          ),
    ],
  })
}

const listHtml = (items: readonly string[]): string => items.map(it => `<li>${escaped(it)}</li>`).join('')

const tableHtml = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const cells = (tag: string, row: readonly string[]) =>
    row.map(it => `<${tag}>${escaped(it)}</${tag}>`).join('')
  const first = head.every(it => it === '') ? '' : `<tr>${cells('th', head)}</tr>`
  return `<div class="wide"><table>${first}${rows.map(it => `<tr>${cells('td', it)}</tr>`).join('')}</table></div>`
}

/** All findings at a glance, with how large they are among those of their kind. */
function summaryHtml(audit: Audit): string {
  const rows = audit.findings.map(it => {
    const largest = Math.max(
      ...audit.findings.filter(other => other.kind === it.kind).map(other => other.size),
    )
    const size = sizeInWords(audit, it)
    return `<tr><td><a href="#${escaped(it.id)}">${escaped(KIND_TITLES[it.kind])}</a></td><td>${escaped(nameOf(audit.program, it.measure))}</td><td class="n">${escaped(size)}</td><td>${barPicture(largest === 0 ? 0 : it.size / largest, size)}</td></tr>`
  })
  return `<div class="wide"><table><tr><th>Finding</th><th>Measure</th><th class="n">Size</th><th></th></tr>${rows.join('')}</table></div>`
}

function placesHtml({ program }: Audit, report: PlacesReport): string {
  const rows = report.alone.map(it => [it.place, it.entry, numberInWords(it.counts)])
  return `<h3>${escaped(nameOf(program, report.measure))}</h3>${tableHtml(['Place', 'The entry that counts for most by itself', 'Counts'], rows)}${report.owners.map(it => ownerHtml(program, report, it)).join('')}`
}

function ownerHtml(program: Audit['program'], report: PlacesReport, owner: OwnerPlaces): string {
  const most = Math.max(1e-9, ...owner.entries.map(it => Math.max(it.adds, it.alone)))
  const rows = owner.entries.map(
    it =>
      `<tr><td>${escaped(it.place ?? 'none')}</td><td>${escaped(entriesInWords(it))}</td><td class="n">${numberInWords(it.adds)}</td><td>${barPicture(it.adds / most, 'what it adds')}</td><td class="n">${numberInWords(it.alone)}</td></tr>`,
  )
  const notes = [...lessInWords(owner), addedInWords(owner), swapInWords(owner)]
  return `<p>${escaped(ownerInWords(program, report, owner))}</p><div class="wide"><table><tr><th>Place</th><th>Entry</th><th class="n">Adds</th><th></th><th class="n">By itself</th></tr>${rows.join('')}</table></div><ul>${listHtml(notes)}</ul>`
}

function findingHtml(audit: Audit, it: Finding): string {
  const { because } = it
  const notes = [
    ...(because === undefined
      ? []
      : [
          `<dt>because</dt><dd>${[`${because.rule}, ${because.row}`, because.note ?? '', ...because.cites].filter(Boolean).map(escaped).join('<br>')}</dd>`,
        ]),
    ...(it.extent.length === 0 ? [] : [`<dt>holds</dt><dd>${it.extent.map(escaped).join('<br>')}</dd>`]),
    ...(it.also.length === 0
      ? []
      : [`<dt>also</dt><dd>${escaped(it.also.map(id => nameOf(audit.program, id)).join(', '))}</dd>`]),
  ]
  const head = `<tr><th></th>${it.columns.map(column => `<th>${escaped(column)}</th>`).join('')}</tr>`
  const rows = it.lines.map(({ heading, cells }) => {
    const isChanged = cells.length > 1 && cells[0] !== cells[1]
    return `<tr${isChanged ? ' class="changed"' : ''}><th>${escaped(heading)}</th>${cells.map(cell => `<td>${escaped(cell)}</td>`).join('')}</tr>`
  })
  return [
    `<article id="${escaped(it.id)}"><h3>${escaped(KIND_TITLES[it.kind])} <small>${escaped(sizeInWords(audit, it))}</small></h3>`,
    `<p>${escaped(it.sentence)}</p>`,
    it.picture === undefined ? '' : stepPicture(it.picture, it.sentence),
    `<div class="wide"><table>${head}${rows.join('')}</table></div>`,
    `<dl>${notes.join('')}</dl>`,
    `<details><summary>a case that shows it</summary><pre>${escaped(it.caseFile)}</pre></details></article>`,
  ].join('\n')
}
