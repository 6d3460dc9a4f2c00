/**
 * A report as one page that opens offline: no script, nothing fetched, light or dark as the reader has
 * it. The shell, the style and what every page is put together from; what a page says is not here.
 */

export interface Page {
  readonly title: string
  /** Under the title: a line about what the page is of. */
  readonly lead: string
  /** Sections in the order read; empty ones are left out. */
  readonly sections: readonly string[]
}

export function pageOf({ title, lead, sections }: Page): string {
  const told = sections.filter(it => it !== '')
  const links = [...told.join('').matchAll(/<section id="(\w+)"><h2>([^<]*)/g)].map(
    it => `<a href="#${it[1]}">${it[2]}</a>`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><header><h1>${escaped(title)}</h1><p>${escaped(lead)}</p><nav>${links.join(' ')}</nav></header>
<main>${told.join('\n')}</main></body></html>
`
}

const STYLE = `:root{color-scheme:light dark;--line:#8885;--faint:light-dark(#5c5c5c,#a3a3a3);--bar:light-dark(#3572a5,#6ba4d6);--good:light-dark(#2a7a3b,#6cc182);--bad:light-dark(#b3392f,#f08a7d)}
body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;margin-bottom:0}h2{border-bottom:1px solid var(--line);margin-top:2.5rem}h3{margin:1.6rem 0 .3rem}
nav a{margin-right:1rem}.faint,small{color:var(--faint)}table{border-collapse:collapse;margin:.5rem 0}
td,th{text-align:left;vertical-align:top;padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--line)}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.wide{overflow-x:auto}.form{display:inline-block;min-width:5rem;color:var(--faint)}
ul{padding-left:1.2rem}li{margin:.15rem 0}pre{overflow:auto;font-size:.8rem;line-height:1.35;padding:.6rem;border:1px solid var(--line)}
.add{color:var(--good)}.del{color:var(--bad)}svg text{font:12px system-ui,sans-serif;fill:currentColor}svg rect{fill:var(--bar)}
.steps{width:100%;max-width:36rem;display:block}.line{fill:none;stroke:var(--bar);stroke-width:1.5}.edge{stroke:var(--bad);stroke-width:4}
circle{fill:var(--bar)}.bar{width:8rem;height:.6rem;display:inline-block}article{border-top:1px solid var(--line);margin-top:1.5rem}
tr.changed td{font-weight:600}.warning{color:var(--bad)}dl{display:grid;grid-template-columns:5rem 1fr;gap:.2rem .5rem}dt{color:var(--faint)}dd{margin:0}
summary{cursor:pointer;color:var(--faint)}.value{font-weight:600}
h1,h2,h3{line-height:1.25;text-wrap:balance}h1,h3,td,dd,li,p{overflow-wrap:anywhere}code,pre{font-family:ui-monospace,monospace}code{font-size:.9em}
dl.told{display:block}figure{margin:.8rem 0}figcaption{color:var(--faint);font-size:.85rem;margin-bottom:.2rem}
figure svg{display:block;width:100%;height:auto}svg rect.up{fill:var(--good)}svg rect.down{fill:var(--bad)}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem}.facts dt{color:var(--faint);grid-column:1}.facts dd{margin:0;grid-column:2}
.pair>div{min-width:0}
@media(max-width:40rem){body{padding:.7rem}.facts{grid-template-columns:1fr}.facts dd{grid-column:1;margin-bottom:.4rem}td,th{padding-right:.5rem}figure svg text{font-size:15px}}`

/** The id is a word; the title is text of the program's, not of a user. */
export const section = (id: string, title: string, body: string): string =>
  `<section id="${id}"><h2>${title}</h2>${body}</section>`

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, it => ESCAPES[it] ?? it)
