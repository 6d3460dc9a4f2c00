/**
 * The language cases come out the same when their rows are given in the opposite order.
 * spec: conformance/engines
 */
import { describe, expect, it } from 'vitest'
import { readCaseFile } from '../../src/cases/read-case-file.ts'
import { runCaseFile } from '../../src/cases/run-case-file.ts'
import { renderLines } from '../../src/diagnostics/render-line.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import { rulesets } from '../fixtures/registered.ts'
import { caseFilesIn } from './case-tests.ts'

describe('the order of the rows', () => {
  it.each(caseFilesIn('conformance/language'))('changes nothing in $name', source => {
    const { value: file } = readCaseFile(source)
    if (file === undefined) throw new Error(`${source.name} cannot be read`)
    const reversed = { ...file, cases: file.cases.map(it => ({ ...it, given: it.given.toReversed() })) }
    const { results } = runCaseFile(reversed, { engine: referenceEngine, rulesets })
    expect(renderLines(results.flatMap(it => it.failures))).toBe('')
  })
})
