/** Makes a test of every case in a case file, so that each fails on its own and by its own name. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCaseFile } from '../../src/cases/read-case-file.ts'
import { type CaseFileResult, runCaseFile } from '../../src/cases/run-case-file.ts'
import { caseFilesIn as filesOfCases } from '../../src/cli/test-files.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { renderLines } from '../../src/diagnostics/render-line.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import type { Source } from '../../src/source/source.ts'
import { rulesets } from '../fixtures/registered.ts'

/** Case files below a folder, as the command finds them. */
export const caseFilesIn = (folder: string): readonly Source[] =>
  filesOfCases(folder).map(name => ({ name: name.replaceAll('\\', '/'), text: readFileSync(name, 'utf8') }))

/** Tests under `title`: that the file can be read, and that each of its cases holds. */
export function testCases(title: string, source: Source): void {
  const { value: file, diagnostics } = readCaseFile(source)
  let result: CaseFileResult | undefined
  const failuresOf = (id: string): readonly Diagnostic[] => {
    result ??= file && runCaseFile(file, { engine: referenceEngine, rulesets })
    return result?.results.find(it => it.case.id === id)?.failures ?? []
  }
  describe(title, () => {
    it('can be read', () => {
      expect(renderLines(diagnostics)).toBe('')
    })
    it.each(file?.cases.map(it => it.id) ?? [])('%s', id => {
      expect(reasonsOf(failuresOf(id))).toBe('')
    })
  })
}

/** Failures with what explains them, such as the error in a ruleset behind a case that was refused. */
const reasonsOf = (failures: readonly Diagnostic[]): string =>
  failures
    .map(
      it =>
        renderLines([it]) + it.related.map(({ label, at }) => renderLines([{ ...it, at }]) + label).join(),
    )
    .join('')
