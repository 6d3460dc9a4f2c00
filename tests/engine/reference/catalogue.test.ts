/** The examples of the catalogue of what goes wrong while computing: each fails as it says, and is repaired as it says. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts'
import { messageOf } from '../../../src/diagnostics/report.ts'
import { textOf } from '../../../src/source/source.ts'
import { type RowTexts, run } from '../../fixtures/run.ts'

interface Example {
  readonly ruleset: string
  readonly given: RowTexts
  readonly at?: string
}
interface Entry {
  readonly fails: readonly Example[]
  readonly repaired: readonly Example[]
}

const catalogue = parse(readFileSync('spec/1.0/diagnostics/evaluate.yaml', 'utf8')) as Readonly<
  Record<string, Entry>
>

/** What goes wrong when every rule is computed on every row. */
function diagnosticsOf({ ruleset, given }: Example): readonly Diagnostic[] {
  const result = run(ruleset, given)
  for (const column of result.program.order) {
    const level = result.levels.get(column.slice(0, column.indexOf('.')))
    for (let row = 0; row < (level?.size ?? 0); row += 1) result.value(column, row)
  }
  return result.diagnostics
}

describe.each(Object.entries(catalogue))('%s', (code, { fails, repaired }) => {
  it('is reported where the example says', () => {
    for (const example of fails) {
      const [found, ...others] = diagnosticsOf(example)
      expect(others).toEqual([])
      expect([found?.code, found && textOf(found.at)]).toEqual([code, example.at])
      expect(found && messageOf(found)).not.toContain('{')
    }
  })

  it('is gone in the repaired example', () => {
    for (const example of repaired) expect(diagnosticsOf(example)).toEqual([])
  })
})
