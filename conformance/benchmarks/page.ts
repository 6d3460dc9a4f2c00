/** The page of figures: a section for each producer, so that each can be made again alone. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'

const PAGE = 'docs/benchmarks.md'

/** In the order in which they come. */
const SECTIONS = ['works', 'single', 'national', 'growth'] as const
export type Section = (typeof SECTIONS)[number]

const HEAD = `# Benchmarks

Each section says what it was made by, when and on what. \`npm run bench\` makes the first two, \`npm run bench:all\`
the third and \`npm run bench:growth\` the fourth; the works are described in \`conformance/benchmarks/README.md\`.
`

const begin = (section: Section): string => `<!-- begin: ${section} -->`
const end = (section: Section): string => `<!-- end: ${section} -->`

/** Puts a section in place of what was made before; the other sections stay as they are. */
export function writeSection(section: Section, text: string): void {
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : ''
  const texts = SECTIONS.flatMap(it => {
    const own = it === section ? text : textIn(page, it)
    return own === undefined ? [] : [`${begin(it)}\n\n${own.trim()}\n\n${end(it)}\n`]
  })
  mkdirSync('docs', { recursive: true })
  writeFileSync(PAGE, `${HEAD}\n${texts.join('\n')}`)
}

function textIn(page: string, section: Section): string | undefined {
  const [from, to] = [page.indexOf(begin(section)), page.indexOf(end(section))]
  return from < 0 || to < from ? undefined : page.slice(from + begin(section).length, to)
}

/** The machine, the revision and how busy it was, as the first lines of a section. */
export function madeBy(command: string): string {
  const revision = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const [processor] = cpus()
  // How many processes wanted to run, on average over the last minutes.
  const load = (loadavg()[1] ?? 0).toFixed(1)
  return `Made by \`${command}\`.

- machine: ${cpus().length} × ${processor?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; ${load} processes on average wanted to run meanwhile
- revision: ${revision}, ${new Date().toISOString().slice(0, 10)}
`
}
