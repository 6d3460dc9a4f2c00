/** What pages say of the project is so: folders, links, commands; and nothing is left to be done in passing. */
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter(it => it !== '' && existsSync(it))
const pages = tracked
  .filter(it => it.endsWith('.md'))
  .map(path => ({ path, text: readFileSync(path, 'utf8') }))
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

describe('the architecture', () => {
  const text = readFileSync('ARCHITECTURE.md', 'utf8')
  const named = [...text.matchAll(/^\| `([\w/-]+\/)` \|/gm)].map(it => it[1] ?? '')

  it('names folders that exist', () => {
    expect(named.filter(it => !existsSync(it))).toEqual([])
  })
  it('names every folder of the program', () => {
    const folders = readdirSync('src').filter(it => statSync(join('src', it)).isDirectory())
    expect(folders.filter(it => !named.includes(`src/${it}/`))).toEqual([])
  })
})

describe('a page', () => {
  it.each(pages)('$path links to what is there', ({ path, text }) => {
    const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(it => it[1] ?? '')
    const own = links.filter(it => !/^[a-z]+:/.test(it))
    expect(own.filter(it => !leadsSomewhere(path, it))).toEqual([])
  })
  it.each(pages)('$path names scripts that there are', ({ text }) => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(it => it[1] ?? '')
    expect(named.filter(it => scripts[it] === undefined)).toEqual([])
  })
  const written = pages.filter(it => !it.path.startsWith('docs/reference/'))
  it.each(written)('$path names commands that there are', ({ text }) => {
    const commands = readdirSync('src/cli/commands').map(it => it.replace('.ts', ''))
    const named = [...text.matchAll(/\byardstick ([a-z]+)\b/g)].map(it => it[1] ?? '')
    const isNamedAsCommand = (word: string) => new RegExp(`(npx |^|\`)yardstick ${word}`, 'm').test(text)
    expect(named.filter(it => isNamedAsCommand(it) && !commands.includes(it) && it !== 'help')).toEqual([])
  })
})

const withoutCode = (text: string): string => text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '')

/** A path from the page, with the heading it names. */
function leadsSomewhere(page: string, link: string): boolean {
  const [file = '', anchor] = link.split('#')
  const path = file === '' ? page : join(dirname(page), decodeURI(file))
  if (!existsSync(path)) return false
  if (anchor === undefined || !path.endsWith('.md')) return true
  return anchorsIn(readFileSync(path, 'utf8')).includes(anchor)
}

const anchorsIn = (text: string): readonly string[] =>
  [...withoutBlocks(text).matchAll(/^#+ (.*)$/gm)].map(it =>
    (it[1] ?? '')
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
const withoutBlocks = (text: string): string => text.replace(/```[\s\S]*?```/g, '')

describe('the project', () => {
  const texts = tracked.filter(it => /\.(ts|md|yaml|json|ebnf|mjs)$/.test(it) && it !== 'package-lock.json')

  it('leaves nothing to be done in passing', () => {
    const mark = new RegExp(`\\b(${['TO', 'DO'].join('')}|FIX${'ME'}|X${'XX'})\\b`)
    expect(texts.filter(it => mark.test(readFileSync(it, 'utf8')))).toEqual([])
  })
  it('has generated files that are current', () => {
    expect(() =>
      execFileSync(process.execPath, ['scripts/generate.ts', '--check'], { stdio: 'pipe' }),
    ).not.toThrow()
  })
  it('skips no test', () => {
    const tests = globSync('tests/**/*.ts').filter(it =>
      /\b(it|test|describe)\.(skip|only|todo)(If|\.each)?\(/.test(readFileSync(it, 'utf8')),
    )
    expect(tests).toEqual([])
  })
})
