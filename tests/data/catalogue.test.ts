/** Every example of the catalogue's data stage is complained of as it says, and its repair is not. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { hintOf, messageOf } from '../../src/diagnostics/report.ts'
import { textOf } from '../../src/source/source.ts'
import { type DataExample, diagnosticsOf } from './data-examples.ts'

interface Entry {
  readonly fails: readonly (DataExample & { readonly at: string })[]
  readonly repaired: readonly DataExample[]
}
const catalogue = Object.entries<Entry>(parse(readFileSync('spec/1.0/diagnostics/data.yaml', 'utf8')))

/** Said of the file as a whole whenever a row of it cannot be used. */
const SUMMARIES = new Set(['data/rows-set-aside', 'data/all-rows-set-aside'])

describe.each(catalogue)('%s', (code, { fails, repaired }) => {
  test.each(fails.map(it => [it]))('is given for %o', async example => {
    const found = (await diagnosticsOf(example)).filter(it => it.code === code)
    const texts = found.map(it => textOf(it.at))
    expect(texts.some(it => (example.at === '' ? it === '' : it.startsWith(example.at)))).toBe(true)
  })

  test.each(fails.map(it => [it]))('is all there is to say of %o', async example => {
    const others = (await diagnosticsOf(example)).filter(it => it.code !== code && !SUMMARIES.has(it.code))
    expect(SUMMARIES.has(code) ? [] : others.map(messageOf)).toEqual([])
  })

  test.each(fails.map(it => [it]))('has every argument its message asks for: %o', async example => {
    for (const it of await diagnosticsOf(example)) {
      expect(messageOf(it)).not.toMatch(/\{\w+\}/)
      expect(hintOf(it) ?? '').not.toMatch(/\{\w+\}/)
    }
  })

  test.each(repaired.map(it => [it]))('is not given for %o', async example => {
    expect((await diagnosticsOf(example)).map(messageOf)).toEqual([])
  })
})
