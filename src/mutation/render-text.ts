/** The outcome of testing mutants on a screen: the score of each rule, then the survivors in the order of the text. */
import { type Counts, type MutationReport, type Survivor, scoreOf } from './report.ts'

export interface MutationStyle {
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
  readonly warning: (text: string) => string
  readonly good: (text: string) => string
}
const PLAIN: MutationStyle = { strong: it => it, faint: it => it, warning: it => it, good: it => it }

export interface TextOptions {
  readonly width?: number
  readonly style?: MutationStyle
  /** Survivors of one kind in one rule that are told one by one. */
  readonly mostTold?: number
}

const MOST_TOLD = 12

export function renderMutationText(report: MutationReport, options: TextOptions = {}): string {
  const { style = PLAIN, width = 100 } = options
  const parts = [
    style.strong(`Mutants of ${report.address}: ${totalInWords(report.total)}`),
    scoresText(report, style),
    ...survivorsText(report, style, width, options.mostTold ?? MOST_TOLD),
    ...explainedText(report, style),
  ]
  return `${parts.join('\n\n')}\n`
}

export function totalInWords(total: Counts): string {
  const { mutants, killed, survived, explained, refused, notTried } = total
  const left = [
    refused === 0 ? '' : `${grouped(refused)} refused by checking`,
    explained === 0 ? '' : `${grouped(explained)} explained`,
    notTried === 0 ? '' : `${grouped(notTried)} not tried for want of time`,
  ].filter(it => it !== '')
  const rest = left.length === 0 ? '' : `, ${left.join(', ')}`
  return `${percent(total)} killed (${grouped(killed)} of ${grouped(killed + survived)}); of ${grouped(mutants)}${rest}`
}

export const percent = (counts: Counts): string => {
  const score = scoreOf(counts)
  return score === undefined ? '-' : `${Math.floor(score * 100)}%`
}

export const grouped = (count: number): string => count.toLocaleString('en-GB')

const HEADINGS = ['score', 'killed', 'survive', 'explained', 'refused', 'not tried']

function scoresText({ owners, total }: MutationReport, style: MutationStyle): string {
  const longest = Math.max(20, ...owners.map(it => it.owner.length))
  const row = (name: string, cells: readonly string[]) =>
    `${name.padEnd(longest)}${cells.map((it, at) => it.padStart((HEADINGS[at] ?? '').length + 2)).join('')}`
  const cellsOf = (it: Counts) => [
    percent(it),
    ...[it.killed, it.survived, it.explained, it.refused, it.notTried].map(count =>
      count === 0 ? '' : grouped(count),
    ),
  ]
  return [
    style.faint(row('', HEADINGS)),
    ...owners.map(({ owner, counts }) => {
      const text = row(owner, cellsOf(counts)).trimEnd()
      return counts.survived === 0 ? text : style.warning(text)
    }),
    style.strong(row('all', cellsOf(total)).trimEnd()),
  ].join('\n')
}

// --- survivors -----------------------------------------------------------------------------------

function survivorsText(
  { survivors }: MutationReport,
  style: MutationStyle,
  width: number,
  most: number,
): readonly string[] {
  if (survivors.length === 0) return [style.good('No survivors.')]
  const groups = [...Map.groupBy(survivors, it => it.owner)].map(([owner, own]) => {
    const kinds = [...Map.groupBy(own, it => it.kind).values()]
    return [style.strong(owner), ...kinds.flatMap(it => kindText(it, style, width, most))].join('\n')
  })
  return [style.strong('Survivors'), ...groups]
}

function kindText(
  own: readonly Survivor[],
  style: MutationStyle,
  width: number,
  most: number,
): readonly string[] {
  const lines = own.slice(0, most).flatMap(it => survivorLines(it, style, width))
  const rest = own.length - most
  const kind = own[0]?.kind ?? ''
  return rest <= 0
    ? lines
    : [...lines, style.faint(`  and ${grouped(rest)} more of kind \`${kind}\`; --format json lists all`)]
}

function survivorLines(it: Survivor, style: MutationStyle, width: number): readonly string[] {
  const place = `${it.file.split('/').slice(-2).join('/')}:${it.line}`
  const head = `  ${it.kind}  ${style.faint(place)}${it.isAsserted ? '' : style.faint('  nothing asserted rests on it')}`
  const change = it.after === '' ? `${it.before}  left out` : `${it.before}  →  ${it.after}`
  const { suggestion } = it
  const suggested =
    suggestion === undefined
      ? []
      : 'case' in suggestion
        ? suggestion.case.trimEnd().split('\n')
        : [style.faint(suggestion.tried)]
  return [head, `    ${cut(change, Math.max(40, width * 2))}`, ...suggested.map(line => `      ${line}`)]
}

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`

function explainedText({ explained }: MutationReport, style: MutationStyle): readonly string[] {
  const lines = explained
    .filter(it => it.mutants.length > 0)
    .map(({ explanation: { owner, kinds, reason }, mutants }) => {
      const head = `${owner}, ${kinds.join(' or ')}`
      return `  ${grouped(mutants.length).padStart(6)}  ${head}: ${style.faint(reason)}`
    })
  return lines.length === 0 ? [] : [[style.strong('Explained'), ...lines].join('\n')]
}
