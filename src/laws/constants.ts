/** The constants that a program compares values with: where its rules change their mind is where values are worth trying. */
import type { Bound, Program } from '../model/program.ts'
import { type Exact, toExactText } from '../value/exact.ts'

export interface Constants {
  readonly numbers: readonly Exact[]
  readonly texts: readonly string[]
  readonly dates: readonly string[]
}

/** Whether a node of the program is one of these kinds of constant. */
type Node = { readonly kind: string } & Readonly<Record<string, unknown>>

export function constantsOf(program: Program): Constants {
  const numbers = new Map<string, Exact>()
  const texts = new Set<string>()
  const dates = new Set<string>()
  const addNumber = (value: Exact): void => void numbers.set(toExactText(value), value)
  const record = (node: Node): void => {
    if (node.kind === 'number' && node.number !== undefined) addNumber(node.number as Exact)
    if (node.kind === 'text' && typeof node.text === 'string') texts.add(node.text)
    if (node.kind === 'date' && typeof node.date === 'string') dates.add(node.date)
    for (const end of [node.from, node.to]) if (isBound(end)) addNumber(end.value)
  }
  for (const { content } of program.columns.values()) if (content.kind === 'rule') walk(content.is, record)
  for (const { rows } of program.tables.values())
    walk(
      rows.map(it => it.keys),
      record,
    )
  return { numbers: [...numbers.values()], texts: [...texts], dates: [...dates] }
}

const isBound = (it: unknown): it is Bound =>
  typeof it === 'object' && it !== null && 'value' in it && isExact(it.value)

const isExact = (it: unknown): it is Exact => typeof it === 'object' && it !== null && 'terms' in it

function walk(node: unknown, record: (node: Node) => void): void {
  if (typeof node !== 'object' || node === null || isExact(node)) return
  if ('kind' in node) record(node as Node)
  const parts = Array.isArray(node)
    ? node
    : Object.entries(node).flatMap(([key, it]) => (key === 'at' ? [] : [it]))
  for (const it of parts) walk(it, record)
}
