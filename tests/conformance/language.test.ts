/** The language cases: every file says something about one section of the specification, and it holds. */
import { caseFilesIn, testCases } from './case-tests.ts'

for (const source of caseFilesIn('conformance/language')) testCases(source.name, source)
