/**
 * Draws the grammar of the expression language as railroad diagrams, on one page that needs nothing
 * else. `--check` writes nothing and fails when the page is not what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { type Ebnf, readEbnf } from './grammar/ebnf.ts'
import { drawRule, escaped } from './grammar/railroad.ts'

const GRAMMAR = 'grammar/expression.ebnf'
const PAGE = 'grammar/expression.html'

const STYLE = `
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h3 { font: 600 15px ui-monospace, monospace; margin: 1.5rem 0 0.25rem }
svg { display: block; max-width: 100%; overflow: visible }
svg path { fill: none; stroke: currentColor; stroke-width: 1.5 }
svg text { font: 13px ui-monospace, monospace; text-anchor: middle; fill: currentColor }
svg rect { stroke: currentColor; stroke-width: 1.5; fill: #8882 }
svg rect.sign { fill: #4a82 }
svg rect.rule { fill: #48c2 }
a:hover rect { stroke-width: 3 }
`

function pageOf(ebnf: Ebnf): string {
  const rules = [...ebnf.rules].map(([name, part]) => {
    const heading = ebnf.headings.get(name)
    const above = heading === undefined ? '' : `${headingOf(heading)}\n`
    return `${above}<h3 id="${name}">${name}</h3>\n${drawRule(`${name} as a railroad diagram`, part)}`
  })
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>The expression language of Yardstick 1.0</title>
<style>${STYLE}</style>
${rules.join('\n')}
</html>
`
}

/** The first line is the heading; what follows is text, its blank lines between paragraphs. */
function headingOf(comment: string): string {
  const [title = '', ...paragraphs] = comment.split(/\n\s*\n/).map(it => escaped(it.trim()))
  return [`<h2>${title.replace(/\.$/, '')}</h2>`, ...paragraphs.map(it => `<p>${it}</p>`)].join('\n')
}

const page = pageOf(readEbnf(readFileSync(GRAMMAR, 'utf8')))
if (!process.argv.includes('--check')) writeFileSync(PAGE, page)
else if (readFileSync(PAGE, 'utf8') !== page) {
  console.error(`${PAGE} is not current: run node scripts/draw-grammar.ts`)
  process.exitCode = 1
}
