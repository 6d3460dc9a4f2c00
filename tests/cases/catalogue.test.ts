/** Every example of the catalogue's case stage is complained of as it says, and its repair is not. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { hintOf, messageOf } from '../../src/diagnostics/report.ts'
import { textOf } from '../../src/source/source.ts'
import { type CaseExample, diagnosticsOf } from './case-examples.ts'

interface Entry {
  readonly fails: readonly (CaseExample & { readonly at: string })[]
  readonly repaired: readonly CaseExample[]
}
const catalogue = Object.entries<Entry>(parse(readFileSync('spec/1.0/diagnostics/case.yaml', 'utf8')))

describe.each(catalogue)('%s', (code, { fails, repaired }) => {
  it.each(fails)('is given, and nothing else: at `$at`', example => {
    const found = diagnosticsOf(example).map(it => [it.code, textOf(it.at)])
    expect(found).toEqual([[code, example.at]])
  })
  it.each(fails)('has every argument its message asks for: at `$at`', example => {
    for (const it of diagnosticsOf(example))
      expect(`${messageOf(it)} ${hintOf(it) ?? ''}`).not.toMatch(/\{\w+\}/)
  })
  it.each(repaired)('is not given for $cases$file', example => {
    expect(diagnosticsOf(example).map(messageOf)).toEqual([])
  })
})
