import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findCircles } from '../../src/model/find-circles.ts'

const circlesIn = (links: Readonly<Record<string, readonly string[]>>) =>
  findCircles(new Map(Object.entries(links)))

describe('circles', () => {
  test('are ways that lead back to where they start', () => {
    expect(circlesIn({ a: ['b'], b: ['c'], c: ['b', 'd'], d: [] })).toEqual([['b', 'c']])
    expect(circlesIn({ a: ['a'], b: [] })).toEqual([['a']])
    expect(circlesIn({ c: ['a'], a: ['b'], b: ['c'], x: ['y'], y: ['x'] })).toEqual([
      ['c', 'a', 'b'],
      ['x', 'y'],
    ])
  })

  test('are not found among things that lead on', () => {
    expect(circlesIn({ a: ['b', 'c'], b: ['c'], c: ['unknown'] })).toEqual([])
  })

  test('are ways along the links, and there are some exactly where following links need not end', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    const links = fc.dictionary(name, fc.array(name, { maxLength: 3 }))
    fc.assert(
      fc.property(links, it => {
        const circles = circlesIn(it)
        for (const circle of circles) {
          for (const [index, from] of circle.entries()) {
            expect(it[from]).toContain(circle[(index + 1) % circle.length])
          }
        }
        expect(circles.length > 0).toBe(Object.keys(it).some(start => leadsFar(it, start, 6)))
      }),
    )
  })

  test('are found in long chains without using the stack', () => {
    const names = Array.from({ length: 100_000 }, (_, index) => String(index))
    const links = new Map(names.map((it, index) => [it, [names[index + 1] ?? '0']]))
    expect(findCircles(links)[0]?.length).toBe(100_000)
  })
})

function leadsFar(links: Readonly<Record<string, readonly string[]>>, from: string, steps: number): boolean {
  return steps === 0 || (links[from] ?? []).some(it => it in links && leadsFar(links, it, steps - 1))
}
