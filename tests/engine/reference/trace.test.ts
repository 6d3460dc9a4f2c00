/**
 * The two laws of traces: a value follows from what its trace lists, and nothing else can change it.
 * Held on generated programs and cohorts, for every value of every rule.
 * spec: trace/steps, trace/laws
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Run } from '../../../src/engine/engine.ts'
import type { Evaluation, Membership, RuleStep, Step } from '../../../src/engine/trace.ts'
import type { ColumnId } from '../../../src/model/program.ts'
import type { Value } from '../../../src/value/value.ts'
import {
  cohortFromCells,
  DECIDES_MEMBERSHIP,
  type GeneratedCohort,
  generatedProgram,
  twoCohorts,
} from '../../fixtures/generated-program.ts'
import { cohortOf, col, lit, type Made, op, over, up } from '../../fixtures/program.ts'
import { runOf } from '../../fixtures/reference-run.ts'

// --- what a trace lists ----------------------------------------------------------------------------

/** Inputs a value depends on: single cells (`column key`), and whole columns where memberships do. */
interface Listed {
  readonly cells: Set<string>
  readonly columns: Set<ColumnId>
}

function everythingUnder(evaluation: Evaluation): Listed {
  const listed: Listed = { cells: new Set(), columns: new Set() }
  const seen = new Set<Step>()
  const visit = ({ reads, memberships }: Evaluation): void => {
    for (const it of memberships) listMembership(it, listed)
    for (const step of reads) {
      if (seen.has(step)) continue
      seen.add(step)
      if (step.kind === 'input') listed.cells.add(`${step.column} ${step.key}`)
      if (step.kind === 'rule') visit(step)
    }
  }
  visit(evaluation)
  return listed
}

function listMembership({ level, path }: Membership, { columns }: Listed): void {
  const levels = [level, ...path]
  for (const [index, upper] of path.entries()) {
    for (const it of DECIDES_MEMBERSHIP[`${levels[index]}>${upper}`] ?? []) columns.add(it)
  }
}

/** The one cohort where it is listed, and the other where it is not. */
function mixed(one: GeneratedCohort, other: GeneratedCohort, { cells, columns }: Listed): GeneratedCohort {
  const mix = (level: keyof GeneratedCohort, key: string) =>
    one[level].map((row, index) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => {
          const column = `${level}.${name}`
          const isKept = name === key || columns.has(column) || cells.has(`${column} ${row[key]}`)
          return [name, isKept ? value : (other[level][index]?.[name] ?? null)]
        }),
      ),
    )
  return { pupil: mix('pupil', 'id'), result: mix('result', 'id'), school: mix('school', 'school') }
}

// --- the laws --------------------------------------------------------------------------------------

function ruleCells(run: Run): readonly (readonly [ColumnId, number, string])[] {
  return run.program.order.flatMap(column => {
    const level = run.levels.get(column.slice(0, column.indexOf('.')))
    return Array.from({ length: level?.size ?? 0 }, (_, row) => [column, row, level?.key(row) ?? ''] as const)
  })
}

function traceOf(run: Run, column: ColumnId, row: number): RuleStep {
  const step = run.trace(column, row)
  if (step.kind !== 'rule') throw new Error(`${column} is no rule`)
  return step
}

function rowOf(run: Run, column: ColumnId, key: string): number | undefined {
  return run.levels.get(column.slice(0, column.indexOf('.')))?.find(key)
}

const runs = { numRuns: 150 }

