/** A comparison for a terminal: of a width, perhaps in colour. */
import { CHANGE_KINDS, type Change, type ChangeKind, mayMatter } from '../change.ts'
import type { MeasureReport, WayReport } from '../meaning/meaning-report.ts'
import type { SideReport } from '../meaning/side-report.ts'
import type { Proposal } from '../propose.ts'
import type { DiffReport } from '../report.ts'
import type { FileDifference } from '../source-difference.ts'
import { effectText } from './effect-text.ts'
import { type Labels, labelsOf, meaningSummary, plural } from './labels.ts'
import { explainedOf, leftOut, MOST_WAYS, runsOf, toldOf } from './left-out.ts'
import { summaryOf } from './summary.ts'
import { wrap } from './wrap.ts'

export interface TextStyle {
  strong(text: string): string
  faint(text: string): string
  good(text: string): string
  absent(text: string): string
}
export interface TextOptions {
  readonly width: number
  readonly style: TextStyle
  /** Everything at length; else what is of most use, with a line about what was left out. */
  readonly isWhole?: boolean
}

export function renderText(report: DiffReport, options: TextOptions): string {
  const { before, after, source, structure, meaning, effect, proposal } = report
  const { style } = options
  const labels = labelsOf(report)
  const parts = [
    `${style.strong(`${before.address} → ${after.address}`)}\n${before.title} → ${after.title}\n`,
    ...nonEmpty(summaryText(report, options)),
    ...(source === undefined ? [] : [sourceText(source, options)]),
    ...(structure === undefined ? [] : [structureText(structure, options)]),
    ...(meaning === undefined ? [] : [meaningText(meaning, labels, options)]),
    ...(effect === undefined ? [] : [effectText(effect, labels, options)]),
    ...(proposal === undefined || options.isWhole !== true ? [] : [proposalText(proposal, options)]),
    ...(options.isWhole === true ? [] : nonEmpty(leftOutText(report, options))),
  ]
  return parts.join('\n')
}

const nonEmpty = (text: string): readonly string[] => (text === '' ? [] : [text])
const heading = (text: string, { style }: TextOptions): string => `${style.strong(text.toUpperCase())}\n`

function summaryText(report: DiffReport, { width, style }: TextOptions): string {
  const lines = summaryOf(report)
  const wide = Math.max(0, ...lines.map(it => it.of.length)) + 2
  return lines
    .map(({ of, says }) => {
      const told = wrap(says, width, ' '.repeat(wide))
      return style.faint(of.padEnd(wide)) + told.slice(wide)
    })
    .join('')
}

function leftOutText(report: DiffReport, { width, style }: TextOptions): string {
  const parts = leftOut(report)
  if (parts.length === 0) return ''
  const where = '--all prints them, and --format html makes a page with every explanation in full.'
  return style.faint(wrap(`Left out: ${parts.join('; ')}. ${where}`, width))
}

// --- source ----------------------------------------------------------------------------------------

function sourceText(files: readonly FileDifference[], options: TextOptions): string {
  const { style } = options
  if (files.length === 0) return `${heading('Source', options)}The texts are the same.\n`
  const lines = files.flatMap(({ name, added, removed, hunks }) => [
    `${style.strong(name)} ${style.faint(`+${added} −${removed}`)}`,
    ...hunks.flatMap(it => [
      style.faint(`@@ line ${it.before} → line ${it.after}`),
      ...it.lines.map(line =>
        line.startsWith('+') ? style.good(line) : line.startsWith('-') ? style.absent(line) : line,
      ),
    ]),
  ])
  return heading('Source', options) + lines.map(it => `${it}\n`).join('')
}

// --- structure -------------------------------------------------------------------------------------

function structureText(changes: readonly Change[], options: TextOptions): string {
  const { style } = options
  if (changes.length === 0) return `${heading('Structure', options)}Nothing that is declared changed.\n`
  const matter = changes.filter(mayMatter).length
  const told = options.isWhole === true || matter === 0 ? changes : changes.filter(mayMatter)
  const kinds = Map.groupBy(told, it => it.kind)
  const sections = [...kinds].map(([kind, own]) => {
    const lines = runsOf(own).flatMap(run => {
      const told = options.isWhole === true ? run : run.slice(0, toldOf(run))
      const more = run.length - told.length
      const rest =
        more === 0 ? [] : [style.faint(`${' '.repeat(FORM_WIDTH)}and ${more} more ${run[0]?.form}\n`)]
      return [...told.map(it => changeText(it, options)), ...rest]
    })
    return `${style.strong(CHANGE_KINDS[kind as ChangeKind])}\n${lines.join('')}`
  })
  const summary = `${plural(changes.length, 'change')}, of which ${matter.toLocaleString('en')} can make a difference to results.\n\n`
  return heading('Structure', options) + summary + sections.join('\n')
}

