/** Every example of every chapter of the specification runs and comes out as the chapter says. */
import { describe, expect, it } from 'vitest'
import { testCases } from '../conformance/case-tests.ts'
import { readChapters } from './chapters.ts'

const chapters = readChapters()

for (const { examples } of chapters) {
  for (const { section, source } of examples)
    testCases(`${section} (${source.name}, line ${source.firstLine})`, source)
}

describe('the specification', () => {
  const sections = chapters.flatMap(it => it.sections)

  it('gives each section an id of its own', () => {
    expect(sections.filter((it, index) => sections.indexOf(it) !== index)).toEqual([])
  })
  it('gives each section an id', () => {
    const headings = chapters.flatMap(it => it.text.match(/^## .*$/gm) ?? [])
    expect(headings.filter(it => !/\{#[\w-]+\/[\w-]+\}$/.test(it))).toEqual([])
  })
})
