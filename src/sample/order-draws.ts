/** Puts what is drawn on a row in an order in which everything comes after what it needs. */
import type { Expression } from '../syntax/expression/ast.ts'
import type { DrawForm } from './description.ts'
import { meaningOf, type Place, pathOf, type Slot } from './scope.ts'

/** Slots of the row itself that a draw reads; `members` as for compiling it. */
export function slotsReadBy(form: DrawForm, place: Place, members: readonly string[]): ReadonlySet<Slot> {
  const slots = new Set<Slot>()
  for (const expression of expressionsIn(form, members)) {
    for (const path of pathsIn(expression)) {
      const meaning = meaningOf(path, place)
      if (meaning.kind === 'cell' && meaning.up === 0) slots.add(meaning.slot)
    }
  }
  return slots
}

const expressionsIn = (form: DrawForm, members: readonly string[]): readonly Expression[] =>
  EXPRESSIONS[form.kind](form as never, members)

const EXPRESSIONS: {
  readonly [K in DrawForm['kind']]: (
    form: Extract<DrawForm, { kind: K }>,
    members: readonly string[],
  ) => readonly Expression[]
} = {
  is: ({ is }) => [is],
  missing: () => [],
  choose: ({ choices }) => choices.map(it => it.weight),
  cut: ({ cut }) => [cut],
  each: ({ members: forms }, [first = '', ...rest]) => {
    const chosen = forms.get(first)
    return chosen === undefined ? [] : expressionsIn(chosen.draw, rest)
  },
  first: ({ cases }, members) =>
    cases.flatMap(({ when, draw }) => [
      ...(when === undefined ? [] : [when]),
      ...expressionsIn(draw, members),
    ]),
}

/** All names in an expression, with what follows their dots. */
function pathsIn(expression: Expression): readonly (readonly string[])[] {
  const paths: (readonly string[])[] = []
  const visit = (it: unknown): void => {
    if (Array.isArray(it)) for (const item of it) visit(item)
    else if (isNode(it)) {
      const path = it.kind === 'Name' || it.kind === 'Member' ? pathOf(it as Expression) : undefined
      if (path !== undefined) paths.push(path)
      else for (const [key, part] of Object.entries(it)) if (key !== 'callee' && key !== 'at') visit(part)
    }
  }
  visit(expression)
  return paths
}

const isNode = (it: unknown): it is { readonly kind?: string } => typeof it === 'object' && it !== null

/** Each after what it reads; those on a circle come in the order given. */
export function ordered<T>(items: readonly T[], reads: (item: T) => Iterable<T>): readonly T[] {
  const done = new Set<T>()
  const result: T[] = []
  const visit = (item: T): void => {
    if (done.has(item)) return
    done.add(item)
    for (const it of reads(item)) visit(it)
    result.push(item)
  }
  for (const item of items) visit(item)
  return result
}
