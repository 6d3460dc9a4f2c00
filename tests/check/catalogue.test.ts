/** Every example of the catalogue's check stage fails as it says, at the place said, and its repair does not. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkRuleset } from '../../src/check/check-ruleset.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { hintOf, messageOf } from '../../src/diagnostics/report.ts'
import { textOf } from '../../src/source/source.ts'
import { soundRuleset } from '../fixtures/ruleset.ts'

interface Entry {
  readonly fails: readonly { readonly ruleset: string; readonly at: string }[]
  readonly repaired: readonly { readonly ruleset: string }[]
}

const catalogue = Object.entries(
  parse(readFileSync('spec/1.0/diagnostics/check.yaml', 'utf8')) as Record<string, Entry>,
)

const saidAbout = (ruleset: string): readonly Diagnostic[] =>
  checkRuleset(soundRuleset(ruleset)).diagnostics.filter(it => !it.code.startsWith('lint/'))

describe.each(catalogue)('%s', (code, { fails, repaired }) => {
  test.each(fails.map(it => [it]))('is what there is to say about %o', ({ ruleset, at }) => {
    expect(saidAbout(ruleset).map(it => [it.code, textOf(it.at).trimEnd()])).toEqual([[code, at]])
  })

  test.each(fails.map(it => [it]))('has every argument its message asks for in %o', ({ ruleset }) => {
    for (const it of saidAbout(ruleset)) expect(`${messageOf(it)} ${hintOf(it) ?? ''}`).not.toMatch(/\{\w+\}/)
  })

  test.each(repaired.map(it => [it]))('is not said about %o', ({ ruleset }) => {
    expect(saidAbout(ruleset)).toEqual([])
  })
})
