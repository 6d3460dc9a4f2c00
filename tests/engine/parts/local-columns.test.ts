/**
 * Which columns are the same whichever rows other parts have, and what is kept of the others.
 *
 * spec: engines/parts
 */
import { describe, expect, test } from 'vitest'
import { printCore } from '../../../src/check/print-core.ts'
import { bestDivision } from '../../../src/engine/parts/best-division.ts'
import { divisionBy } from '../../../src/engine/parts/local-columns.ts'
import { planParts } from '../../../src/engine/parts/part-plan.ts'
import type { Program } from '../../../src/model/program.ts'
import { programFrom } from '../../check/checked.ts'

const PROGRAM = programFrom(`
levels:
  entry:
    key: entry_id
    in: {team: team_id}
    inputs: {entry_id: {type: text}, team_id: {type: text}, task: {type: text}, score: {type: number}}
  attempt: {groups: entry, by: [team_id, task]}
  task_total: {groups: entry, by: task}
  team: {key: team_id, inputs: {team_id: {type: text}, club: {type: text}}}
  club: {groups: team, by: club, inputs: {bonus: {type: number, default: 0}}}
  band: {groups: team, by: band}
rules:
  entry:
    doubled: {is: score * 2}
    share: {is: score / team.total}
    over_mean: {is: score - task_total.mean}
    own_bonus: {is: score + club.bonus}
  attempt:
    best: {is: max(score over entry)}
  task_total:
    mean: {is: mean(score over entry)}
  team:
    total: {is: sum(score over entry)}
    band: {is: round(total)}
    attempts: {is: count(attempt)}
    best: {is: sum(attempt.best over attempt)}
    place: {is: total - band.mean}
  club:
    good: {is: count(entry where share > 50% otherwise no)}
  band:
    mean: {is: mean(total over team)}
`)

const localOf = (program: Program, by: string): readonly string[] => {
  const division = divisionBy(program, by)
  return program.order.filter(it => division.isLocal(it)).sort()
}

describe('a column is local', () => {
  test('where it reads its own row, those that go with it, and data that all parts have', () => {
    expect(localOf(PROGRAM, 'team')).toEqual([
      'attempt.best',
      'entry.doubled',
      'entry.own_bonus',
      'entry.share',
      'team.attempts',
      'team.band',
      'team.best',
      'team.total',
    ])
  })

  test('on fewer levels where single rows of the lowest are divided, and on others where its groups are', () => {
    expect(localOf(PROGRAM, 'entry')).toEqual(['entry.doubled', 'entry.own_bonus'])
    expect(localOf(PROGRAM, 'task_total')).toEqual([
      'attempt.best',
      'entry.doubled',
      'entry.over_mean',
      'entry.own_bonus',
      'task_total.mean',
    ])
  })
})

test('levels below go with the rows that divide, and groups of them whose key says which', () => {
  expect([...divisionBy(PROGRAM, 'team').divided.keys()]).toEqual(['team', 'entry', 'attempt'])
})

test('the level is divided with which most cells are local', () => {
  const sizes = { entry: 4000, team: 500 }
  const levels = Object.entries(sizes).map(([name, size]) => [name, { size, columns: new Map() }] as const)
  const cohort = { levels: new Map(levels) }
  expect(bestDivision(PROGRAM, cohort, 2)?.by).toBe('team')
  expect(bestDivision(PROGRAM, cohort, 1000)?.by).toBe('task_total')
  expect(bestDivision(PROGRAM, cohort, 5000)).toBeUndefined()
})

describe('of every part is kept', () => {
  const wantedOf = (...columns: string[]) => {
    const plan = planParts(PROGRAM, divisionBy(PROGRAM, 'team'), { columns, levels: [] })
    const formulas = columns.map(it => {
      const content = plan.rest.columns.get(it)?.content
      return content?.kind === 'rule' ? printCore(content.is) : ''
    })
    return { kept: plan.kept.map(it => it.column), formulas }
  }

  test('a column that is asked for, and nothing that it is made of', () => {
    expect(wantedOf('team.best')).toEqual({ kept: ['team.best'], formulas: ['team.best kept'] })
  })

  test('a part of a formula that needs all rows, and nothing that the part is made of', () => {
    expect(wantedOf('club.good')).toEqual({
      kept: ['entry.part 1'],
      formulas: ['count(over entry>team>club where entry.part 1 kept)'],
    })
  })

  test('the key of groups that need all rows', () => {
    expect(wantedOf('band.mean').kept).toEqual(['team.band', 'team.total'])
  })
})
