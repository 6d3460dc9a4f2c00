/** The words of the language are said once and kept to: built-in reasons, and the terms of the glossary. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { BUILT_IN_REASONS } from '../../src/value/value.ts'
import { readChapters } from './chapters.ts'

const chapters = readChapters()

describe('the built-in reasons', () => {
  it('are those of the specification, each of the same kind', () => {
    const values = chapters.find(it => it.sections.includes('values/built-in-reasons'))?.text ?? ''
    const section = values.slice(values.indexOf('{#values/built-in-reasons}')).split('\n## ')[0] ?? ''
    const rows = [...section.matchAll(/^\| `(\w+)` \| ([\w ]+) \|/gm)].map(it => [it[1], it[2]])
    expect(rows.sort()).toEqual(
      Object.entries(BUILT_IN_REASONS)
        .map(([name, it]) => [name, it.absence])
        .sort(),
    )
  })
})

describe('a term of the glossary', () => {
  const terms = [...readFileSync('GLOSSARY.md', 'utf8').matchAll(/\*\*([^*]+)\*\*/g)].map(it => it[1] ?? '')
  const used = [
    ...chapters.map(it => it.text),
    ...globSync(['src/**/*.ts', 'rulesets/**/*.yaml']).map(path => readFileSync(path, 'utf8')),
  ]
    .join('\n')
    .toLowerCase()

  it.each([...new Set(terms)])('%s is used', term => {
    const words = term.toLowerCase().split(' ').join('[ _-]')
    expect(new RegExp(`\\b${words}`).test(used)).toBe(true)
  })
})
