/** Every example about laws fails as said, at the place said, and its repair does not. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { hintOf, messageOf } from '../../src/diagnostics/report.ts'
import { textOf } from '../../src/source/source.ts'
import { resultsOf } from './laws.ts'

interface Example {
  readonly ruleset?: string
  readonly at?: string
}
interface Entry {
  readonly fails: readonly Example[]
  readonly repaired: readonly Example[]
}

const catalogue = Object.entries(
  parse(readFileSync('spec/1.0/diagnostics/law.yaml', 'utf8')) as Record<string, Entry>,
)
const failing = catalogue.flatMap(([code, { fails }]) =>
  fails.filter(it => it.ruleset !== undefined).map(example => ({ code, example })),
)
const repaired = catalogue.flatMap(([code, entry]) => entry.repaired.map(example => ({ code, example })))

const saidAbout = ({ ruleset = '' }: Example): readonly Diagnostic[] =>
  resultsOf(ruleset).flatMap(it => it.diagnostics)

describe('the example of', () => {
  it.each(failing)('$code fails as said, and for no other reason', ({ code, example }) => {
    const found = saidAbout(example)
    expect(found.map(it => [it.code, textOf(it.at)])).toEqual([[code, example.at]])
    for (const it of found) expect(`${messageOf(it)} ${hintOf(it) ?? ''}`).not.toMatch(/\{\w+\}/)
  })
  it.each(repaired)('$code is repaired', ({ example }) => {
    expect(saidAbout(example)).toEqual([])
  })
})
