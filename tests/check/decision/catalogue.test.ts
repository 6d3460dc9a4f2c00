/** Every example about decision tables fails as said, at the place said, and its repair does not. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkRuleset } from '../../../src/check/check-ruleset.ts'
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts'
import { hintOf, messageOf } from '../../../src/diagnostics/report.ts'
import { textOf } from '../../../src/source/source.ts'
import { soundRuleset } from '../../fixtures/ruleset.ts'

interface Example {
  readonly ruleset?: string
  readonly at?: string
}
interface Entry {
  readonly fails: readonly Example[]
  readonly repaired?: readonly Example[]
}

const catalogue = Object.entries(
  parse(readFileSync('spec/1.0/diagnostics/table.yaml', 'utf8')) as Record<string, Entry>,
)
const written = (examples: readonly Example[] = []): readonly Example[] =>
  examples.filter(it => it.ruleset !== undefined)
const failing = catalogue.flatMap(([code, { fails }]) => written(fails).map(example => ({ code, example })))
const repaired = catalogue.flatMap(([code, entry]) =>
  written(entry.repaired).map(example => ({ code, example })),
)

const saidAbout = ({ ruleset = '' }: Example): readonly Diagnostic[] =>
  checkRuleset(soundRuleset(ruleset)).diagnostics.filter(it => !it.code.startsWith('lint/'))

describe('the example of', () => {
  it.each(failing)('$code fails as said, and for no other reason', ({ code, example }) => {
    expect(saidAbout(example).map(it => [it.code, textOf(it.at)])).toEqual([[code, example.at]])
  })
  it.each(failing)('$code has every argument its message asks for', ({ example }) => {
    for (const it of saidAbout(example)) expect(`${messageOf(it)} ${hintOf(it) ?? ''}`).not.toMatch(/\{\w+\}/)
  })
  it.each(repaired)('$code is repaired', ({ example }) => {
    expect(saidAbout(example)).toEqual([])
  })
})
