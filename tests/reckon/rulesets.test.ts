/** Every measure of every registered ruleset can be asked about with nothing given. */
import { describe, expect, it } from 'vitest'
import type { Column, Program } from '../../src/model/program.ts'
import { isMadeOfRows } from '../../src/reckon/made-of-rows.ts'
import { neededFor } from '../../src/reckon/needed.ts'
import { knownLevels, reckon } from '../../src/reckon/reckon.ts'
import { ADDRESSES, programOf } from '../fixtures/registered.ts'

const known = knownLevels(undefined)

/** One column of each rule, for the first of its members. */
function measuresOf(program: Program): readonly Column[] {
  const rules = [...program.columns.values()].filter(
    it => it.content.kind === 'rule' && !isMadeOfRows(program, it, known),
  )
  return [...new Map(rules.reverse().map(it => [`${it.level}.${it.name}`, it])).values()]
}

describe.each(ADDRESSES)('%s', address => {
  it('asks of each measure no more than it may come to read, and fails at none', () => {
    const program = programOf(address)
    for (const measure of measuresOf(program)) {
      const { asked } = reckon({ program, measures: [measure], answers: new Map() })
      const needed = new Set(neededFor(program, [measure], known).map(it => it.id))
      const keys = new Set([...program.levels.values()].flatMap(it => it.key.map(key => key.split('.')[1])))
      const beyond = asked.map(it => it.column).filter(it => !needed.has(it.id) && !keys.has(it.name))
      expect(beyond.map(it => `${measure.id} asks ${it.id}`)).toEqual([])
    }
  }, 60_000)
})
