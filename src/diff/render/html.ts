/** A comparison as one page that opens offline: no script, nothing fetched, pictures drawn in place. */

import { escaped, pageOf, section } from '../../page/page.ts'
import { CHANGE_KINDS, type Change, mayMatter } from '../change.ts'
import type { EffectMeasure } from '../effect/effect-measure.ts'
import type { EffectReport } from '../effect/effect-report.ts'
import type { MeasureReport, WayReport } from '../meaning/meaning-report.ts'
import type { SideReport } from '../meaning/side-report.ts'
import type { DiffReport } from '../report.ts'
import type { FileDifference } from '../source-difference.ts'
import { countsText } from './effect-text.ts'
import { type Labels, labelsOf, meaningSummary, plural } from './labels.ts'
import { runsOf, toldOf } from './left-out.ts'
import { histogram, mostMoving, sharesPicture } from './pictures.ts'
import { summaryOf } from './summary.ts'
import { citesText } from './text.ts'

export function renderHtml(report: DiffReport): string {
  const { before, after, source, structure, meaning, effect, proposal } = report
  const labels = labelsOf(report)
  const title = `${before.address} → ${after.address}`
  const sections = [
    section('summary', 'Summary', summaryHtml(report)),
    structure === undefined ? '' : section('structure', 'Structure', structureHtml(structure)),
    meaning === undefined ? '' : section('meaning', 'Meaning', meaningHtml(meaning, labels)),
    effect === undefined ? '' : section('effect', 'Effect', effectHtml(effect, labels)),
    proposal === undefined || proposal.log.length === 0
      ? ''
      : section(
          'log',
          'Draft of the change log',
          `<ul>${proposal.log.map(it => `<li>${escaped(it.slice(2))}</li>`).join('')}</ul>`,
        ),
    source === undefined ? '' : section('source', 'Source', source.map(sourceHtml).join('')),
  ]
  return pageOf({ title, lead: `${before.title} → ${after.title}`, sections })
}

function summaryHtml(report: DiffReport): string {
  const lines = summaryOf(report)
  const groups: { of: string; says: string[] }[] = []
  for (const { of, says } of lines) {
    const last = groups.at(-1)
    if (of === '' && last !== undefined) last.says.push(says)
    else groups.push({ of, says: [says] })
  }
  const items = groups.map(
    it => `<dt>${escaped(it.of)}</dt>${it.says.map(line => `<dd>${escaped(line)}</dd>`).join('')}`,
  )
  return `<dl class="facts">${items.join('')}</dl>`
}

function structureHtml(changes: NonNullable<DiffReport['structure']>): string {
  const matter = changes.filter(mayMatter).length
  const groups = [...Map.groupBy(changes, it => it.kind)].map(([kind, own]) => {
    const list = `<ul>${runsOf(own).map(runHtml).join('')}</ul>`
    const head = `${CHANGE_KINDS[kind]} (${own.length})`
    const isOpen = own[0] !== undefined && mayMatter(own[0])
    return isOpen ? `<h3>${head}</h3>${list}` : `<details><summary>${head}</summary>${list}</details>`
  })
  return `<p>${plural(changes.length, 'change')}, of which ${matter} can make a difference to results.</p>${groups.join('')}`
}

function runHtml(run: readonly Change[]): string {
  const items = run.map(
    it =>
      `<li><span class="form">${it.form}</span> ${escaped(it.text)} <small>${escaped(citesText(it))}</small></li>`,
  )
  const told = toldOf(run)
  const more = items.slice(told)
  const rest =
    more.length === 0
      ? ''
      : `<li><details><summary>and ${more.length} more ${run[0]?.form}</summary><ul>${more.join('')}</ul></details></li>`
  return items.slice(0, told).join('') + rest
}

function meaningHtml(meaning: NonNullable<DiffReport['meaning']>, labels: Labels): string {
  const summary = meaningSummary(meaning).map(it => `<p>${escaped(it)}</p>`)
  const same = `<details><summary>The same on the whole input domain</summary><p>${escaped(meaning.same.map(it => it.name).join(', '))}</p></details>`
  return [
    ...summary,
    meaning.same.length === 0 ? '' : same,
    ...meaning.differs.map(it => measureHtml(it, labels)),
  ].join('')
}

