/** What box algebra finds is what trying every input finds, on small tables. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DecisionInput } from '../../../src/check/decision/domain.ts'
import { examineTable, type TableFindings } from '../../../src/check/decision/examine-table.ts'
import { input, list, real, type TableSpec, table, whole, yesNoType } from './tables.ts'

/** A column with cells to draw from, and every value worth trying, as text. */
interface ColumnSpec {
  readonly input: DecisionInput
  readonly cells: readonly string[]
  readonly values: readonly string[]
}

const COLUMNS: readonly ColumnSpec[] = [
  {
    input: input([whole('0', '6')]),
    cells: ['any', '0', '3', '..2', '2..', '..<4', '1..5', 'not 3', '..1 or 5..', '9'],
    values: ['0', '1', '2', '3', '4', '5', '6'],
  },
  {
    input: input([real('0', '3')], true),
    cells: ['any', '..1', '1..', '..<2', '2..3', '1.5', 'missing', 'present', 'missing or ..1', 'not ..1'],
    values: ['0', '0.5', '1', '1.25', '1.5', '1.75', '2', '2.5', '3', 'missing'],
  },
  {
    input: { ...input([list('outcome')]), absences: ['excluded'] },
    cells: ['any', 'A', 'B or N', 'not A', 'excluded', 'absent', 'present', 'A..B'],
    values: ['A', 'B', 'N', 'excluded'],
  },
  {
    input: {
      ...input([yesNoType, whole('1', '2'), list('outcome', ['A', 'B'])], true),
      absences: ['suppressed'],
    },
    cells: ['any', 'yes', 'no', '1', '..2', 'A or yes', 'not no', 'missing', 'suppressed or 1', 'not absent'],
    values: ['yes', 'no', '1', '2', 'A', 'B', 'missing', 'suppressed'],
  },
]

type Truth = 'yes' | 'no' | 'unknown'
const KINDS = ['missing', 'excluded', 'suppressed']
const isNumber = (text: string): boolean => /^\d/.test(text)

/** The meaning of a cell, said again over texts and floating-point numbers. */
function holds(cell: string, value: string): Truth {
  const isAbsent = KINDS.includes(value)
  if (cell === 'any') return 'yes'
  if (cell === 'absent' || cell === 'present') return isAbsent === (cell === 'absent') ? 'yes' : 'no'
  if (KINDS.includes(cell)) return cell === value ? 'yes' : 'no'
  if (cell.startsWith('not ')) {
    const truth = holds(cell.slice(4), value)
    return truth === 'unknown' ? truth : truth === 'yes' ? 'no' : 'yes'
  }
  if (cell.includes(' or ')) {
    const truths = cell.split(' or ').map(it => holds(it, value))
    return truths.includes('yes') ? 'yes' : truths.includes('unknown') ? 'unknown' : 'no'
  }
  if (isAbsent) return 'unknown'
  return holdsPresent(cell, value) ? 'yes' : 'no'
}

function holdsPresent(cell: string, value: string): boolean {
  if (cell === 'A..B') return value === 'A' || value === 'B'
  if (!cell.includes('..')) return isNumber(cell) ? isNumber(value) && +cell === +value : cell === value
  if (!isNumber(value)) return false
  const [from, to] = cell.split('..') as [string, string]
  const isBelow = to.startsWith('<') ? +value < +to.slice(1) : to === '' || +value <= +to
  return (from === '' || +value >= +from) && isBelow
}

function rowHolds(cells: readonly string[], values: readonly string[]): Truth {
  const truths = cells.map((cell, column) => holds(cell, values[column]!))
  return truths.includes('no') ? 'no' : truths.includes('unknown') ? 'unknown' : 'yes'
}

interface Tried {
  gaps: string[][]
  dead: Set<number>
  undecided: Set<string>
  overlapping: Set<number>
}

function tryAll(columns: readonly ColumnSpec[], spec: TableSpec): Tried {
  const inputs = columns.reduce<string[][]>(
    (all, it) => all.flatMap(known => it.values.map(value => [...known, value])),
    [[]],
  )
  const tried: Tried = {
    gaps: [],
    dead: new Set(spec.rows.keys()),
    undecided: new Set(),
    overlapping: new Set(),
  }
  for (const values of inputs) tryOne(columns, spec, values, tried)
  return tried
}

