/**
 * Orders the columns so that each comes after those it reads, and finds the circles where that cannot
 * be. What a column reads includes what decides which rows there are and which belong together.
 */
import type { ColumnId, Program } from '../model/program.ts'
import type { Span } from '../source/source.ts'
import { type Read, readsOf } from './reads-of.ts'
import type { Reporter } from './reporter.ts'

type Columns = Pick<Program, 'columns' | 'levels' | 'tables'>

/** Ids of the rule columns; those of a circle come in some order, and the circle is reported. */
export function orderColumns(program: Columns, reporter: Reporter): readonly ColumnId[] {
  const walk = new Walk(program)
  for (const id of program.columns.keys()) walk.from(id)
  reportCircles(program, walk.circles, reporter)
  return walk.order.filter(it => program.columns.get(it)?.content.kind === 'rule')
}

/** A circle of reads: each reads the next, and the last one the first. */
type Circle = readonly { readonly id: ColumnId; readonly read: Read }[]

interface Frame {
  readonly id: ColumnId
  readonly reads: readonly Read[]
  next: number
}

/** A walk in depth over what columns read, with a stack of its own: rules may read one another to any depth. */
class Walk {
  readonly order: ColumnId[] = []
  readonly circles: Circle[] = []
  readonly #states = new Map<ColumnId, 'open' | 'done'>()
  readonly #program: Columns

  constructor(program: Columns) {
    this.#program = program
  }

  from(start: ColumnId): void {
    if (this.#states.has(start)) return
    const stack: Frame[] = [this.#open(start)]
    for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
      const read = frame.reads[frame.next]
      frame.next += 1
      if (read === undefined) this.#close(stack)
      else if (this.#states.get(read.column) === 'open') this.circles.push(circleIn(stack, read.column))
      else if (!this.#states.has(read.column)) stack.push(this.#open(read.column))
    }
  }

  #open(id: ColumnId): Frame {
    this.#states.set(id, 'open')
    return { id, reads: readsOf(this.#program, id), next: 0 }
  }

  #close(stack: Frame[]): void {
    const frame = stack.pop()
    if (frame === undefined) return
    this.#states.set(frame.id, 'done')
    this.order.push(frame.id)
  }
}

function circleIn(stack: readonly Frame[], back: ColumnId): Circle {
  const from = stack.findIndex(it => it.id === back)
  return stack.slice(from).flatMap(({ id, reads, next }) => {
    const read = reads[next - 1]
    return read === undefined ? [] : [{ id, read }]
  })
}

/** Each circle once, for whichever members it was found. */
function reportCircles({ columns }: Columns, circles: readonly Circle[], reporter: Reporter): void {
  const seen = new Set<string>()
  for (const circle of circles) {
    const rules = circle.map(({ id }) => placeOf(columns, id))
    const names = [...new Set(rules.map(it => it?.name ?? ''))].sort().join(' ')
    const [first] = circle
    const at: Span | undefined = rules[0]?.at ?? first?.read.at
    if (seen.has(names) || at === undefined || first === undefined) continue
    seen.add(names)
    const path = [...circle.map(it => it.id), first.id].join(' -> ')
    const related = circle.map(({ id, read }) => ({
      at: read.at,
      label: `\`${id}\` reads \`${read.column}\` here`,
    }))
    reporter.report('check/circular-rules', at, { path }, { related })
  }
}

function placeOf(columns: Columns['columns'], id: ColumnId): { name: string; at: Span } | undefined {
  const content = columns.get(id)?.content
  if (content?.kind !== 'rule') return undefined
  return { name: `${content.rule.level}.${content.rule.name}`, at: content.rule.at }
}
