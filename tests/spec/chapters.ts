/** The chapters of the specification: their sections, and the examples that run. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Source } from '../../src/source/source.ts'

const FOLDER = 'spec/1.0/chapters'

export interface Chapter {
  readonly name: string
  readonly text: string
  /** Ids of the sections, in order. */
  readonly sections: readonly string[]
  readonly examples: readonly Example[]
}
export interface Example {
  readonly section: string
  /** A case file, as an excerpt of the chapter. */
  readonly source: Source
}

export const readChapters = (): readonly Chapter[] =>
  readdirSync(FOLDER)
    .filter(it => it.endsWith('.md'))
    .sort()
    .map(readChapter)

const SECTION = /^## .*\{#([\w-]+\/[\w-]+)\}$/

function readChapter(name: string): Chapter {
  const text = readFileSync(join(FOLDER, name), 'utf8')
  const lines = text.split('\n')
  const sections: string[] = []
  const examples: Example[] = []
  for (const [index, line] of lines.entries()) {
    const section = SECTION.exec(line)?.[1]
    if (section !== undefined) sections.push(section)
    if (line !== '```yaml case') continue
    const end = lines.indexOf('```', index)
    const source = { name, text: `${lines.slice(index + 1, end).join('\n')}\n`, firstLine: index + 2 }
    examples.push({ section: sections.at(-1) ?? '', source })
  }
  return { name, text, sections, examples }
}
