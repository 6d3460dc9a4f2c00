/**
 * What a value rests on: the parts of formulas that were evaluated for it and for all it was computed
 * from, the rows that decided, and the rows of tables that were found. What is not among them can be
 * anything without the value being another.
 */
import { mayBeUnwritten } from '../cases/not-given.ts'
import type { Run } from '../engine/engine.ts'
import type { Evaluation, Part, Step } from '../engine/trace.ts'
import type { ColumnId, Core, Program } from '../model/program.ts'
import { isAbsent } from '../value/value.ts'

/**
 * Objects of the program: expressions, decision rows that matched and cells that were looked at, tables
 * and their rows, levels whose rows were gathered, parameters, and the content of a column for how it
 * is published.
 */
export type Slice = ReadonlySet<object>

export interface Slicer {
  value(column: ColumnId, row: number): Slice
  /** The value and how it is published. */
  shown(column: ColumnId, row: number): Slice
  /** All that is evaluated when every rule is computed on every row, but for what stands on inputs that lack. */
  everything(): Slice
}

interface Own {
  readonly objects: readonly object[]
  readonly next: readonly Step[]
}

/** What cells have in common is looked at once. */
export function slicerOf(run: Run): Slicer {
  const known = new Map<string, Own>()
  const ownOf = (step: Step): Own => {
    if (step.kind === 'parameter') return parameterOf(step.parameter, run.program)
    const key = `${step.column} ${step.row}`
    const found = known.get(key) ?? (step.kind === 'rule' ? ofEvaluation(step, run.program) : NOTHING)
    known.set(key, found)
    return found
  }
  const publishedBy = (step: Step): Own =>
    (step.kind === 'rule' || step.kind === 'given') && step.publication !== undefined
      ? ofEvaluation(step.publication, run.program)
      : NOTHING
  return {
    value: (column, row) => gathered([run.trace(column, row)], [], ownOf),
    shown(column, row) {
      const step = run.trace(column, row)
      const { objects, next } = publishedBy(step)
      return gathered([step, ...next], [...objects, ...publicationOf(run.program, column)], ownOf)
    },
    everything() {
      const all = new Set<object>()
      const lacks = lackingIn(run.program, ownOf)
      for (const [column, row] of ruleCells(run)) {
        const step = run.trace(column, row)
        if (lacks(step)) continue
        for (const { objects } of [ownOf(step), publishedBy(step)]) for (const it of objects) all.add(it)
      }
      return all
    },
  }
}

const NOTHING: Own = { objects: [], next: [] }

function* ruleCells({ program, levels }: Run): Generator<readonly [ColumnId, number]> {
  for (const id of program.order) {
    const size = levels.get(program.columns.get(id)?.level ?? '')?.size ?? 0
    for (let row = 0; row < size; row += 1) yield [id, row]
  }
}

/** Whether a value stands on an input that a case does not give and that has to be given. */
function lackingIn({ columns }: Program, ownOf: (step: Step) => Own): (step: Step) => boolean {
  const known = new Map<Own, boolean>()
  const lacks = (step: Step): boolean => {
    if (step.kind === 'input') {
      const column = columns.get(step.column)
      return isAbsent(step.value) && column !== undefined && !mayBeUnwritten(column)
    }
    const own = ownOf(step)
    const found = known.get(own) ?? own.next.some(lacks)
    known.set(own, found)
    return found
  }
  return lacks
}

function gathered(steps: readonly Step[], objects: readonly object[], ownOf: (step: Step) => Own): Slice {
  const slice = new Set(objects)
  const seen = new Set<Own>()
  const pending = [...steps]
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    const own = ownOf(step)
    if (seen.has(own)) continue
    seen.add(own)
    for (const it of own.objects) slice.add(it)
    pending.push(...own.next)
  }
  return slice
}

function ofEvaluation({ touched, reads, memberships }: Evaluation, program: Program): Own {
  const levels = memberships.flatMap(it => program.levels.get(it.level) ?? [])
  return { objects: [...levels, ...touched.flatMap(it => objectsOf(it, program))], next: reads }
}

const words = new WeakMap<Program, ReadonlyMap<Core, readonly object[]>>()

/** What stands in place of published values where a condition is yes. */
function wordsFor(condition: Core, program: Program): readonly object[] {
  const known = words.get(program) ?? wordsIn(program)
  words.set(program, known)
  return known.get(condition) ?? []
}

function wordsIn({ columns }: Program): ReadonlyMap<Core, readonly object[]> {
  const instead = [...columns.values()].flatMap(({ content }) =>
    content.kind === 'rule' ? (content.show?.instead ?? []) : [],
  )
  return Map.groupBy(instead, it => it.when)
}

function parameterOf(name: string, { parameters }: Program): Own {
  const parameter = parameters.get(name)
  return parameter === undefined ? NOTHING : { objects: [parameter], next: [] }
}

function objectsOf(part: Part, program: Program): readonly object[] {
  const { of } = part
  if (of.kind === 'Decide') return [of, ...decidedBy(part)]
  if (of.kind === 'Table') return [of, ...foundIn(of.table, part, program)]
  if (of.kind === 'Shown') return [of, ...publicationOf(program, of.column)]
  if (of.kind === 'Slots') return [of, ...of.fills.filter(it => part.filled?.includes(it.name))]
  if (part.value.kind === 'yes/no' && part.value.yes) return [of, ...wordsFor(of, program)]
  return [of]
}

/** Rows that were tried and did not match had their say with the cells that were looked at. */
const decidedBy = ({ decision }: Part): readonly object[] =>
  (decision?.rows ?? []).flatMap(({ index, result, failedAt }): readonly object[] => {
    const row = decision?.decide.rows.find(it => it.index === index)
    if (row === undefined) return []
    return result === 'does not match' ? row.cells.slice(0, (failedAt ?? 0) + 1) : [row, ...row.cells]
  })

function foundIn(name: string, { tableRow, between }: Part, { tables }: Program): readonly object[] {
  const table = tables.get(name)
  if (table === undefined) return []
  const rows = [...(tableRow === undefined ? [] : [tableRow]), ...(between ?? [])]
  return [table, ...rows.flatMap(it => table.rows[it] ?? [])]
}

function publicationOf({ columns }: Program, id: ColumnId): readonly object[] {
  const content = columns.get(id)?.content
  return content?.kind === 'rule' && content.show !== undefined ? [content] : []
}
