/** Every example about decision tables fails as said, at the place said, and its repair does not. */
import { checkRuleset } from '../../../src/check/check-ruleset.ts'
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts'
import { testCatalogue } from '../../fixtures/catalogue.ts'
import { soundRuleset } from '../../fixtures/ruleset.ts'

interface Example {
  readonly ruleset?: string
  readonly at?: string
}
const saidAbout = ({ ruleset = '' }: Example): readonly Diagnostic[] =>
  checkRuleset(soundRuleset(ruleset)).diagnostics.filter(it => !it.code.startsWith('lint/'))

testCatalogue('table', saidAbout, it => it.ruleset !== undefined)
