/**
 * Every example about single calls fails as said, at the place said, and its repair does not. Checking
 * its rows says what calling with them says; warnings come from checking alone.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type CallRecord, checkText, compile, type RowsBelow } from '../../src/api/core.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { hintOf, messageOf } from '../../src/diagnostics/report.ts'
import { textOf } from '../../src/source/source.ts'
import { RULES } from './calls.ts'

interface Example {
  readonly compile: {
    readonly level: string
    readonly outputs: readonly string[]
    readonly parameters?: Readonly<Record<string, string>>
  }
  readonly call?: { readonly row: CallRecord; readonly rows: RowsBelow }
  readonly at?: string
}
interface Entry {
  readonly fails: readonly Example[]
  readonly repaired: readonly Example[]
}

const catalogue = Object.entries(
  parse(readFileSync('spec/1.0/diagnostics/call.yaml', 'utf8')) as Record<string, Entry>,
)
const failing = catalogue.flatMap(([code, { fails }]) => fails.map(example => ({ code, example })))
const repaired = catalogue.flatMap(([code, entry]) => entry.repaired.map(example => ({ code, example })))

const ruleset = checkText(RULES).value

function saidAbout({ compile: options, call }: Example): readonly Diagnostic[] {
  if (ruleset === undefined) throw new Error('the rules are wrong')
  const { value: calculate, diagnostics } = compile(ruleset, options)
  if (calculate === undefined || call === undefined) return diagnostics
  const checked = calculate.check(call.row, call.rows)
  const called = calculate(call.row, call.rows).diagnostics
  expect(called).toEqual(checked.filter(it => it.severity === 'error'))
  return checked
}

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
