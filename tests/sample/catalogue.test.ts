/** Every example about descriptions of samples fails as said, at the place said, and its repair does not. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { hintOf, messageOf } from '../../src/diagnostics/report.ts'
import { textOf } from '../../src/source/source.ts'
import { type SampleExample, sampleOf } from './samples.ts'

interface Entry {
  readonly fails: readonly (SampleExample & { readonly at: string | readonly string[] })[]
  readonly repaired: readonly SampleExample[]
}

const catalogue = Object.entries(
  parse(readFileSync('spec/1.0/diagnostics/sample.yaml', 'utf8')) as Record<string, Entry>,
)
const failing = catalogue.flatMap(([code, { fails }]) => fails.map(example => ({ code, example })))
const repaired = catalogue.flatMap(([code, entry]) => entry.repaired.map(example => ({ code, example })))

describe('the example of', () => {
  it.each(failing)('$code fails as said, and for no other reason', ({ code, example }) => {
    const { diagnostics } = sampleOf(example)
    const places = [example.at].flat()
    expect(diagnostics.map(found => [found.code, textOf(found.at)])).toEqual(places.map(at => [code, at]))
    for (const found of diagnostics)
      expect(`${messageOf(found)} ${hintOf(found) ?? ''}`).not.toMatch(/\{\w+\}/)
  })
  it.each(repaired)('$code is repaired', ({ example }) => {
    expect(sampleOf(example).diagnostics.map(messageOf)).toEqual([])
  })
})
