/**
 * The house has floors: what is above may use what is below, never the other way round. Packages have
 * one place each, and the lower floors touch nothing outside the program.
 */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Folders of `src` from the ground up, as the table in the description of the architecture has them. */
const FLOORS: readonly string[] = Array.from(
  readFileSync('ARCHITECTURE.md', 'utf8').matchAll(/^\| `src\/(\w+)\/` \|/gm),
  it => it[1] ?? '',
)

/** Where each package may be used. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  chevrotain: ['syntax/expression'],
  yaml: ['syntax/document'],
  'fastest-levenshtein': ['diagnostics'],
  'fraction.js': ['value'],
  '@noble/hashes': ['model'],
  'fast-check': ['laws', 'diff'],
  diff: ['diff'],
  '@duckdb/node-api': ['data'],
  'apache-arrow': ['data/arrow'],
  commander: ['cli'],
}

/** What only the floors that face the world may touch. */
const FACES = ['data', 'cases', 'api', 'cli']

/** What makes a result depend on more than what was given, or a text into a program. */
const FORBIDDEN: readonly RegExp[] = [
  /\beval\(/,
  /\bnew Function\b/,
  /\bMath\.random\b/,
  /\bDate\.now\b/,
  /\bnew Date\(\)/,
]
const OUTSIDE: readonly RegExp[] = [
  /\bconsole\./,
  /\bprocess\./,
  /\bperformance\.now\b/,
  /\bfetch\(/,
  /\bsetTimeout\(/,
]

/** Words of the rules, which belong in rulesets: the program must not know what it computes. */
const WORDS = [
  'pupils?',
  'students?',
  'schools?',
  'teachers?',
  'england',
  'english',
  'maths?',
  'mathematics',
  'disadvantaged?',
  'qualifications?',
  'attainment',
  'accountability',
  'curriculum',
  'local[ _-]authorit(y|ies)',
  'grades?',
  'gcses?',
  '(a2|as)-levels?',
  'btecs?',
  'gnvqs?',
  'e-?bacc',
  'ofsted',
  'dfe',
  'npd',
  'fsm',
  'ks[1-5]',
  'ks[1-5]_\\w+',
  'key[ _-]stage',
  'progress[ _]?8',
  'progress\\.(all|reading|writing|maths)',
  'scaled[ _]scores?',
  'nominal[ _]\\w+',
  'prior[ _]\\w+',
  'value[ _-]added',
  'floor[ _]standards?',
  'coasting',
  'phonics',
  'school meals',
  'qca',
  'notsen',
  'p_(scale|points)',
  'HNM|EXS|GDS|WTS|PKF|PKE|PKG|BLW',
  ...readdirSync('rulesets', { withFileTypes: true }).flatMap(it => (it.isDirectory() ? it.name : [])),
]

/** Beginnings of names count, `pupil_id` and `schoolKey` too, but not the inside of longer words: `upgrade`. */
const DOMAIN: readonly RegExp[] = WORDS.map(it => new RegExp(`(?<![A-Za-z])(?i:${it})(?![a-z])`))

interface File {
  readonly path: string
  /** The folder on a floor: the first step below `src`. */
  readonly floor: string
  readonly text: string
}

const files: readonly File[] = globSync('src/**/*.{ts,js}')
  .map(it => it.replaceAll('\\', '/'))
  .sort()
  .map(path => ({ path, floor: path.split('/')[1] ?? '', text: readFileSync(path, 'utf8') }))

const importsOf = ({ text }: File): readonly string[] =>
  Array.from(
    text.matchAll(
      /^(?:import|export)\b[^'"]*?\bfrom\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm,
    ),
    it => it[1] ?? it[2] ?? it[3] ?? '',
  )

const floorOf = (folder: string): number => FLOORS.indexOf(folder)

/** `@noble/hashes` of `@noble/hashes/sha2.js`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/** Code without comments; strings stay, for words in messages count. */
const codeOf = ({ text }: File): string => text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

const found = (among: readonly File[], patterns: readonly RegExp[], textOf: (file: File) => string) =>
  among.flatMap(file => {
    const text = textOf(file)
    return patterns.flatMap(it => {
      const breach = it.exec(text)
      return breach === null ? [] : [`${file.path}: ${breach[0]}`]
    })
  })

const breaches = (among: readonly File[], patterns: readonly RegExp[]): readonly string[] =>
  found(among, patterns, codeOf)

/** All that is in a file, comments and what was generated too: examples would be the first thing to go stale. */
const wordsOf = ({ text }: File): string => text.replaceAll(/\bMath\./g, '')

describe('the house', () => {
  it('has every folder on a floor, and every floor a folder', () => {
    expect(FLOORS.filter(it => !existsSync(`src/${it}`))).toEqual([])
    expect(files.filter(it => floorOf(it.floor) < 0).map(it => it.path)).toEqual([])
  })

  it('has files that use only their own floor and those below', () => {
    const upward = files.flatMap(file =>
      importsOf(file)
        .filter(it => it.startsWith('.'))
        .map(it => normalize(join(dirname(file.path), it)).replaceAll('\\', '/'))
        .filter(it => floorOf(it.split('/')[1] ?? '') > floorOf(file.floor) || !it.startsWith('src/'))
        .map(it => `${file.path} uses ${it}`),
    )
    expect(upward).toEqual([])
  })

  it('keeps each package in its place', () => {
    const astray = files.flatMap(file =>
      importsOf(file)
        .filter(it => !it.startsWith('.') && !it.startsWith('node:'))
        .map(packageOf)
        .filter(it => !(HOMES[it] ?? []).some(home => file.path.startsWith(`src/${home}/`)))
        .map(it => `${file.path} uses ${it}`),
    )
    expect(astray).toEqual([])
  })

  it('reaches outside only from the floors that face the world', () => {
    const inner = files.filter(it => !FACES.includes(it.floor))
    const reaching = inner.flatMap(file =>
      importsOf(file)
        .filter(it => it.startsWith('node:'))
        .map(it => `${file.path} uses ${it}`),
    )
    expect([...reaching, ...breaches(inner, OUTSIDE)]).toEqual([])
  })

  it('makes no code while it runs, and nothing by chance or by the clock', () => {
    const inner = files.filter(it => it.floor !== 'cli')
    expect(breaches(inner, FORBIDDEN)).toEqual([])
  })

  it('knows no words of the rules it computes', () => {
    expect(found(files, DOMAIN, wordsOf)).toEqual([])
  })
})

describe('the guard', () => {
  const file = (text: string): File => ({ path: 'src/model/x.ts', floor: 'model', text })

  it('sees every way to import', () => {
    const text = `import a from 'a'\nimport 'b'\nimport {\n  c,\n} from 'c'\nexport { d } from 'd'\nimport type { E } from "e"\nconst f = await import('f')\n`
    expect(importsOf(file(text))).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })

  it('reads strings but not comments for what code must not do', () => {
    expect(breaches([file('/** eval() */\n// eval()\nconst a = 1')], FORBIDDEN)).toEqual([])
    expect(breaches([file("const a = 'eval()'")], FORBIDDEN)).toEqual(['src/model/x.ts: eval('])
  })

  it('reads comments, strings and generated files for words of the rules', () => {
    const seen = (text: string, path = 'src/model/x.ts') =>
      found([{ ...file(text), path }], DOMAIN, wordsOf).map(it => it.replace(/.*: /, ''))
    expect(seen('/** a GCSE */')).toEqual(['GCSE'])
    expect(seen("const a = 'Pupils'")).toEqual(['Pupils'])
    expect(seen('{"examples":["ks2@2016"]}', 'src/model/generated/x.ts')).toEqual(['ks2', 'ks2'])
    expect(seen('// pupilKey of ks1_level')).toEqual(['pupil', 'ks1', 'ks1_level'])
  })

  it('lets words be that only look like them', () => {
    const text = 'Math.max(upgrade, groupKey, preschooler, writing, "ks", proceeds, degraded)'
    expect(found([file(text)], DOMAIN, wordsOf)).toEqual([])
  })

  it('names only packages that are installed', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(Object.keys(HOMES).filter(it => !(it in dependencies))).toEqual([])
    expect(Object.keys(dependencies).filter(it => !(it in HOMES))).toEqual([])
  })
})
