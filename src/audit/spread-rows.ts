/** Three rows to stand for all: with the worst, a middling and the best value of every changed input. */
import { builtInAbsence, type Value } from '../value/value.ts'
import type { InputClasses } from './input-classes.ts'
import type { Cells } from './trial-cohort.ts'

export const spreadRows = (inputs: readonly InputClasses[]): readonly [Cells, Cells, Cells] => {
  const row = (pick: (it: InputClasses) => Value): Cells =>
    new Map(inputs.map(it => [it.column.id, pick(it)]))
  return [row(worst), row(middling), row(best)]
}

/** Values that are ranked, from the worst. */
function ranked({ classes, worse }: InputClasses): readonly Value[] {
  const isRanked = (at: number) => (worse[at] ?? []).length > 0 || worse.some(it => it.includes(at))
  const places = classes.map((_, at) => at).filter(isRanked)
  const values = places.toSorted((a, b) => (worse[a] ?? []).length - (worse[b] ?? []).length)
  return values.flatMap(it => classes[it]?.value ?? [])
}

/** Where none is ranked. */
const usual = ({ classes }: InputClasses): Value => classes[0]?.value ?? builtInAbsence('no_value')
const worst = (it: InputClasses): Value => ranked(it)[0] ?? usual(it)
const best = (it: InputClasses): Value => ranked(it).at(-1) ?? usual(it)
function middling(it: InputClasses): Value {
  const all = ranked(it)
  return all[Math.floor(all.length / 2)] ?? usual(it)
}