const FORM_WIDTH = 11

function changeText(change: Change, { width, style }: TextOptions): string {
  const cites = citesText(change)
  const told = wrap(change.text, width, `  ${change.form.padEnd(8)} `)
  return told + (cites === '' ? '' : style.faint(wrap(cites, width, ' '.repeat(FORM_WIDTH))))
}

/** Where the old and the new come from. */
export function citesText({ citesBefore, citesAfter, kind }: Change): string {
  const [old, now] = [citesBefore.join(', '), citesAfter.join(', ')]
  if (kind === 'sources' || (old === '' && now === '')) return ''
  if (old === now) return `[${now}]`
  return `[${old === '' ? 'no citation' : old} → ${now === '' ? 'no citation' : now}]`
}

// --- meaning ---------------------------------------------------------------------------------------

function meaningText(
  meaning: NonNullable<DiffReport['meaning']>,
  labels: Labels,
  options: TextOptions,
): string {
  const summary = meaningSummary(meaning, options.isWhole)
    .map(it => wrap(it, options.width))
    .join('')
  const same = meaning.same.map(it => it.name).join(', ')
  const rest = same === '' || options.isWhole !== true ? '' : `The same: ${same}.`
  const explained = explainedOf(meaning, options.isWhole)
  const measures = meaning.differs.map(it => measureText(it, labels, explained.has(it), options))
  return [
    heading('Meaning', options) +
      summary +
      (rest === '' ? '' : options.style.faint(wrap(rest, options.width))),
    ...measures,
  ].join('\n')
}

function measureText(
  measure: MeasureReport,
  labels: Labels,
  isExplained: boolean,
  options: TextOptions,
): string {
  const { name, title, members, coverage, isExhaustive, ways } = measure
  const { style, width, isWhole = false } = options
  const of = members.length === 0 ? '' : `  ${members.join(', ')}`
  const head = `${style.strong(name)}  ${title}${style.faint(of)}\n`
  const told = isWhole ? ways : ways.slice(0, MOST_WAYS)
  const lines = told.map((it, index) =>
    wayText(it, isExhaustive ? `${index + 1}` : ' ', isExplained, labels, options),
  )
  const more = ways.length - told.length
  const rest = more > 0 ? style.faint(`  and ${plural(more, 'more way')} of differing\n`) : ''
  const covered = isWhole || isExhaustive ? style.faint(wrap(coverage, width, '  ')) : ''
  return head + covered + lines.join('') + rest
}

function wayText(
  way: WayReport,
  number: string,
  isExplained: boolean,
  labels: Labels,
  { width, style }: TextOptions,
): string {
  const { input, settings, classes, isReason } = way
  const set = settings.length === 0 ? '' : ` (with ${settings.join(', ')})`
  const rows = input.length === 0 ? ['nothing given'] : input.slice(0, MOST_ROWS)
  const more = input.length > MOST_ROWS ? ` and ${plural(input.length - MOST_ROWS, 'more row')}` : ''
  const first = wrap(rows.join('; ') + more + set, width, `  ${number}  `)
  const many = classes > 1 ? ` ${style.faint(`(${classes} classes differ like this)`)}` : ''
  const labelled = Math.max(labels.before.length, labels.after.length) + 2
  const side = (label: string, { value, why, cites }: SideReport): string => {
    const indent = ' '.repeat(5 + labelled)
    const from = cites.length === 0 ? '' : ` [${cites.join(', ')}]`
    const reason = isExplained && why !== '' ? style.faint(wrap(`${why}${from}`, width, indent)) : ''
    return wrap(value, width, `     ${label.padEnd(labelled)}`) + reason
  }
  const kind = isReason ? `     ${style.faint('no value in either; another reason')}\n` : ''
  const sides = side(labels.before, way.before) + side(labels.after, way.after)
  return `${first.trimEnd()}${many}\n${sides}${kind}`
}
const MOST_ROWS = 6

// --- proposal --------------------------------------------------------------------------------------

function proposalText({ says, log }: Proposal, options: TextOptions): string {
  const lines = log.map(it => wrap(it.slice(2), options.width, '- '))
  const draft =
    log.length === 0 ? '' : `\nDraft of the change log (* changes what a rule means):\n${lines.join('')}`
  return heading('Version', options) + wrap(says, options.width) + draft
}
