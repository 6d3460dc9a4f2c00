/**
 * The examples of the chapter on samples are sound, and what they draw is read without complaint.
 * spec: samples/descriptions
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cohortFromText } from '../../src/data/cohort-from-text.ts'
import { sampleTexts } from '../../src/sample/sample-texts.ts'
import { soundProgram } from '../fixtures/run.ts'
import { soundSample } from './samples.ts'

const CHAPTER = readFileSync('spec/1.0/chapters/15-samples.md', 'utf8')

const blocks = Array.from(CHAPTER.matchAll(/^```yaml (ruleset|sample)\n(.*?)^```$/gms), it => ({
  sort: it[1] ?? '',
  text: it[2] ?? '',
}))

/** Each description with the ruleset that stands before it. */
const examples = blocks.flatMap(({ sort, text }, index) => {
  const ruleset = blocks.slice(0, index).findLast(it => it.sort === 'ruleset')?.text ?? ''
  return sort === 'sample' ? [{ sample: text, program: soundProgram(ruleset) }] : []
})

describe('the chapter on samples', () => {
  it('has examples', () => expect(examples.length).toBeGreaterThan(2))

  it.each(examples)('draws rows that can be read: $sample', ({ sample, program }) => {
    const texts = sampleTexts(soundSample({ sample }, program))
    expect([...texts.values()].every(it => it.split('\n').length > 20)).toBe(true)
    const { value, diagnostics } = cohortFromText(program, Object.fromEntries(texts), { isStrict: true })
    expect(diagnostics).toEqual([])
    expect(value).toBeDefined()
  })
})
