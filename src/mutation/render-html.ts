/** Coverage and mutants as one page that needs nothing else: the text of the ruleset coloured, survivors beside their lines. */
import { COVERED, type CoverageReport, sizeOf, type Tally } from '../coverage/coverage.ts'
import { type MarkedLine, markedLines, tableFiles } from '../coverage/marked-text.ts'
import { PLACE_SORTS } from '../coverage/places.ts'
import { COVERED_WORDS, grouped, shareOf, tallyInWords } from '../coverage/words.ts'
import { escaped } from '../page/page.ts'
import { positionOf } from '../source/source.ts'
import { percent, totalInWords } from './render-text.ts'
import { type MutationReport, type Survivor, scoreOf } from './report.ts'

export interface Probe {
  readonly coverage: CoverageReport | undefined
  readonly mutation: MutationReport | undefined
}

export function renderProbePage({ coverage, mutation }: Probe): string {
  const address = coverage?.address ?? mutation?.address ?? ''
  const title = escaped(`What the examples of ${address} hold fast`)
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${title}</title><style>${STYLE}</style></head><body><header><h1>${title}</h1></header><main>`,
    ...(coverage === undefined ? [] : [coverageHtml(coverage)]),
    ...(mutation === undefined ? [] : [mutationHtml(mutation)]),
    ...(coverage === undefined ? [] : [textHtml(coverage, mutation?.survivors ?? [])]),
    '</main></body></html>',
    '',
  ].join('\n')
}

// --- numbers -------------------------------------------------------------------------------------

function coverageHtml(report: CoverageReport): string {
  const rows = [
    ...report.sorts.map(({ sort, tally }) => tallyRow(PLACE_SORTS[sort], tally)),
    tallyRow('all', report.total),
  ]
  const head = ['', ...COVERED.map(it => `<i class="key ${it}"></i>${COVERED_WORDS[it]}`), 'all', '']
  return `<section><h2>Coverage</h2><p>${escaped(tallyInWords(report.total))}.</p>
<table class="numbers"><tr>${head.map(it => `<th>${it}</th>`).join('')}</tr>${rows.join('')}</table></section>`
}

const tallyRow = (name: string, tally: Tally): string => {
  const cells = [...COVERED.map(it => tally[it]), sizeOf(tally)].map(
    it => `<td>${it === 0 ? '' : grouped(it)}</td>`,
  )
  return `<tr><th>${escaped(name)}</th>${cells.join('')}<td class="wide">${bar(tally)}</td></tr>`
}

/** Shares side by side, in the colours of the text. */
function bar(tally: Tally): string {
  const size = sizeOf(tally)
  let from = 0
  const parts = COVERED.map(it => {
    const width = size === 0 ? 0 : (100 * tally[it]) / size
    const part = `<rect class="${it}" x="${from.toFixed(2)}" width="${width.toFixed(2)}" height="6"/>`
    from += width
    return part
  })
  return `<svg viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="${shareOf(tally.asserted, size)} asserted">${parts.join('')}</svg>`
}

function mutationHtml(report: MutationReport): string {
  const rows = report.owners.map(({ owner, counts }) => {
    const score = scoreOf(counts)
    const share = score === undefined ? '' : scoreBar(score)
    const cells = [counts.killed, counts.survived, counts.explained, counts.refused, counts.notTried]
    return `<tr><th>${escaped(owner)}</th><td>${percent(counts)}</td>${cells.map(it => `<td>${it === 0 ? '' : grouped(it)}</td>`).join('')}<td class="wide">${share}</td></tr>`
  })
  const head = ['', 'score', 'killed', 'survive', 'explained', 'refused', 'not tried', '']
  const explained = report.explained
    .filter(it => it.mutants.length > 0)
    .map(
      ({ explanation: { owner, kinds, reason }, mutants }) =>
        `<tr><td>${grouped(mutants.length)}</td><th>${escaped(owner)}, ${escaped(kinds.join(' or '))}</th><td class="said">${escaped(reason)}</td></tr>`,
    )
  const survivors = [...Map.groupBy(report.survivors, it => it.owner)].map(
    ([owner, own]) =>
      `<details><summary><b>${escaped(owner)}</b> <small>${grouped(own.length)}</small></summary>${own.slice(0, MOST_TOLD).map(survivorHtml).join('')}${own.length > MOST_TOLD ? `<p class="faint">and ${grouped(own.length - MOST_TOLD)} more</p>` : ''}</details>`,
  )
  return [
    `<section><h2>Mutants</h2><p>${escaped(totalInWords(report.total))}.</p>`,
    `<details><summary>by rule</summary><table class="numbers"><tr>${head.map(it => `<th>${it}</th>`).join('')}</tr>${rows.join('')}</table></details>`,
    report.survivors.length === 0 ? '<p>No survivors.</p>' : `<h3>Survivors</h3>${survivors.join('\n')}`,
    explained.length === 0 ? '' : `<h3>Explained</h3><table>${explained.join('')}</table>`,
    '</section>',
  ].join('\n')
}

const MOST_TOLD = 60

const scoreBar = (score: number): string =>
  `<svg viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="${Math.floor(score * 100)}%"><rect class="idle" width="100" height="6"/><rect class="asserted" width="${(score * 100).toFixed(2)}" height="6"/></svg>`

function survivorHtml(it: Survivor): string {
  const { suggestion } = it
  const suggested =
    suggestion === undefined
      ? ''
      : 'case' in suggestion
        ? `<details><summary>a case that would kill it</summary><pre>${escaped(suggestion.case)}</pre></details>`
        : `<p class="faint">${escaped(suggestion.tried)}</p>`
  return `<div class="survivor"><small>${escaped(it.kind)}, line ${it.line}${it.isAsserted ? '' : ', nothing asserted rests on it'}</small><br>${changeHtml(it)}${suggested}</div>`
}

const changeHtml = ({ before, after }: Survivor): string =>
  after === ''
    ? `<del>${escaped(before)}</del> left out`
    : `<del>${escaped(before)}</del> → <ins>${escaped(after)}</ins>`

// --- the text ------------------------------------------------------------------------------------

function textHtml(report: CoverageReport, survivors: readonly Survivor[]): string {
  const byLine = Map.groupBy(
    survivors.filter(it => it.file === report.text.name),
    it => it.line,
  )
  const lines = markedLines(report).map(it => lineHtml(it, byLine.get(it.number) ?? []))
  const files = tableFiles(report).map(({ owner, file, places }) => {
    const tally = (covered: string) => places.filter(it => it.covered === covered).length
    const all: Tally = {
      ...{ asserted: tally('asserted'), claimed: tally('claimed') },
      ...{ exercised: tally('exercised'), idle: tally('idle') },
    }
    return `<tr><th>${escaped(owner)} <small>${escaped(file.split('/').at(-1) ?? file)}</small></th><td>${grouped(all.asserted)} of ${grouped(places.length)} rows asserted on</td><td class="wide">${bar(all)}</td></tr>`
  })
  const tables =
    files.length === 0 ? '' : `<h2>Tables in files</h2><table class="numbers">${files.join('')}</table>`
  return `<section>${tables}<h2>The text</h2><div class="text">${lines.join('')}</div></section>`
}

/** Places inside each other are coloured inside each other. */
function lineHtml({ number, text, places, worst }: MarkedLine, survivors: readonly Survivor[]): string {
  const notes =
    survivors.length === 0
      ? ''
      : `<details class="alive"><summary>${survivors.length}</summary>${survivors.map(survivorHtml).join('')}</details>`
  return `<div class="line"><span class="number">${number}</span><span class="mark ${worst ?? ''}"></span><code>${colouredLine(text, places)}</code>${notes}</div>\n`
}

function colouredLine(text: string, places: MarkedLine['places']): string {
  const spans = places.map(({ place: { at, sort }, covered }) => {
    const from = positionOf(at.source, at.start)
    const to = positionOf(at.source, at.end)
    return {
      from: from.column - 1,
      to: to.line === from.line ? to.column - 1 : text.length,
      open: `<span class="${covered}" title="${PLACE_SORTS[sort]}: ${COVERED_WORDS[covered]}">`,
    }
  })
  const sorted = spans.toSorted((a, b) => a.from - b.from || b.to - a.to)
  return nested(text, sorted, 0, text.length)
}

interface Coloured {
  readonly from: number
  readonly to: number
  readonly open: string
}

function nested(text: string, spans: readonly Coloured[], start: number, end: number): string {
  const [first, ...rest] = spans
  if (first === undefined) return escaped(text.slice(start, end))
  const to = Math.min(first.to, end)
  const inside = rest.filter(it => it.from < to)
  const after = rest.filter(it => it.from >= to)
  return `${escaped(text.slice(start, first.from))}${first.open}${nested(text, inside, first.from, to)}</span>${nested(text, after, to, end)}`
}

const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif;--asserted:#2a7a3b;--claimed:#3572a5;--exercised:#b58100;--idle:#b3392f;--line:#8885}
body{margin:0}header,main{max-width:72rem;margin:auto;padding:0 1.5rem}h1{font-size:1.5rem;margin:1.2rem 0 0}
h2{font-size:1.15rem;border-bottom:1px solid var(--line);margin-top:2rem}h3{font-size:1rem;margin:1.2rem 0 .3rem}
table{border-collapse:collapse}th{text-align:left;font-weight:normal}th,td{padding:.15rem 1rem .15rem 0;vertical-align:top}
.numbers td{text-align:right;font-variant-numeric:tabular-nums}.numbers tr:first-child th{font-size:.85rem;opacity:.75}
td.wide{min-width:9rem;padding-top:.55rem}td.said{opacity:.8}svg{width:100%;height:.55rem;display:block}
rect.asserted{fill:var(--asserted)}rect.claimed{fill:var(--claimed)}rect.exercised{fill:var(--exercised)}rect.idle{fill:var(--idle)}
.key{display:inline-block;width:.7rem;height:.7rem;margin-right:.35rem}.key.asserted,.mark.asserted{background:var(--asserted)}
.key.claimed,.mark.claimed{background:var(--claimed)}.key.exercised,.mark.exercised{background:var(--exercised)}.key.idle,.mark.idle{background:var(--idle)}
.text{font-size:.8rem;line-height:1.45}.line{display:flex;align-items:flex-start}.number{flex:none;width:3rem;text-align:right;padding-right:.6rem;opacity:.5;font-family:ui-monospace,monospace;user-select:none}
.mark{flex:none;width:.3rem;margin-right:.6rem;align-self:stretch}.line code{white-space:pre-wrap;overflow-wrap:anywhere;flex:1}
code .asserted{color:var(--asserted)}code .claimed{color:var(--claimed)}code .exercised{color:var(--exercised)}code .idle{color:var(--idle);text-decoration:underline dotted}
@media(prefers-color-scheme:dark){:root{--asserted:#6fbf7f;--claimed:#7fb2dc;--exercised:#d9b04a;--idle:#ee8077}}
.alive{flex:none;max-width:24rem}.alive>summary{color:var(--idle);cursor:pointer;text-align:right}
.survivor{margin:.4rem 0 .6rem 1rem;overflow-wrap:anywhere}del{color:var(--idle);text-decoration-thickness:1px}ins{color:var(--asserted);text-decoration:none}
summary{cursor:pointer}small,.faint{opacity:.7}pre{overflow:auto;font-size:.8rem;border-left:3px solid var(--line);padding-left:.6rem}`
