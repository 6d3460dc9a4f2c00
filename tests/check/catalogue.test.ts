/** Every example of the catalogue's check stage fails as it says, at the place said, and its repair does not. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkRuleset } from '../../src/check/check-ruleset.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { hintOf, messageOf } from '../../src/diagnostics/report.ts'
import { textOf } from '../../src/source/source.ts'
import { type FileTexts, soundRuleset } from '../fixtures/ruleset.ts'

interface Example {
  readonly ruleset: string
  readonly files?: FileTexts
}
interface Entry {
  readonly fails: readonly (Example & { readonly at: string })[]
  readonly repaired: readonly Example[]
}

const catalogue = Object.entries(
  parse(readFileSync('spec/1.0/diagnostics/check.yaml', 'utf8')) as Record<string, Entry>,
)

const saidAbout = ({ ruleset, files }: Example): readonly Diagnostic[] =>
  checkRuleset(soundRuleset(ruleset, files)).diagnostics.filter(it => !it.code.startsWith('lint/'))

describe.each(catalogue)('%s', (code, { fails, repaired }) => {
  test.each(fails.map(it => [it]))('is what there is to say about %o', example => {
    expect(saidAbout(example).map(it => [it.code, textOf(it.at).trimEnd()])).toEqual([[code, example.at]])
  })

  test.each(fails.map(it => [it]))('has every argument its message asks for in %o', example => {
    for (const it of saidAbout(example)) expect(`${messageOf(it)} ${hintOf(it) ?? ''}`).not.toMatch(/\{\w+\}/)
  })

  test.each(repaired.map(it => [it]))('is not said about %o', example => {
    expect(saidAbout(example)).toEqual([])
  })
})
