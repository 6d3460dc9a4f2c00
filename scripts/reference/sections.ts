/** Where the sections of the specification stand, for links from the reference pages. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The target of a link for each section id, from the folder of the reference pages. */
export type Sections = ReadonlyMap<string, string>

export function readSections(folder: string): Sections {
  const chapters = readdirSync(folder).filter(it => it.endsWith('.md'))
  return new Map(
    chapters.flatMap(chapter =>
      [...readFileSync(join(folder, chapter), 'utf8').matchAll(/^## (.*\{#([\w/-]+)\})$/gm)].map(
        ([, heading = '', id = '']) => [id, `../../${folder}/${chapter}#${anchorOf(heading)}`] as const,
      ),
    ),
  )
}

/** As the pages of a repository are rendered: small letters and hyphens, everything else left out. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
