/** Runs every example of the catalogue's document stage: it fails as said, at the place said, and its repair does not. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { hintOf, messageOf } from '../../src/diagnostics/report.ts'
import { textOf } from '../../src/source/source.ts'
import { diagnosticsOf, type Example } from './document-examples.ts'

interface Entry {
  readonly fails: readonly (Example & { readonly at: string })[]
  readonly repaired: readonly Example[]
}

const catalogue = Object.entries(
  parse(readFileSync('spec/1.0/diagnostics/document.yaml', 'utf8')) as Record<string, Entry>,
)
const failing = catalogue.flatMap(([code, { fails }]) => fails.map(it => ({ code, example: it })))
const repaired = catalogue.flatMap(([code, entry]) => entry.repaired.map(it => ({ code, example: it })))

describe('the example of', () => {
  it.each(failing)('$code fails as said: $example', ({ code, example }) => {
    const found = diagnosticsOf(example)
    expect(found.map(it => it.code)).toContain(code)
    expect(found.filter(it => it.code === code).map(it => textOf(it.at))).toContain(example.at)
  })

  it.each(failing)('$code fails for no other reason: $example', ({ code, example }) => {
    const others = diagnosticsOf(example).filter(it => it.code !== code)
    expect(others).toEqual([])
  })

  it.each(failing)('$code has every argument its message asks for: $example', ({ example }) => {
    for (const it of diagnosticsOf(example)) expect(wordingOf(it)).not.toMatch(/\{\w+\}/)
  })

  it.each(repaired)('$code is repaired: $example', ({ example }) => {
    expect(diagnosticsOf(example)).toEqual([])
  })
})

const wordingOf = (it: Diagnostic): string => `${messageOf(it)} ${hintOf(it) ?? ''}`
