/** What the short forms of a comparison say, and what they say that they leave out. */
import { describe, expect, test } from 'vitest'
import { compareMeaning } from '../../src/diff/meaning/compare-meaning.ts'
import { reportMeaning } from '../../src/diff/meaning/meaning-report.ts'
import { leftOut, runsOf, toldOf } from '../../src/diff/render/left-out.ts'
import { renderMarkdown } from '../../src/diff/render/markdown.ts'
import { renderText } from '../../src/diff/render/text.ts'
import { compareStructure } from '../../src/diff/structure/compare-structure.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import { soundProgram } from '../fixtures/run.ts'
import { BASE } from './base.ts'

const plain = (text: string): string => text
const STYLE = { strong: plain, faint: plain, good: plain, absent: plain }

function reportOf(...edits: readonly (readonly [string, string])[]) {
  const changed = edits.reduce((text, [from, to]) => text.replace(from, to), BASE)
  const [before, after] = [soundProgram(BASE), soundProgram(changed)]
  if (before === undefined || after === undefined) throw new Error('two programs')
  const { changes, renames } = compareStructure(before.ruleset, after.ruleset)
  const meaning = reportMeaning(
    compareMeaning(before, after, { engine: referenceEngine, renames, cohorts: 8 }),
  )
  const edition = { address: 'small@2000/draft.1', title: 'Small' }
  return { before: edition, after: edition, structure: changes, meaning }
}

describe('the short form', () => {
  const report = reportOf(['[A or B, yes, 6]', '[A or B, yes, 7]'], ['is: worth * 2', 'is: worth * 3'])
  const text = renderText(report, { width: 100, style: STYLE })

  test('begins with what it came to, as text and as Markdown', () => {
    expect(text.split('\n').slice(3, 4).join()).toMatch(/^structure +2 of 2 changes/)
    expect(renderMarkdown(report)).toContain('## Summary\n\n- **structure**: 2 of 2 changes')
  })

  test('explains both sides of an input: the row that decided, the formula with its values', () => {
    expect(text).toMatch(/before {2}6\n +row 3: .+ gives 6\n +after {3}7\n +row 3: .+ gives 7/s)
    expect(renderMarkdown(report)).toMatch(/worth \\\* 3: \d+ \\\* 3/)
  })

  test('tells the first of many like changes, and counts the rest among what it leaves out', () => {
    const [change] = report.structure
    if (change === undefined) throw new Error('a change')
    const many = Array.from({ length: 20 }, () => change)
    const [run = []] = runsOf(many)
    expect(run.length).toBe(20)
    expect(leftOut({ before: report.before, after: report.after, structure: many })).toEqual([
      `${20 - toldOf(run)} changes like others`,
    ])
  })
})
