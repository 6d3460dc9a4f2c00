/** What is said of cells that compare with expressions holds whatever the expressions' values. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { examineTable } from '../../../src/check/decision/examine-table.ts'
import { input, list, real, table } from './tables.ts'

const CELLS = [
  'any',
  'low..',
  '..low',
  '..<high',
  'high..',
  'low..<high',
  'low',
  '2..',
  '..<2',
  'A',
  'B or high..',
]
const VALUES: readonly (number | string)[] = [0, 1, 1.5, 2, 2.5, 3, 4, 'A', 'B']
const NUMBERS = VALUES.filter(it => typeof it === 'number')

function holds(cell: string, value: number | string, bounds: { low: number; high: number }): boolean {
  if (cell === 'any') return true
  if (cell.includes(' or ')) return cell.split(' or ').some(it => holds(it, value, bounds))
  const numberOf = (text: string): number => (text in bounds ? bounds[text as 'low'] : Number(text))
  if (cell === 'A' || cell === 'B') return value === cell
  if (typeof value === 'string') return false
  if (!cell.includes('..')) return value === numberOf(cell)
  const [from, to] = cell.split('..') as [string, string]
  const isBelow = to.startsWith('<') ? value < numberOf(to.slice(1)) : to === '' || value <= numberOf(to)
  return (from === '' || value >= numberOf(from)) && isBelow
}

const rowsOf = fc.array(fc.tuple(fc.constantFrom(...CELLS)), { maxLength: 5 })
const boundsOf = NUMBERS.flatMap(low => NUMBERS.map(high => ({ low, high })))

describe('cells that compare with expressions', () => {
  it('are judged for every value of the expressions', () => {
    fc.assert(
      fc.property(rowsOf, rows => {
        const { decide, context } = table({
          on: { n: input([real('0', '4'), list('outcome', ['A', 'B'])]) },
          rows,
        })
        const found = examineTable(decide, context)
        const firstRow = (value: number | string, bounds: (typeof boundsOf)[number]): number =>
          rows.findIndex(([cell]) => holds(cell, value, bounds))
        const hasGap = boundsOf.map(bounds => VALUES.some(it => firstRow(it, bounds) === -1))
        const reached = new Set(boundsOf.flatMap(bounds => VALUES.map(it => firstRow(it, bounds))))
        if (found.gaps.length === 0) expect(hasGap).not.toContain(true)
        if (found.gaps.some(it => it.dependsOn.length === 0)) expect(hasGap).not.toContain(false)
        for (const [row, { kind }] of found.rows) if (kind !== 'alive') expect(reached).not.toContain(row)
      }),
      { seed: 20_160_901, numRuns: 1_000 },
    )
  })
})
