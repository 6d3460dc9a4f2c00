/** Makes the draws of one row ready, each after those it needs, and each fit for the input it fills. */
import { findCircles } from '../model/find-circles.ts'
import type { Program } from '../model/program.ts'
import { ANY_WORD, type Cell, type Drawing, type DrawnRow, describeTyped, type Typed } from './cell.ts'
import { compileDraw, drawsMembers } from './compile-draw.ts'
import type { CompiledLevel } from './compile-level.ts'
import type { DrawnColumn } from './description.ts'
import type { LevelColumn, LevelColumns } from './level-columns.ts'
import type { LevelKey } from './level-key.ts'
import { ordered, slotsReadBy } from './order-draws.ts'
import type { RowPlan } from './sample.ts'
import { membersOf, type Place, type ScopeLevel, type Slot } from './scope.ts'
import { type Complain, chancesOf } from './site.ts'
import { type Target, takes, targetOf } from './target.ts'

export interface PlanRequest {
  readonly draws: ReadonlyMap<string, DrawnColumn>
  readonly columns: LevelColumns
  readonly key: LevelKey
  readonly level: string
  /** Whether it is one of several plans, so that a hidden column may hold other words in other rows. */
  readonly isListed: boolean
  readonly above: CompiledLevel | undefined
  readonly program: Program
  readonly complain: Complain
}
export interface Plan {
  readonly steps: RowPlan['steps']
  /** By slot. */
  readonly typed: readonly (Typed | undefined)[]
}

/** A value to draw: one member of a column. */
interface Task {
  readonly slot: Slot
  readonly drawn: DrawnColumn
  readonly column: LevelColumn
  readonly place: Place
}

export function compilePlan(request: PlanRequest): Plan {
  const scope = scopeOf(request)
  const tasks = tasksOf(request, scope)
  const bySlot = new Map(tasks.map(it => [it.slot, it]))
  const reads = (task: Task): readonly Task[] =>
    [...slotsReadBy(task.drawn.draw, task.place, task.slot.members)].flatMap(it => bySlot.get(it) ?? [])
  reportCircles(tasks, reads, request.complain)
  const steps = ordered(tasks, reads).map(task => {
    const drawing = drawingOf(task, request)
    scope.typed[task.slot.index] = drawing.typed
    return { slot: task.slot.index, on: drawing.on }
  })
  return { steps, typed: scope.typed }
}

/** What formulas of the row can name. */
function scopeOf({ draws, columns, key, level, above }: PlanRequest): ScopeLevel {
  const visible = [...columns.byName].filter(([name]) => draws.has(name) || key.filled.has(name))
  const typed: (Typed | undefined)[] = []
  for (const [name, { slots }] of visible) {
    if (key.filled.has(name)) for (const { index } of slots) typed[index] = ANY_WORD
  }
  return { name: level, columns: new Map(visible), above: above?.scope, typed }
}

function tasksOf(
  { draws, columns, key, program, complain }: PlanRequest,
  level: ScopeLevel,
): readonly Task[] {
  return [...draws.values()].flatMap(drawn => {
    const column = columns.byName.get(drawn.name)
    if (column === undefined) return []
    if (key.filled.has(drawn.name)) complain('sample/filled-already', drawn.at, { input: drawn.name })
    checkMembers(drawn, column, program, complain)
    return column.slots
      .filter(it => drawsMembers(drawn.draw, it.members))
      .map((slot): Task => {
        const members = new Map(column.dimensions.map((it, index) => [it, slot.members[index] ?? '']))
        return { slot, drawn, column, place: { program, level, members } }
      })
  })
}

/** `each` names members of the column's dimensions, and stands only where there are some. */
function checkMembers(
  { draw }: DrawnColumn,
  column: LevelColumn,
  program: Program,
  complain: Complain,
): void {
  const [dimension] = column.dimensions
  if (draw.kind !== 'each') return
  if (dimension === undefined) complain('sample/each-of-one', draw.at, { column: column.name })
  const known = dimension === undefined ? [] : membersOf(program, dimension)
  for (const [member, { at }] of dimension === undefined ? [] : draw.members) {
    if (!known.includes(member)) complain('sample/unknown-member', at, { member, dimension: dimension ?? '' })
  }
}

function reportCircles(
  tasks: readonly Task[],
  reads: (task: Task) => readonly Task[],
  complain: Complain,
): void {
  const byId = new Map(tasks.map(it => [it.slot.id, it]))
  const links = new Map(tasks.map(it => [it.slot.id, reads(it).map(read => read.slot.id)]))
  for (const circle of findCircles(links)) {
    const first = byId.get(circle[0] ?? '')
    if (first === undefined) continue
    const path = [...circle, first.slot.id].map(it => it.split('.').slice(1).join('.')).join(' → ')
    complain('sample/circle', first.drawn.at, { name: first.drawn.name, path })
  }
}

// --- one value -----------------------------------------------------------------------------------

function drawingOf(
  { slot, drawn, column, place }: Task,
  { program, complain, isListed }: PlanRequest,
): Drawing {
  const input = column.inputs.find(it => it.members.map(at => at.member).join('.') === slot.members.join('.'))
  const target = input && targetOf(program, input)
  const site = { ...place, target, complain, nextChance: chancesOf(slot.id) }
  const drawing = compileDraw(drawn.draw, site, slot.members)
  if (target === undefined && isListed) return { ...drawing, typed: { kinds: drawing.typed.kinds } }
  return target === undefined ? drawing : fitted(drawing, target, drawn, complain)
}

/** Complains of what the input does not take; numbers are rounded and moved into its range. */
function fitted({ typed, on }: Drawing, target: Target, { at }: DrawnColumn, complain: Complain): Drawing {
  if (!takes(target, typed)) {
    const args = { input: target.heading, expected: target.expected, found: describeTyped(typed) }
    complain('sample/unfit', at, args)
  }
  if (typed.kinds.has('missing') && !target.mayBeEmpty)
    complain('sample/may-not-be-empty', at, { input: target.heading })
  const known = {
    kinds: typed.kinds,
    ...(target.typed.words === undefined ? {} : { words: target.typed.words }),
  }
  if (!typed.kinds.has('number')) return { typed: known, on }
  const adapted = (cell: Cell): Cell => (typeof cell === 'number' ? target.fitted(cell) : cell)
  return { typed: known, on: (row: DrawnRow) => adapted(on(row)) }
}
