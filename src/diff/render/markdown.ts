/** A comparison as Markdown, for a review or a change log. */
import { CHANGE_KINDS, mayMatter } from '../change.ts'
import type { EffectMeasure } from '../effect/effect-measure.ts'
import type { EffectReport } from '../effect/effect-report.ts'
import type { MeasureReport, WayReport } from '../meaning/meaning-report.ts'
import type { DiffReport } from '../report.ts'
import { countsText } from './effect-text.ts'
import { type Labels, labelsOf, meaningSummary, plural } from './labels.ts'
import { type SummaryLine, summaryOf } from './summary.ts'
import { citesText } from './text.ts'

export function renderMarkdown(report: DiffReport): string {
  const { before, after, source, structure, meaning, effect, proposal } = report
  const labels = labelsOf(report)
  const parts: string[] = [
    `# ${before.address} → ${after.address}`,
    `${plain(before.title)} → ${plain(after.title)}`,
  ]
  const summary = summaryOf(report)
  if (summary.length > 0) parts.push('## Summary', summaryText(summary))
  if (structure !== undefined) parts.push('## Structure', structureText(structure))
  if (meaning !== undefined)
    parts.push(
      '## Meaning',
      ...meaningSummary(meaning).map(plain),
      ...meaning.differs.map(it => measureText(it, labels)),
    )
  if (effect !== undefined) parts.push('## Effect', ...effectParts(effect, labels))
  if (proposal !== undefined && proposal.log.length > 0)
    parts.push('## Draft of the change log', proposal.log.map(it => `- ${plain(it.slice(2))}`).join('\n'))
  for (const { name, added, removed, hunks } of source ?? []) {
    const lines = hunks.flatMap(it => [`@@ -${it.before} +${it.after} @@`, ...it.lines])
    parts.push(`## Source: ${name} (+${added} −${removed})`, `${FENCE}diff\n${lines.join('\n')}\n${FENCE}`)
  }
  return `${parts.join('\n\n')}\n`
}
const FENCE = '~~~~'

/** Characters that Markdown would take for its own. */
const plain = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>#|]/g, '\\$&')

function summaryText(lines: readonly SummaryLine[]): string {
  return lines.map(({ of, says }) => `${of === '' ? '  - ' : `- **${of}**: `}${plain(says)}`).join('\n')
}

function structureText(changes: NonNullable<DiffReport['structure']>): string {
  const matter = changes.filter(mayMatter).length
  const sections = [...Map.groupBy(changes, it => it.kind)].map(([kind, own]) => {
    const lines = own.map(it => {
      const cites = citesText(it)
      return `- **${it.form}** ${plain(it.text)}${cites === '' ? '' : ` ${plain(cites)}`}`
    })
    return `### ${CHANGE_KINDS[kind]}\n\n${lines.join('\n')}`
  })
  return [
    `${plural(changes.length, 'change')}, of which ${matter} can make a difference to results.`,
    ...sections,
  ].join('\n\n')
}

function measureText({ name, title, members, coverage, ways }: MeasureReport, labels: Labels): string {
  const of = members.length === 0 ? '' : ` (${members.join(', ')})`
  const rows = ways.map(it => `| ${inputText(it)} | ${sideText(it.before)} | ${sideText(it.after)} |`)
  const table = [`| input | ${labels.before} | ${labels.after} |`, '|---|---|---|', ...rows].join('\n')
  return `### ${plain(name)}: ${plain(title)}${plain(of)}\n\n${plain(coverage)}\n\n${table}`
}

const inputText = ({ input, settings, classes }: WayReport): string =>
  plain(
    [...input, ...settings.map(it => `with ${it}`), ...(classes > 1 ? [`${classes} classes`] : [])].join(
      '; ',
    ),
  )

const sideText = ({ value, why, cites }: WayReport['before']): string =>
  `**${plain(value)}**${why === '' ? '' : ` ${plain(why)}`}${cites.length === 0 ? '' : ` ${plain(`[${cites.join(', ')}]`)}`}`

function effectParts(effect: EffectReport, labels: Labels): readonly string[] {
  const set = effect.settings.length === 0 ? '' : `, with ${effect.settings.join(', ')}`
  return [
    plain(`On ${effect.cohort}${set}.`),
    ...effect.measures.map(it => effectMeasure(it, labels)),
    ...(effect.others.length === 0 ? [] : [`These move, too: ${plain(effect.others.join(', '))}.`]),
    ...(effect.unknown.length === 0
      ? []
      : [
          `Without a value on any row:\n\n${effect.unknown.map(it => `- ${plain(`${it.why}: ${it.measures.join(', ')}`)}`).join('\n')}`,
        ]),
    ...effect.hints.map(plain),
    ...(effect.method === '' ? [] : [effect.method]),
  ]
}

function effectMeasure(measure: EffectMeasure, labels: Labels): string {
  const { name, title, transitions, shares, most } = measure
  const moved = transitions.map(
    it => `- ${it.count}: ${plain(it.from)} → ${plain(it.to)} (${plain(it.keys.join(', '))})`,
  )
  const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
    rows.length === 0
      ? []
      : [
          [head, head.map(() => '---'), ...rows.map(row => row.map(plain))]
            .map(it => `| ${it.join(' | ')} |`)
            .join('\n'),
        ]
  return [
    `### ${plain(name)}: ${plain(title)}`,
    plain(countsText(measure)),
    ...(moved.length === 0 ? [] : [moved.join('\n')]),
    ...table(
      ['by', 'mean', 'changed'],
      shares.map(it => [it.change, it.mean, it.changed]),
    ),
    ...table(
      ['row', labels.before, labels.after, 'moves', 'most by'],
      most.map(it => [it.key, it.before, it.after, it.by, it.change]),
    ),
  ].join('\n\n')
}