function measureHtml({ name, title, members, coverage, ways }: MeasureReport, labels: Labels): string {
  const rows = ways.map(it => wayHtml(it, labels)).join('')
  const of = members.length === 0 ? '' : ` <small>${escaped(members.join(', '))}</small>`
  return `<h3>${escaped(title)}${of}</h3><p class="faint"><code>${escaped(name)}</code>: ${escaped(coverage)}</p>
<div class="wide"><table><thead><tr><th scope="col">Input</th><th scope="col">${escaped(labels.before)}</th><th scope="col">${escaped(labels.after)}</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

function wayHtml({ input, settings, classes, before, after }: WayReport, labels: Labels): string {
  const lines = [...(input.length === 0 ? ['nothing given'] : input), ...settings.map(it => `with ${it}`)]
  const many = classes > 1 ? `<br><small>${classes} classes differ like this</small>` : ''
  return `<tr><td>${lines.map(escaped).join('<br>')}${many}</td>${sideHtml(before)}${sideHtml(after)}</tr>
<tr><td colspan="3"><details><summary>both explanations</summary><div class="pair"><div><b>${escaped(labels.before)}</b><pre>${escaped(before.explanation)}</pre></div><div><b>${escaped(labels.after)}</b><pre>${escaped(after.explanation)}</pre></div></div></details></td></tr>`
}

const sideHtml = ({ value, why, cites }: SideReport): string =>
  `<td><span class="value">${escaped(value)}</span><br><small>${escaped(why)}${cites.length === 0 ? '' : ` [${escaped(cites.join(', '))}]`}</small></td>`

// --- effect ----------------------------------------------------------------------------------------

function effectHtml(effect: EffectReport, labels: Labels): string {
  const set = effect.settings.length === 0 ? '' : `, with ${effect.settings.join(', ')}`
  const says = effect.changes.map(
    it =>
      `<dt>${escaped(it.name)}</dt><dd><ul>${it.says.map(line => `<li>${escaped(line)}</li>`).join('')}</ul></dd>`,
  )
  return [
    `<p>On ${escaped(effect.cohort + set)}.</p>`,
    effect.measures.length === 0 ? '<p>Nothing moves.</p>' : '',
    ...effect.measures.map(it => effectMeasureHtml(it, labels)),
    effect.others.length === 0 ? '' : `<p>These move, too: ${escaped(effect.others.join(', '))}.</p>`,
    effect.unknown.length === 0
      ? ''
      : `<p>Without a value on any row:</p><ul>${effect.unknown.map(it => `<li>${escaped(`${it.why}: ${it.measures.join(', ')}`)}</li>`).join('')}</ul>`,
    ...effect.hints.map(it => `<p>${escaped(it)}</p>`),
    says.length === 0
      ? ''
      : `<details><summary>What the changes are</summary><dl class="told">${says.join('')}</dl></details>`,
    `<p class="faint">${escaped(effect.method)}</p>`,
  ].join('')
}

function effectMeasureHtml(measure: EffectMeasure, { before, after }: Labels): string {
  const { name, title, transitions, shares, most } = measure
  const moved = transitions.map(
    it =>
      `<li>${it.count}: ${escaped(it.from)} → ${escaped(it.to)} <small>(${escaped(it.keys.join(', '))})</small></li>`,
  )
  return [
    `<h3>${escaped(title)}</h3><p><code class="faint">${escaped(name)}</code> ${escaped(countsText(measure))}</p>`,
    figure(histogram(measure), 'How far rows move'),
    moved.length === 0 ? '' : `<ul>${moved.join('')}</ul>`,
    figure(sharesPicture(measure), 'What moved them'),
    sharesTable(shares),
    figure(mostMoving(measure, { before, after }), 'Those that move most'),
    table(
      ['Row', before, after, 'Moves', 'Most by'],
      most.map(it => [it.key, it.before, it.after, it.by, it.change]),
      1,
    ),
  ].join('')
}

/** Only the columns that have something in them. */
function sharesTable(shares: EffectMeasure['shares']): string {
  const columns = [
    { head: 'By', of: shares.map(it => it.change) },
    { head: 'Mean', of: shares.map(it => it.mean) },
    { head: 'Changed', of: shares.map(it => it.changed) },
  ].filter(it => it.of.some(text => text !== ''))
  return table(
    columns.map(it => it.head),
    shares.map((_, row) => columns.map(it => it.of[row] ?? '')),
    1,
  )
}

const figure = (picture: string, says: string): string =>
  picture === '' ? '' : `<figure><figcaption>${says}</figcaption>${picture}</figure>`

/** Cells from the place `right` on are numbers, but for the last column of a wide table. */
function table(head: readonly string[], rows: readonly (readonly string[])[], right: number): string {
  if (rows.length === 0) return ''
  const cell = (tag: string) => (text: string, index: number) =>
    `<${tag}${index >= right && index < 4 ? ' class="n"' : ''}>${escaped(text)}</${tag}>`
  const body = rows.map(it => `<tr>${it.map(cell('td')).join('')}</tr>`).join('')
  return `<div class="wide"><table><thead><tr>${head.map(cell('th')).join('')}</tr></thead><tbody>${body}</tbody></table></div>`
}

function sourceHtml({ name, added, removed, hunks }: FileDifference): string {
  const lines = hunks.flatMap(it => [
    `<span class="faint">line ${it.before} → line ${it.after}</span>`,
    ...it.lines.map(line => {
      const kind = line.startsWith('+') ? 'add' : line.startsWith('-') ? 'del' : ''
      return kind === '' ? escaped(line) : `<span class="${kind}">${escaped(line)}</span>`
    }),
  ])
  return `<details><summary>${escaped(name)} +${added} −${removed}</summary><pre>${lines.join('\n')}</pre></details>`
}
