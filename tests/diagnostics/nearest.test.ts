import { describe, expect, it } from 'vitest'
import { nearest } from '../../src/diagnostics/nearest.ts'

describe('the nearest name', () => {
  it.each([
    ['scroe', ['score', 'school', 'sum'], 'score'],
    ['fsn', ['fsm', 'sum'], 'fsm'],
    ['Score', ['scored', 'score'], 'score'],
    ['disadvantage', ['group', 'disadvantaged'], 'disadvantaged'],
    ['relese', ['release', 'revision'], 'release'],
  ])('of %s among %j is %s', (name, candidates, found) => {
    expect(nearest(name, candidates)).toBe(found)
  })

  it.each([
    ['x', ['y', 'xy']],
    ['mean', ['max', 'name_of']],
    ['score', ['progress', 'attainment']],
    ['score', ['score']],
    ['score', []],
    ['', ['a', '']],
    ['s'.repeat(1000), ['s'.repeat(999)]],
  ])('of %j among %j does not exist', (name, candidates) => {
    expect(nearest(name, candidates)).toBeUndefined()
  })

  it('is the first among equally near ones', () => {
    expect(nearest('rate', ['rats', 'race'])).toBe('rats')
  })

  it('prefers a difference of capitals to a different letter', () => {
    expect(nearest('ks1', ['ks2', 'KS1'])).toBe('KS1')
  })
})
