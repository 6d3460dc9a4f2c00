/** Every example about audits fails as said, at the place said, and its repair does not. */
import { auditProgram } from '../../src/audit/audit.ts'
import { staleWaivers } from '../../src/audit/waivers.ts'
import { columnarEngine } from '../../src/engine/columnar/columnar-engine.ts'
import { testCatalogue } from '../fixtures/catalogue.ts'
import { programFrom } from '../laws/laws.ts'

interface Example {
  readonly ruleset: string
  readonly at?: string
}

function saidAbout({ ruleset }: Example) {
  const program = programFrom(ruleset)
  const measures = [...program.columns.values()].filter(it => it.content.kind === 'rule').map(it => it.id)
  return staleWaivers(auditProgram(program, columnarEngine, { measures }))
}

testCatalogue('audit', saidAbout)
