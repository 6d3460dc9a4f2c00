/**
 * The reference pages, from the specification's data: operators, built-in reasons, and the diagnostics
 * of each stage with an example that fails and one that does not.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { type Catalogue, diagnosticsIndex, diagnosticsPage } from './diagnostics-page.ts'
import { operatorsPage } from './operators-page.ts'
import { reasonsPage } from './reasons-page.ts'
import { readSections } from './sections.ts'

const FOLDER = 'docs/reference'

/** The text of each page, by path. */
export function referencePages(spec: string): ReadonlyMap<string, string> {
  const sections = readSections(join(spec, 'chapters'))
  const stages = readStages(join(spec, 'diagnostics'))
  const pages: (readonly [string, string])[] = [
    ['README.md', INDEX],
    ['operators.md', operatorsPage(parse(readFileSync(join(spec, 'operators.yaml'), 'utf8')), sections)],
    ['reasons.md', reasonsPage(sections)],
    ['diagnostics/README.md', diagnosticsIndex(stages)],
    ...stages.map(it => [`diagnostics/${it.stage}.md`, diagnosticsPage(it)] as const),
  ]
  return new Map(pages.map(([path, text]) => [join(FOLDER, path), text]))
}

export interface Stage {
  readonly stage: string
  /** What the stage is about: the comment that its file begins with. */
  readonly about: string
  readonly entries: Catalogue
}

function readStages(folder: string): readonly Stage[] {
  const files = readdirSync(folder).filter(it => it.endsWith('.yaml'))
  return files.sort().map(file => {
    const text = readFileSync(join(folder, file), 'utf8')
    const comment = text.match(/^(#.*\n)+/)?.[0] ?? ''
    const about = comment.replaceAll(/^# ?/gm, '').trim().replaceAll(/\s+/g, ' ')
    return { stage: basename(file, '.yaml'), about, entries: parse(text) ?? {} }
  })
}

const INDEX = `# Reference

These pages are written from the data of the specification by \`npm run generate\`.
What each thing means is said in the [chapters](../../spec/1.0/chapters/); here it can be looked up.

- [Operators, functions and aggregates](operators.md)
- [Reasons for absence that the language gives](reasons.md)
- [Diagnostics](diagnostics/README.md): what can be wrong, why, and how it is put right
`
