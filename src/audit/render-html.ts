/** An audit as one page that needs nothing else: no script, no network. */
import type { Audit, Finding } from './finding.ts'
import { heldIn, heldInWords, KIND_TITLES, searchedInWords, sizeInWords, titleOf } from './report-words.ts'
import { nameOf } from './words.ts'

export function renderAuditHtml(audit: Audit): string {
  const findings = audit.findings.map(it => findingHtml(audit, it))
  const searched = audit.searched.map(
    it =>
      `<tr><th>${escaped(nameOf(audit.program, it.measure))}</th><td>${escaped(searchedInWords(it))}</td></tr>`,
  )
  const held = heldIn(audit).map(it => `<li>${escaped(heldInWords(audit, it))}</li>`)
  const title = escaped(`Audit of ${titleOf(audit)}`)
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${title}</h1>`,
    ...(audit.isCut ? ['<p class="cut">The time was over before everything was searched.</p>'] : []),
    ...findings,
    `<h2>What was searched</h2><table class="searched">${searched.join('')}</table>`,
    ...(held.length === 0
      ? []
      : [`<h2>What was held fixed, so that nobody else moves</h2><ul>${held.join('')}</ul>`]),
    '</main></body></html>',
    '',
  ].join('\n')
}

function findingHtml(audit: Audit, it: Finding): string {
  const largest = Math.max(
    ...audit.findings.filter(other => other.kind === it.kind).map(other => other.size),
    0,
  )
  const share = largest === 0 ? 0 : Math.max(2, Math.round((it.size / largest) * 100))
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
    `<article id="${escaped(it.id)}"><h2>${escaped(KIND_TITLES[it.kind])} <small>${escaped(sizeInWords(audit, it))}</small></h2>`,
    `<svg class="size" viewBox="0 0 100 2" preserveAspectRatio="none" role="img" aria-label="size among findings of its kind"><rect width="${share}" height="2"/></svg>`,
    `<p>${escaped(it.sentence)}</p>`,
    `<table>${head}${rows.join('')}</table>`,
    `<dl>${notes.join('')}</dl>`,
    `<details><summary>a case that shows it</summary><pre>${escaped(it.caseFile)}</pre></details></article>`,
  ].join('\n')
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, it => ESCAPES[it] ?? it)

const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0}main{max-width:60rem;margin:auto;padding:1.5rem}
article{border-top:1px solid #8886;padding:.5rem 0 1rem}
h2{font-size:1.1rem;display:flex;justify-content:space-between;gap:1rem}small{font-weight:normal;opacity:.7}
.size{width:100%;height:4px;display:block}.size rect{fill:#c63}
table{border-collapse:collapse;width:100%}th{text-align:left;font-weight:normal;opacity:.8}
th,td{padding:.15rem .8rem .15rem 0;vertical-align:top}tr.changed td{font-weight:600}
dl{display:grid;grid-template-columns:5rem 1fr;gap:.2rem .5rem}dt{opacity:.7}dd{margin:0}
pre{overflow:auto;font-size:.85rem}.cut{color:#c30}`