function tryOne(columns: readonly ColumnSpec[], spec: TableSpec, values: string[], tried: Tried): void {
  const truths = spec.rows.map(cells => rowHolds(cells, values))
  const matching = truths.flatMap((it, row) => (it === 'yes' ? [row] : []))
  const deciding = spec.policy === 'unique' ? matching : matching.slice(0, 1)
  const first = truths.findIndex(it => it !== 'no')
  if (first === -1) tried.gaps.push(values)
  for (const row of deciding) {
    if (spec.policy === 'unique' || truths[first] === 'yes') tried.dead.delete(row)
  }
  if (spec.policy === 'unique') for (const row of matching.slice(1)) tried.overlapping.add(row)
  const unknowns = truths.flatMap((it, row) => (it === 'unknown' ? [row] : []))
  const stopping =
    spec.policy === 'unique' ? (matching.length === 0 ? unknowns : []) : unknowns.filter(it => it === first)
  for (const row of stopping) {
    for (const [column, value] of values.entries()) {
      const isInput = columns[column]!.input.missingInput && value === 'missing'
      if (isInput && holds(spec.rows[row]![column]!, value) === 'unknown')
        tried.undecided.add(`${row} ${column}`)
    }
  }
}

const tables = fc
  .record({
    columns: fc.array(fc.constantFrom(...COLUMNS), { minLength: 1, maxLength: 3 }),
    policy: fc.constantFrom('first' as const, 'unique' as const),
  })
  .chain(({ columns, policy }) => {
    const row = fc.tuple(...columns.map(it => fc.constantFrom(...it.cells)))
    return fc.array(row, { maxLength: 6 }).map(rows => {
      const on = Object.fromEntries(columns.map((it, index) => [`c${index}`, it.input]))
      return { columns, spec: { policy, on, rows } satisfies TableSpec }
    })
  })

const findingsOf = (spec: TableSpec): TableFindings => {
  const { decide, context } = table(spec)
  return examineTable(decide, context)
}

/** Whether an input is one of those that a sample speaks of. */
function isOf(sample: string, values: readonly string[]): boolean {
  const parts = sample === '' ? [] : sample.split(', ')
  return parts.every(part => {
    const [, column, , value] = /^c(\d+)( =)? (.*)$/.exec(part)!
    const given = values[Number(column)]!
    return isNumber(value!) ? isNumber(given) && +value! === +given : value === given
  })
}

const OPTIONS = { seed: 20_160_901, numRuns: 400 }

describe('box algebra agrees with trying every input', () => {
  it('about gaps, whose samples are gaps whatever the columns they do not name', () => {
    fc.assert(
      fc.property(tables, ({ columns, spec }) => {
        const { gaps } = findingsOf(spec)
        const tried = tryAll(columns, spec)
        expect(gaps.length > 0).toBe(tried.gaps.length > 0)
        const keys = new Set(tried.gaps.map(it => it.join()))
        for (const { text } of gaps) {
          const spoken = tryAll(columns, { ...spec, rows: [] }).gaps.filter(it => isOf(text, it))
          expect(spoken.length).toBeGreaterThan(0)
          expect(spoken.every(it => keys.has(it.join()))).toBe(true)
        }
      }),
      OPTIONS,
    )
  })
  it('about rows that no input reaches', () => {
    fc.assert(
      fc.property(tables, ({ columns, spec }) => {
        const { rows } = findingsOf(spec)
        const dead = [...rows].filter(([, it]) => it.kind !== 'alive').map(([row]) => row)
        expect(dead.sort()).toEqual([...tryAll(columns, spec).dead].sort())
      }),
      OPTIONS,
    )
  })
  it('about overlaps and missing inputs that are looked at before they are decided', () => {
    fc.assert(
      fc.property(tables, ({ columns, spec }) => {
        const { overlaps, undecided } = findingsOf(spec)
        const tried = tryAll(columns, spec)
        expect(new Set(overlaps.map(it => it.row))).toEqual(tried.overlapping)
        expect(new Set(undecided.map(it => `${it.row} ${it.column}`))).toEqual(tried.undecided)
      }),
      OPTIONS,
    )
  })
  it('tries tables with gaps, without, with dead rows and with undecided inputs', () => {
    const seen = { gap: 0, none: 0, dead: 0, undecided: 0, overlap: 0 }
    for (const { columns, spec } of fc.sample(tables, OPTIONS)) {
      const tried = tryAll(columns, spec)
      if (tried.gaps.length > 0) seen.gap++
      else seen.none++
      if (tried.dead.size > 0) seen.dead++
      if (tried.undecided.size > 0) seen.undecided++
      if (tried.overlapping.size > 0) seen.overlap++
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20)
  })
})
