/**
 * Slots of the registered rulesets, on rows generated from the inputs they declare: whatever the engine
 * chooses is what trying every assignment gives.
 */
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import type { Assignment, Problem } from '../../src/engine/reference/slots/assignment.ts'
import { cohortArbitrary } from '../../src/laws/cohort-arbitrary.ts'
import { cohortOf } from '../../src/laws/generated-cohort.ts'
import type { ColumnId, Program } from '../../src/model/program.ts'
import { bestByTrying, inOrderByTrying } from '../engine/reference/slots-by-trying.ts'
import { programOf, RELEASES } from '../fixtures/registered.ts'

interface Chosen {
  readonly choose: 'best total' | 'in order'
  readonly problem: Problem
  readonly assignment: Assignment | undefined
}
const chosen = vi.hoisted((): Chosen[] => [])

vi.mock('../../src/engine/reference/slots/assignment.ts', async load => {
  const real = await load<typeof import('../../src/engine/reference/slots/assignment.ts')>()
  return {
    ...real,
    assign(choose: Chosen['choose'], problem: Problem) {
      const assignment = real.assign(choose, problem)
      chosen.push({ choose, problem, assignment })
      return assignment
    },
  }
})

const ADDRESSES = RELEASES.filter(it => it.overlays.length === 0).map(it => it.name)

const slotsIn = (program: Program): readonly ColumnId[] =>
  program.order.filter(id => {
    const content = program.columns.get(id)?.content
    return content?.kind === 'rule' && content.is.kind === 'Slots'
  })

/** Those whose every assignment can be tried in no time. */
const isSmall = ({ candidates, places }: Problem): boolean => {
  const ways = candidates.map(({ worth }) =>
    places.reduce((all, most, fill) => all * (worth[fill] === undefined ? 1 : most + 1), 1),
  )
  return candidates.length > 0 && ways.reduce((all, it) => all * it, 1) <= MOST_TRIED
}
const MOST_TRIED = 10_000

const WITH_SLOTS = ADDRESSES.map(address => ({ address, program: programOf(address) })).filter(
  ({ program }) => slotsIn(program).length > 0,
)

describe.each(WITH_SLOTS)('the slots of $address', ({ program }) => {
  it('are filled as trying every assignment fills them', () => {
    chosen.length = 0
    for (const cohort of fc.sample(cohortArbitrary(program, { engine: referenceEngine }), COHORTS)) {
      const run = referenceEngine(program, cohortOf(program, cohort))
      for (const id of slotsIn(program)) {
        const size = run.levels.get(program.columns.get(id)?.level ?? '')?.size ?? 0
        for (let row = 0; row < size; row += 1) run.value(id, row)
      }
    }
    const tried = chosen.filter(it => isSmall(it.problem))
    expect(tried.length).toBeGreaterThan(10)
    for (const { choose, problem, assignment } of tried) {
      const best = choose === 'best total' ? bestByTrying(problem) : inOrderByTrying(problem)
      expect(assignment).toEqual(best)
    }
  })
})

const COHORTS = { numRuns: 40, seed: 2016 }
