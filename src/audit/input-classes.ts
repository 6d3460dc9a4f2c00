/**
 * The classes of an input's values that rules can tell apart. Where the rules only ask whether the value
 * matches patterns, values that match the same ones are a class; where they use the value itself, each
 * value is. What is neither finite nor cut by patterns is sampled, and says so.
 */

import { atomsOf } from '../check/decision/domain.ts'
import { isBetter } from '../laws/better-value.ts'
import { type ValueSource, valuesOf } from '../laws/value-arbitrary.ts'
import type { Bound, Column, Core, Type } from '../model/program.ts'
import { compare, type Exact, exactFromRatio, floor, isWhole } from '../value/exact.ts'
import { sameValue } from '../value/same-value.ts'
import { builtInAbsence, number, type Value } from '../value/value.ts'
import { codesIn, signatureIn, type Use, useOf } from './input-use.ts'

export interface InputClasses {
  readonly column: Column
  readonly classes: readonly InputClass[]
  /** Not all values of the input are in a class. */
  readonly isSampled: boolean
  /** For each class, the classes that are worse; and those that no other class lies between. */
  readonly worse: readonly (readonly number[])[]
  readonly next: readonly (readonly number[])[]
}
export interface InputClass {
  /** The value that stands for the others: the default where it is among them. */
  readonly value: Value
  readonly members: readonly Value[]
}

export function inputClasses(column: Column, formulas: readonly Core[], source: ValueSource): InputClasses {
  const use = useOf(column.id, formulas)
  const { values, isSampled } = use.isItself ? everyValue(column, use, source) : pieces(column, use, source)
  const all = [...values, ...(mayBeMissing(column) ? [builtInAbsence('no_value')] : [])]
  const bySignature = Map.groupBy(all, value => signatureIn(use, value, source))
  const found = [...bySignature.values()].map(members => ({ value: plainest(column, members), members }))
  const classes = found.toSorted(
    (a, b) => Number(isPlain(column, b.value)) - Number(isPlain(column, a.value)),
  )
  return { column, classes, isSampled, ...ranking(classes, source) }
}

/** The better and the worse value of two classes that are nearest to each other. */
export function nearestPair(
  { classes }: InputClasses,
  from: number,
  to: number,
  { lists }: ValueSource,
): { readonly better: Value; readonly worse: Value } | undefined {
  const [above, below] = [classes[from]?.members ?? [], classes[to]?.members ?? []]
  const all = classes.flatMap(it => it.members)
  const rankOf = (value: Value) => all.filter(it => isBetter(value, it, lists)).length
  const ranks = new Map([...above, ...below].map(it => [it, rankOf(it)]))
  const distance = (a: Value, b: Value) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0)
  let found: { better: Value; worse: Value } | undefined
  for (const better of above) {
    for (const worse of below) {
      if (!isBetter(better, worse, lists)) continue
      if (found === undefined || distance(better, worse) < distance(found.better, found.worse))
        found = { better, worse }
    }
  }
  return found
}

/** Whether a row about which nothing is said has it. */
export function isPlain({ content }: Column, value: Value): boolean {
  if (content.kind !== 'input') return false
  if (content.default !== undefined) return sameValue(content.default, value)
  return content.mayBeMissing && value.kind === 'absent'
}

/** Only so many classes, spread over all of them; the others are not searched. */
export function thinned(it: InputClasses, limit: number, source: ValueSource): InputClasses {
  if (it.classes.length <= limit) return it
  const wanted = Array.from({ length: limit }, (_, at) => Math.floor((at * it.classes.length) / limit))
  const classes = wanted.flatMap(at => it.classes[at] ?? [])
  return { column: it.column, classes, isSampled: true, ...ranking(classes, source) }
}

function ranking(
  classes: readonly InputClass[],
  { lists }: ValueSource,
): Pick<InputClasses, 'worse' | 'next'> {
  const isWorse = (a: InputClass, b: InputClass) =>
    a.members.some(than => b.members.some(value => isBetter(than, value, lists)))
  const worse = classes.map((it, at) =>
    classes.flatMap((other, index) => (index !== at && isWorse(it, other) ? [index] : [])),
  )
  const next = worse.map(those => those.filter(it => !those.some(between => worse[between]?.includes(it))))
  return { worse, next }
}

const plainest = (column: Column, members: readonly Value[]): Value =>
  members.find(it => isPlain(column, it)) ?? members[0] ?? builtInAbsence('no_value')

const mayBeMissing = ({ content }: Column): boolean =>
  content.kind === 'input' && content.mayBeMissing && content.default === undefined

// --- values --------------------------------------------------------------------------------------

interface Values {
  readonly values: readonly Value[]
  readonly isSampled: boolean
}

const MOST_PIECES = 2000

/** A value of each piece that no pattern divides. */
function pieces({ type }: Column, { patterns }: Use, source: ValueSource): Values {
  if (hasKeys(type)) return { values: valuesOf(type, source), isSampled: true }
  const context = { columns: [], codesOf: codesIn(source) }
  const found = atomsOf({ type, absences: [], missingInput: false }, patterns, context, MOST_PIECES)
  if (found === undefined) return { values: valuesOf(type, source), isSampled: true }
  const numbers = type.alternatives.map(it => (it.kind === 'number' ? numbersIn(it) : []))
  const isEvery = numbers.every(it => it !== undefined)
  const values = found.atoms.map(it => it.value)
  if (!isEvery) return { values, isSampled: false }
  return {
    values: [...numbers.flatMap(it => it ?? []).map(number), ...values.filter(it => it.kind !== 'number')],
    isSampled: false,
  }
}

/** So many whole numbers are tried one by one. */
const MOST_NUMBERS = 400

function everyValue(column: Column, use: Use, source: ValueSource): Values {
  const { alternatives } = column.type
  if (alternatives.every(it => it.kind === 'yes/no' || it.kind === 'code'))
    return pieces(column, { ...use, patterns: [] }, source)
  const parts = alternatives.map((it): Values => {
    const type = { alternatives: [it] }
    if (it.kind === 'yes/no' || it.kind === 'code')
      return pieces({ ...column, type }, { ...use, patterns: [] }, source)
    const range = it.kind === 'number' ? numbersIn(it) : undefined
    return range === undefined
      ? { values: valuesOf(type, source), isSampled: true }
      : { values: range.map(number), isSampled: false }
  })
  return { values: parts.flatMap(it => it.values), isSampled: parts.some(it => it.isSampled) }
}

const numbersIn = ({
  whole,
  from,
  to,
}: {
  readonly whole: boolean
  readonly from?: Bound
  readonly to?: Bound
}) => (whole ? wholeNumbers(from?.value, to?.value) : undefined)

function wholeNumbers(from: Exact | undefined, to: Exact | undefined): readonly Exact[] | undefined {
  if (from === undefined || to === undefined || !isWhole(from)) return undefined
  const first = Number(floor(from))
  const last = Number(floor(to))
  if (last - first >= MOST_NUMBERS) return undefined
  return Array.from({ length: last - first + 1 }, (_, at) => exactFromRatio(first + at)).filter(
    it => compare(it, to) <= 0,
  )
}

const hasKeys = ({ alternatives }: Type): boolean => alternatives.some(it => it.kind === 'key')
