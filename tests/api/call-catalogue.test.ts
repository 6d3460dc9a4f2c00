/**
 * Every example about single calls fails as said, at the place said, and its repair does not. Checking
 * its rows says what calling with them says; warnings come from checking alone.
 */
import { expect } from 'vitest'
import { type CallRecord, checkText, compile, type RowsBelow } from '../../src/api/core.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { testCatalogue } from '../fixtures/catalogue.ts'
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

testCatalogue('call', saidAbout)
