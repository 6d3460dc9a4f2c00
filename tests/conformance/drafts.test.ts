/** The drafts of families to come: they parse and check, whatever their figures are worth. */
import { globSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkRuleset } from '../../src/check/check-ruleset.ts'
import { loadRuleset } from '../../src/data/load-ruleset.ts'
import { renderLines } from '../../src/diagnostics/render-line.ts'
import { buildRuleset } from '../../src/model/build-ruleset.ts'
import { spanOf } from '../../src/source/source.ts'

const drafts = globSync('conformance/drafts/*.yaml').sort()

describe('a draft', () => {
  it.each(drafts)('%s checks without errors', path => {
    const at = spanOf({ name: 'test', text: path }, 0, path.length)
    const loaded = loadRuleset({ ruleset: { text: path, at }, rulesets: 'rulesets' })
    const built = loaded.value && buildRuleset(loaded.value.document, loaded.value.files)
    const checked = built?.value && checkRuleset(built.value)
    const said = [loaded, built, checked].flatMap(it => it?.diagnostics ?? [])
    expect(renderLines(said.filter(it => it.severity === 'error'))).toBe('')
  })
  it('is listed in the folder', () => {
    expect(drafts.length).toBeGreaterThan(0)
  })
})
