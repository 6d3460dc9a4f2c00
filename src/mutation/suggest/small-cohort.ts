/**
 * Small cohorts for one formula: a row of its level, one of each level it looks up to, a few of each it
 * gathers, all belonging together, with values for the columns it reads. Rules among these are settled.
 */
import type { Engine, Run, RunOptions } from '../../engine/engine.ts'
import { cohortOf, type GeneratedCohort, type GeneratedRow } from '../../laws/generated-cohort.ts'
import { NATION } from '../../model/declarations.ts'
import type { Column, ColumnId, Program } from '../../model/program.ts'
import { exactFromRatio } from '../../value/exact.ts'
import { textOfValue } from '../../value/text-of-value.ts'
import { number, text, type Value } from '../../value/value.ts'
import type { FormulaReads } from './formula-reads.ts'

/** So many rows of each level that is gathered; one of the others. */
export interface Shape {
  readonly level: string
  readonly sizes: ReadonlyMap<string, number>
}

export function shapeOf(column: Column, reads: FormulaReads, below: number): Shape {
  const sizes = new Map<string, number>([...reads.above].map(it => [it, 1] as const))
  sizes.set(column.level, 1)
  for (const it of reads.below) sizes.set(it, below)
  return { level: column.level, sizes }
}

/** Values by level, row and column. */
export type Choices = ReadonlyMap<string, readonly ReadonlyMap<ColumnId, Value>[]>

export function cohortFor(program: Program, shape: Shape, choices: Choices): GeneratedCohort {
  const keys = new Map([...shape.sizes.keys()].map(it => [it, keyOf(program, it)] as const))
  const levels = [...shape.sizes].map(([level, size]) => {
    const rows = Array.from({ length: size }, (_, index): GeneratedRow => {
      const row = new Map<ColumnId, Value>(choices.get(level)?.[index] ?? [])
      for (const { id, value } of namesOf(keys.get(level) ?? [], index, size)) row.set(id, value)
      const belongs = program.levels.get(level)?.belongs ?? new Map<string, readonly ColumnId[]>()
      for (const [above, columns] of belongs) {
        const parent = shape.sizes.has(above) ? keys.get(above) : undefined
        for (const [at, id] of columns.entries()) {
          const value = parent?.[at]?.value
          if (value !== undefined) row.set(id, value)
        }
      }
      return row
    })
    return [level, rows] as const
  })
  return { levels: new Map(levels) }
}

interface KeyPart {
  readonly id: ColumnId
  readonly value: Value
}

/** Columns that identify rows of a level, with values for the first row. */
function keyOf(program: Program, level: string): readonly KeyPart[] {
  if (level === NATION) return []
  return (program.levels.get(level)?.key ?? []).map(from => {
    const id = `${level}.${from.slice(from.indexOf('.') + 1)}`
    return { id, value: nameFor(program.columns.get(id) ?? program.columns.get(from), level) }
  })
}

function nameFor(column: Column | undefined, level: string): Value {
  const kinds = column?.type.alternatives.map(it => it.kind) ?? []
  return kinds.includes('number') && !kinds.includes('text')
    ? number(exactFromRatio(1))
    : text(`${level.slice(0, 1)}1`)
}

const namesOf = (key: readonly KeyPart[], index: number, size: number): readonly KeyPart[] =>
  key.map(({ id, value }, at) =>
    at < key.length - 1 || size === 1
      ? { id, value }
      : {
          id,
          value:
            value.kind === 'text'
              ? text(`${value.text.slice(0, 1)}${index + 1}`)
              : number(exactFromRatio(index + 1)),
        },
  )

/** Runs the cohort, with the rules in it settled. */
export function runOn(
  program: Program,
  engine: Engine,
  generated: GeneratedCohort,
  parameters: NonNullable<RunOptions['parameters']>,
): Run {
  const given = new Map<ColumnId, Map<string, Value>>()
  for (const [level, rows] of generated.levels) {
    for (const row of rows) {
      const key = keyOf(program, level)
        .map(it => textOfValue(row.get(it.id) ?? it.value))
        .join(' / ')
      for (const [id, value] of row) {
        if (program.columns.get(id)?.content.kind !== 'rule') continue
        const settled = given.get(id) ?? new Map<string, Value>()
        given.set(id, settled.set(key, value))
      }
    }
  }
  return engine(program, cohortOf(program, generated), { parameters, given })
}
