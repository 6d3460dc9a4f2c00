/** Every example about audits fails as said, at the place said, and its repair does not. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { auditProgram } from '../../src/audit/audit.ts'
import { staleWaivers } from '../../src/audit/waivers.ts'
import { messageOf } from '../../src/diagnostics/report.ts'
import { columnarEngine } from '../../src/engine/columnar/columnar-engine.ts'
import { textOf } from '../../src/source/source.ts'
import { programFrom } from '../laws/laws.ts'

interface Example {
  readonly ruleset: string
  readonly at?: string
}
const catalogue = Object.entries(
  parse(readFileSync('spec/1.0/diagnostics/audit.yaml', 'utf8')) as Record<
    string,
    { readonly fails: readonly Example[]; readonly repaired: readonly Example[] }
  >,
)
const pairs = (which: 'fails' | 'repaired') =>
  catalogue.flatMap(([code, entry]) => entry[which].map(example => ({ code, example })))

function saidAbout({ ruleset }: Example) {
  const program = programFrom(ruleset)
  const measures = [...program.columns.values()].filter(it => it.content.kind === 'rule').map(it => it.id)
  return staleWaivers(auditProgram(program, columnarEngine, { measures }))
}

describe('the example of', () => {
  it.each(pairs('fails'))('$code fails as said', ({ code, example }) => {
    const found = saidAbout(example)
    expect(found.map(it => [it.code, textOf(it.at)])).toEqual([[code, example.at]])
    for (const it of found) expect(messageOf(it)).not.toMatch(/\{\w+\}/)
  })
  it.each(pairs('repaired'))('$code is repaired', ({ example }) => {
    expect(saidAbout(example)).toEqual([])
  })
})
