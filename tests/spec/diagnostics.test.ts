/**
 * The catalogue of diagnostics is complete and reads as one text. That each example does what it says is
 * tested where its stage is; here it is held that it has examples, and that there is such a test.
 */
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { CATALOGUE } from '../../src/diagnostics/generated/catalogue.ts'

interface Entry {
  readonly severity: string
  readonly message: string
  readonly hint?: string
  readonly why: string
  readonly fails: readonly { readonly at?: string }[]
  readonly repaired?: readonly object[]
}

const stages = globSync('spec/1.0/diagnostics/*.yaml')
  .sort()
  .map(path => ({
    path,
    stage: basename(path, '.yaml'),
    entries: Object.entries<Entry>(parse(readFileSync(path, 'utf8'))),
  }))
const entries = stages.flatMap(({ stage, entries: own }) =>
  own.map(([code, entry]) => ({ stage, code, entry })),
)
const tests = globSync('tests/**/*.test.ts').map(path => readFileSync(path, 'utf8'))

describe.each(entries)('$code', ({ stage, code, entry }) => {
  const { message, hint = '', why, fails, repaired = [] } = entry
  /** What a person reads, without what is put in for the author's text. */
  const texts = [message, hint].filter(it => it !== '')

  it('is named by its stage and small letters', () => {
    expect(code).toMatch(new RegExp(`^${stage}/[a-z]+(-[a-z0-9]+)*$`))
  })
  it('has an example that fails, and one that is repaired', () => {
    expect(fails.length).toBeGreaterThan(0)
    expect(repaired.length).toBeGreaterThan(0)
  })
  it('says where each failing example is complained of', () => {
    expect(fails.filter(it => it.at === undefined)).toEqual([])
  })
  it('speaks in one line, in lower case, without a full stop', () => {
    for (const it of texts) expect(it).toMatch(/^[^A-Z\n][^\n]*[^.\n]$/)
  })
  it('does not speak of the program', () => {
    expect(texts.join(' ')).not.toMatch(
      /\b(undefined|null|NaN|object|array|string|boolean|exception|parser|token|node|AST)\b/,
    )
  })
  it('says why in whole sentences', () => {
    expect(why.trim()).toMatch(/^[A-Z`][\s\S]*[.?]$/)
  })
})

describe('the catalogue', () => {
  it('is that of the program', () => {
    expect(entries.map(it => it.code).sort()).toEqual(Object.keys(CATALOGUE).sort())
  })
  it.each(stages)('has its examples of $stage run by a test', ({ path, stage }) => {
    const isRun = (it: string) => it.includes(path) || it.includes(`testCatalogue('${stage}'`)
    expect(tests.some(isRun)).toBe(true)
  })
  it('has no diagnostic that nothing gives', () => {
    const program = globSync('src/**/*.ts', { exclude: ['src/diagnostics/generated/**'] })
      .map(path => readFileSync(path, 'utf8'))
      .join('\n')
    expect(entries.filter(it => !program.includes(`'${it.code}'`)).map(it => it.code)).toEqual([])
  })
})
