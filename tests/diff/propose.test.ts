/** Which version a comparison proposes, and the draft of its change log. */
import { describe, expect, test } from 'vitest'
import { propose } from '../../src/diff/propose.ts'
import { compareStructure } from '../../src/diff/structure/compare-structure.ts'
import { soundProgram } from '../fixtures/run.ts'
import { BASE } from './base.ts'

function proposalFor(from: string, to: string) {
  const [before, after] = [soundProgram(BASE), soundProgram(BASE.replace(from, to))]
  if (before === undefined || after === undefined) throw new Error('two programs')
  const { changes } = compareStructure(before.ruleset, after.ruleset)
  return propose(before.ruleset.address, after.ruleset.address, changes, undefined)
}

describe('the version proposed', () => {
  test('is the next revision where a result may differ', () => {
    const { what, says, log } = proposalFor('B: 3', 'B: 4')
    expect(what).toBe('meaning')
    expect(says).toBe('The meaning changed: this should be revision 2 (it says 1).')
    expect(log).toEqual(['- * Points for B: 3 became 4 (guide p1).'])
  })

  test('is a revision of the text where no result differs', () => {
    const { what, says, log } = proposalFor('title: Worth of a grade', 'title: What a grade is worth')
    expect(what).toBe('text')
    expect(says).toContain('Only the text changed')
    expect(log).toEqual(['- 1 change of wording, sources or confirmation.'])
  })

  test('agrees with a revision that moved', () => {
    const { says } = proposalFor('revision: 1', 'revision: 2')
    expect(says).toBe('Nothing changed: no new version is needed.')
    const moved = proposalFor('revision: 1\ntitle: Small', 'revision: 2\ntitle: Small now')
    expect(moved.says).toContain('the revision moved from 1 to 2')
  })

  test('leaves revisions to each year', () => {
    expect(
      proposalFor(
        'year: 2000\nrelease: draft\nrevision: 1\ntitle: Small',
        'year: 2001\nrelease: draft\nrevision: 1\ntitle: Small now',
      ).says,
    ).toContain('different years')
  })
})
