/** Every case that says something about the language: those of the chapters and those of the folder. */

import { caseCohort } from '../../src/cases/case-cohort.ts'
import type { Case } from '../../src/cases/case-file.ts'
import { programsOf } from '../../src/cases/case-ruleset.ts'
import { readCaseFile } from '../../src/cases/read-case-file.ts'
import type { Run } from '../../src/engine/engine.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import type { Program } from '../../src/model/program.ts'
import type { Source } from '../../src/source/source.ts'
import { caseFilesIn } from '../conformance/case-tests.ts'
import { rulesets } from '../fixtures/registered.ts'
import { readChapters } from './chapters.ts'

export interface LanguageCase {
  readonly section: string
  readonly case: Case
  /** Undefined where the case is refused. */
  readonly program: Program | undefined
}

export const languageFiles = (): readonly Source[] => caseFilesIn('conformance/language')

export function languageCases(): readonly LanguageCase[] {
  const examples = readChapters().flatMap(it => it.examples)
  return [...examples.map(it => it.source), ...languageFiles()].flatMap((source, index) => {
    const { value: file } = readCaseFile(source)
    if (file === undefined) return []
    const programOf = programsOf(file, rulesets)
    const section = file.section ?? examples[index]?.section ?? ''
    return file.cases.map(it => ({ section, case: it, program: programOf(it).value }))
  })
}

/** The run of a case that expects values or an error in computing. */
export function runOf({ case: it, program }: LanguageCase): Run | undefined {
  if (program === undefined || it.expectation.kind === 'refuse') return undefined
  const { cohort, given } = caseCohort(it, program, [])
  return referenceEngine(program, cohort, { given })
}
