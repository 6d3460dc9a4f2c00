/** Every example about laws fails as said, at the place said, and its repair does not. */
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { testCatalogue } from '../fixtures/catalogue.ts'
import { resultsOf } from './laws.ts'

interface Example {
  readonly ruleset?: string
  readonly at?: string
}
const saidAbout = ({ ruleset = '' }: Example): readonly Diagnostic[] =>
  resultsOf(ruleset).flatMap(it => it.diagnostics)

testCatalogue('law', saidAbout, it => it.ruleset !== undefined)
