/** The worked examples: what sources print, and what follows from their rules, comes out of the rulesets. */
import { caseFilesIn, testCases } from './case-tests.ts'

for (const source of caseFilesIn('conformance/worked-examples')) testCases(source.name, source)