describe('a trace', () => {
  it('gives the value it is the trace of', () => {
    fc.assert(
      fc.property(generatedProgram, twoCohorts, (made, [cells]) => {
        const run = runOf(made, cohortFromCells(cells))
        for (const [column, row] of ruleCells(run)) {
          const step = traceOf(run, column, row)
          expect(step.value).toEqual(run.value(column, row))
          const whole = made.rules[column]
          const part = step.parts.at(-1)
          if (whole?.kind !== 'Literal') expect([part?.of, part?.value]).toEqual([whole, step.value])
        }
      }),
      runs,
    )
  })

  it('lists all that the value follows from', () => {
    fc.assert(
      fc.property(generatedProgram, twoCohorts, (made, [one, other]) => {
        const run = runOf(made, cohortFromCells(one))
        for (const [column, row, key] of ruleCells(run)) {
          const step = traceOf(run, column, row)
          const columns = new Set<ColumnId>()
          for (const it of step.memberships) listMembership(it, { cells: new Set(), columns })
          const nothingElse = cohortFromCells(mixed(one, other, { cells: new Set(), columns }))
          const again = runOf(made, nothingElse, { given: readsOf(step) })
          const found = rowOf(again, column, key)
          if (found !== undefined) expect(again.value(column, found)).toEqual(step.value)
        }
      }),
      runs,
    )
  })

  it('lists every input that can change the value', () => {
    fc.assert(
      fc.property(generatedProgram, twoCohorts, (made, [one, other]) => {
        const run = runOf(made, cohortFromCells(one))
        for (const [column, row, key] of ruleCells(run)) {
          const step = traceOf(run, column, row)
          const changed = runOf(made, cohortFromCells(mixed(one, other, everythingUnder(step))))
          const found = rowOf(changed, column, key)
          if (found !== undefined) expect(changed.value(column, found)).toEqual(step.value)
        }
      }),
      runs,
    )
  })

  it('lists for the published value all that it follows from besides the value', () => {
    fc.assert(
      fc.property(generatedProgram, twoCohorts, (made, [one, other]) => {
        const run = runOf(made, cohortFromCells(one))
        for (const [column, row, key] of ruleCells(run)) {
          const step = traceOf(run, column, row)
          if (step.publication === undefined) continue
          expect(step.shown).toEqual(run.shown(column, row))
          const listed = everythingUnder({
            parts: [],
            touched: [],
            reads: [step, ...step.publication.reads],
            memberships: step.publication.memberships,
          })
          const changed = runOf(made, cohortFromCells(mixed(one, other, listed)))
          const found = rowOf(changed, column, key)
          if (found !== undefined) expect(changed.shown(column, found)).toEqual(step.shown)
        }
      }),
      runs,
    )
  })
})

/** The values of what a step reads directly, as given values. */
function readsOf({ reads }: RuleStep): ReadonlyMap<ColumnId, ReadonlyMap<string, Value>> {
  const given = new Map<ColumnId, Map<string, Value>>()
  for (const step of reads) {
    if (step.kind === 'parameter') continue
    const values = given.get(step.column) ?? new Map<string, Value>()
    given.set(step.column, values.set(step.key, step.value))
  }
  return given
}

describe('the steps of a trace', () => {
  const made: Made = {
    levels: {
      pupil: { key: ['pupil.id'], belongs: { school: ['pupil.school'] } },
      school: { key: ['pupil.school'], groups: { level: 'pupil' } },
    },
    inputs: { 'pupil.id': {}, 'pupil.school': {}, 'pupil.n': {} },
    rules: {
      'pupil.double': op(col('pupil.n'), '*', lit(2)),
      'pupil.both': op(op(col('pupil.double'), '+', col('pupil.n')), '-', up('school.mean', 'school')),
      'school.mean': over('mean', 'pupil', 'school', { of: col('pupil.double') }),
    },
  }
  const run = runOf(
    made,
    cohortOf({
      pupil: [
        { id: 'a', school: 'x', n: 1 },
        { id: 'b', school: 'x', n: null },
      ],
    }),
  )

  it('name each thing read once, in the order first read', () => {
    const names = traceOf(run, 'pupil.both', 0).reads.map(it => (it.kind === 'parameter' ? '' : it.column))
    expect(names).toEqual(['pupil.double', 'pupil.n', 'pupil.school', 'school.mean'])
  })

  it('are the same step for the same cell', () => {
    const step = traceOf(run, 'pupil.both', 0)
    const [double, n, , mean] = step.reads
    expect(double?.kind === 'rule' && double.reads[0]).toBe(n)
    expect(mean?.kind === 'rule' && mean.reads[0]).toBe(double)
  })

  it('say of an aggregate how many were there and why the others were not', () => {
    const { parts, memberships } = traceOf(run, 'school.mean', 0)
    expect(parts[0]?.aggregate).toEqual({
      level: 'pupil',
      rows: 2,
      selected: 2,
      present: 1,
      absentByReason: new Map([['no_value', 1]]),
      keys: ['a', 'b'],
    })
    expect(memberships).toEqual([
      { level: 'pupil', path: ['school'], of: { level: 'school', row: 0, key: 'x' } },
    ])
  })
})
