/**
 * Orders the columns so that each comes after those it reads, and finds the circles where that cannot
 * be. What a column reads includes what decides which rows there are and which belong together.
 */
import type { ColumnId, Program } from '../model/program.ts'
import type { Span } from '../source/source.ts'
import { type Node, nameOf, type Read, readsOf } from './reads-of.ts'
import type { Reporter } from './reporter.ts'

type Columns = Pick<Program, 'columns' | 'levels' | 'tables'>

/** Ids of the rule columns; those of a circle come in some order, and the circle is reported. */
export function orderColumns(program: Columns, reporter: Reporter): readonly ColumnId[] {
  const walk = new Walk(program)
  for (const column of program.columns.keys()) walk.from({ column, isPublished: false })
  for (const column of program.columns.keys()) walk.from({ column, isPublished: true })
  reportCircles(program, walk.circles, reporter)
  return walk.order.filter(it => program.columns.get(it)?.content.kind === 'rule')
}

/** A circle of reads: each reads the next, and the last one the first. */
type Circle = readonly { readonly node: Node; readonly read: Read }[]

interface Frame {
  readonly node: Node
  readonly reads: readonly Read[]
  next: number
}

/** A walk in depth over what columns read, with a stack of its own: rules may read one another to any depth. */
class Walk {
  readonly order: ColumnId[] = []
  readonly circles: Circle[] = []
  readonly #states = new Map<string, 'open' | 'done'>()
  readonly #program: Columns

  constructor(program: Columns) {
    this.#program = program
  }

  from(start: Node): void {
    if (this.#states.has(nameOf(start))) return
    const stack: Frame[] = [this.#open(start)]
    for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
      const read = frame.reads[frame.next]
      frame.next += 1
      if (read === undefined) this.#close(stack)
      else if (this.#states.get(nameOf(read)) === 'open') this.circles.push(circleIn(stack, read))
      else if (!this.#states.has(nameOf(read))) stack.push(this.#open(read))
    }
  }

  #open(node: Node): Frame {
    this.#states.set(nameOf(node), 'open')
    return { node, reads: readsOf(this.#program, node), next: 0 }
  }

  #close(stack: Frame[]): void {
    const frame = stack.pop()
    if (frame === undefined) return
    this.#states.set(nameOf(frame.node), 'done')
    if (!frame.node.isPublished) this.order.push(frame.node.column)
  }
}

function circleIn(stack: readonly Frame[], back: Node): Circle {
  const from = stack.findIndex(it => nameOf(it.node) === nameOf(back))
  return stack.slice(from).flatMap(({ node, reads, next }) => {
    const read = reads[next - 1]
    return read === undefined ? [] : [{ node, read }]
  })
}

/** Each circle once, for whichever members it was found. */
function reportCircles({ columns }: Columns, circles: readonly Circle[], reporter: Reporter): void {
  const seen = new Set<string>()
  for (const circle of circles) {
    const rules = circle.map(({ node }) => placeOf(columns, node.column))
    const names = [...new Set(rules.map(it => it?.name ?? ''))].sort().join(' ')
    const [first] = circle
    const at: Span | undefined = rules[0]?.at ?? first?.read.at
    if (seen.has(names) || at === undefined || first === undefined) continue
    seen.add(names)
    const path = [...circle.map(it => it.node), first.node].map(nameOf).join(' -> ')
    const related = circle.map(({ node, read }) => ({
      at: read.at,
      label: `\`${nameOf(node)}\` reads \`${nameOf(read)}\` here`,
    }))
    reporter.report('check/circular-rules', at, { path }, { related })
  }
}

function placeOf(columns: Columns['columns'], id: ColumnId): { name: string; at: Span } | undefined {
  const content = columns.get(id)?.content
  if (content?.kind !== 'rule') return undefined
  return { name: `${content.rule.level}.${content.rule.name}`, at: content.rule.at }
}
