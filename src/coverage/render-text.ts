/** Coverage on a screen: numbers by sort of place, then the rules that are not asserted on throughout, with a mark beside each line. */
import { COVERED, type CoverageReport, type Covered, sizeOf, type Tally } from './coverage.ts'
import { type MarkedLine, markedLines, tableFiles } from './marked-text.ts'
import { PLACE_SORTS } from './places.ts'
import { COVERED_WORDS, grouped, MARKS, shareOf, tallyInWords } from './words.ts'

type Paint = (text: string) => string
export interface CoverageStyle {
  readonly strong: Paint
  readonly faint: Paint
  readonly good: Paint
  readonly warning: Paint
  readonly error: Paint
}
const same: Paint = it => it
const PLAIN: CoverageStyle = { strong: same, faint: same, good: same, warning: same, error: same }

export interface CoverageTextOptions {
  readonly width?: number
  readonly style?: CoverageStyle
  /** Rules that are asserted on throughout, too. */
  readonly isWhole?: boolean
}

export function renderCoverageText(report: CoverageReport, options: CoverageTextOptions = {}): string {
  const { style = PLAIN, width = 100, isWhole = false } = options
  const parts = [
    style.strong(`Coverage of ${report.address}: ${tallyInWords(report.total)}`),
    tallies(report, style),
    legend(style),
    ...markedRules(report, style, width, isWhole),
    ...fileLines(report, style),
  ]
  return `${parts.join('\n\n')}\n`
}

const HEADINGS: { readonly [C in Covered]: string } = {
  asserted: 'asserted',
  claimed: 'by laws',
  exercised: 'exercised',
  idle: 'never',
}

function tallies({ sorts, total }: CoverageReport, style: CoverageStyle): string {
  const row = (name: string, cells: readonly string[]) =>
    (name.padEnd(20) + cells.map(it => it.padStart(11)).join('')).trimEnd()
  const cellsOf = (it: Tally) => [
    ...COVERED.map(covered => (it[covered] === 0 ? '' : grouped(it[covered]))),
    grouped(sizeOf(it)),
    shareOf(it.asserted, sizeOf(it)),
  ]
  return [
    style.faint(row('', [...COVERED.map(it => HEADINGS[it]), 'all', ''])),
    ...sorts.map(({ sort, tally }) => row(PLACE_SORTS[sort], cellsOf(tally))),
    style.strong(row('all', cellsOf(total))),
  ].join('\n')
}

const legend = (style: CoverageStyle): string =>
  COVERED.map(it => `${painted(it, style)(MARKS[it])} ${COVERED_WORDS[it]}`).join(style.faint('   '))

const painted = (covered: Covered, style: CoverageStyle): Paint =>
  ({ asserted: style.good, claimed: style.warning, exercised: style.warning, idle: style.error })[covered]

// --- the text ------------------------------------------------------------------------------------

function markedRules(
  report: CoverageReport,
  style: CoverageStyle,
  width: number,
  isWhole: boolean,
): readonly string[] {
  const lines = markedLines(report)
  const digits = String(lines.at(-1)?.number ?? 1).length
  return report.owners.flatMap(({ owner, tally }) => {
    if (!isWhole && tally.asserted === sizeOf(tally)) return []
    const own = lines.filter(it => it.places.some(({ place }) => place.owner === owner))
    const [first, last] = [own[0]?.number, own.at(-1)?.number]
    if (first === undefined || last === undefined) return []
    const shown = lines.filter(it => it.number >= first && it.number <= last)
    const head = `${style.strong(owner)}  ${style.faint(`${tally.asserted} of ${sizeOf(tally)}`)}`
    return [[head, ...shown.map(it => lineText(it, owner, digits, style, width))].join('\n')]
  })
}

function lineText(
  { number, text, places }: MarkedLine,
  owner: string,
  digits: number,
  style: CoverageStyle,
  width: number,
): string {
  const worst = COVERED.findLast(covered =>
    places.some(it => it.place.owner === owner && it.covered === covered),
  )
  const mark = worst === undefined ? ' ' : painted(worst, style)(MARKS[worst])
  const room = Math.max(30, width - digits - 4)
  const cut = text.length <= room ? text : `${text.slice(0, room - 1)}…`
  return `${style.faint(String(number).padStart(digits))} ${mark} ${cut}`
}

function fileLines(report: CoverageReport, style: CoverageStyle): readonly string[] {
  const lines = tableFiles(report).map(({ owner, file, places }) => {
    const asserted = places.filter(it => it.covered === 'asserted').length
    const reached = places.filter(it => it.covered !== 'idle').length
    return `  ${owner}: ${grouped(asserted)} of ${grouped(places.length)} rows asserted on, ${grouped(reached)} reached  ${style.faint(file)}`
  })
  return lines.length === 0 ? [] : [[style.strong('Tables in files'), ...lines].join('\n')]
}
