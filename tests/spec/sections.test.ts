/** Every section of the specification is held by something that runs, and whatever cites a section cites one there is. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCaseFile } from '../../src/cases/read-case-file.ts'
import { readChapters } from './chapters.ts'
import { languageFiles } from './language-cases.ts'

const sections = readChapters().flatMap(it => it.sections)
const files = languageFiles().map(source => ({ name: source.name, file: readCaseFile(source).value }))

/** `spec: laws/known-failures, laws/holds` in the comments of tests and of the program. */
const citationsIn = (pattern: string): readonly { readonly path: string; readonly section: string }[] =>
  globSync(pattern).flatMap(path =>
    [...readFileSync(path, 'utf8').matchAll(/spec: ((?:[\w-]+\/[\w-]+(?:,\s+(?:\*\s+)?)?)+)/g)]
      .flatMap(it => (it[1] ?? '').match(/[\w-]+\/[\w-]+/g) ?? [])
      .map(section => ({ path, section })),
  )

describe('a section', () => {
  const byCases = new Set(files.map(it => it.file?.section))
  const byTests = new Set(citationsIn('tests/**/*.test.ts').map(it => it.section))

  it.each(sections)('%s is cited by language cases, or by a test of what cases cannot show', section => {
    expect(byCases.has(section) || byTests.has(section)).toBe(true)
  })
})

describe('what cites a section', () => {
  it('names one there is', () => {
    const citations = [
      ...files.map(({ name, file }) => ({ path: name, section: file?.section ?? '' })),
      ...citationsIn('tests/**/*.test.ts'),
      ...citationsIn('src/**/*.ts'),
    ]
    expect(citations.filter(it => !sections.includes(it.section))).toEqual([])
  })
  it('stands in a file of its name, where it is a file of language cases', () => {
    const misplaced = files.filter(({ name, file }) => name !== `conformance/language/${file?.section}.yaml`)
    expect(misplaced.map(it => it.name)).toEqual([])
  })
  it('gives its cases names of small letters that are their own', () => {
    const ids = files.flatMap(({ name, file }) => file?.cases.map(it => ({ name, id: it.id })) ?? [])
    expect(ids.filter(it => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(it.id))).toEqual([])
  })
})
