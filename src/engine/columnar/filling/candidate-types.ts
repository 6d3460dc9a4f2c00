/**
 * What the formulas of slots say of candidates, by class: candidates that are accepted alike, worth the
 * same in every fill, of as many copies and counted by the same limits are of one type.
 */
import type { Core, CoreSlots } from '../../../model/program.ts'
import type { Codes } from '../../cohort.ts'
import type { Columns } from '../columns.ts'
import { type NumberTable, numberTable } from '../numbers.ts'
import { FIRST_ABSENCE, IS_APART, IS_THERE, IS_YES } from '../states.ts'
import { truthTable } from '../truth.ts'
import { type Dictionary, denominatorAt, MOST_EXACT } from '../vector.ts'

export interface CandidateTypes {
  /** The class of each candidate row. */
  readonly codes: Codes
  /** By class; -1 where it is accepted nowhere. */
  readonly typeOf: Int32Array
  /** Classes of which not all is known. */
  readonly apart: Uint8Array
  readonly types: readonly CandidateType[]
  /** Worths are whole numbers over this. */
  readonly denominator: number
}
export interface CandidateType {
  /** For each fill what a copy is worth there; undefined where it is not accepted. */
  readonly worth: readonly (number | undefined)[]
  readonly copies: number
  /** The limits that count it, by their place. */
  readonly limits: readonly number[]
}

/** More copies of one candidate are left to the reference semantics. */
const MOST_COPIES = 8

/** Undefined where something is of too many different values, or no fraction. */
export function candidateTypes(core: CoreSlots, columns: Columns): CandidateTypes | undefined {
  const sources = sourcesOf(core, columns)
  const classes = sources && columns.classesOf(sources.all, core.level)
  if (sources === undefined || classes === undefined) return undefined
  const reading = readingOf(sources, core, columns)
  if (reading === undefined) return undefined
  const { partition, rows } = classes
  const typeOf = new Int32Array(partition.count).fill(-1)
  const apart = new Uint8Array(partition.count)
  const known = new Map<string, number>()
  const types: CandidateType[] = []
  for (const [code, row] of rows.entries()) {
    const found = row < 0 ? undefined : reading.typeAt(row)
    if (found === 'apart') apart[code] = 1
    if (found === undefined || found === 'apart') continue
    const key = JSON.stringify([found.worth, found.copies, found.limits])
    const type = known.get(key) ?? types.push(found) - 1
    known.set(key, type)
    typeOf[code] = type
  }
  return { codes: partition.codes, typeOf, apart, types, denominator: reading.denominator }
}

// --- sources ---------------------------------------------------------------------------------------

interface Fill {
  readonly accept: Dictionary
  readonly weight: Dictionary | undefined
}
interface Sources {
  readonly all: readonly Dictionary[]
  readonly score: Dictionary
  readonly where: Dictionary | undefined
  readonly copies: Dictionary | undefined
  readonly fills: readonly Fill[]
  readonly limits: readonly Dictionary[]
}

function sourcesOf(core: CoreSlots, columns: Columns): Sources | undefined {
  const all: Dictionary[] = []
  let isComplete = true
  const source = (formula: Core | undefined): Dictionary | undefined => {
    if (formula === undefined) return undefined
    const found = columns.dictionary(columns.sharedVector(formula, core.level))
    if (found === undefined) isComplete = false
    else all.push(found)
    return found
  }
  const needed = (formula: Core): Dictionary => source(formula) ?? columns.allApart(core.level)
  const score = needed(core.score)
  const [where, copies] = [source(core.where), source(core.copies)]
  const fills = core.fills.map(it => ({ accept: needed(it.accept), weight: source(it.weight) }))
  const limits = core.limits.map(it => needed(it.where))
  return isComplete ? { all, score, where, copies, fills, limits } : undefined
}

/** Numbers of the classes of a dictionary, all over one denominator. */
interface Numerators {
  readonly states: Uint16Array
  readonly numerators: Float64Array
  readonly denominator: number
}

function numeratorsOf({ states, numbers }: NumberTable): Numerators | undefined {
  if (numbers.kind !== 'ratios' || typeof numbers.denominators !== 'number') return undefined
  return { states, numerators: numbers.numerators, denominator: denominatorAt(numbers, 0) }
}

// --- reading ---------------------------------------------------------------------------------------

interface Reading {
  readonly denominator: number
  /** Undefined where it is no candidate for anything; what is not known is apart. */
  typeAt(row: number): CandidateType | 'apart' | undefined
}

const ONE: Numerators = {
  states: Uint16Array.of(IS_THERE),
  numerators: Float64Array.of(1),
  denominator: 1,
}

function readingOf(sources: Sources, { splitCopies }: CoreSlots, { states }: Columns): Reading | undefined {
  const numbers = (of: Dictionary | undefined): Cells | undefined => {
    const found = of === undefined ? ONE : numeratorsOf(numberTable(of, states))
    return found && { ...found, codes: of?.partition.codes }
  }
  const truths = (of: Dictionary): Truths => ({ codes: of.partition.codes, table: truthTable(of, states) })
  const [score, copies] = [numbers(sources.score), numbers(sources.copies)]
  const weights = sources.fills.flatMap(it => numbers(it.weight) ?? [])
  if (score === undefined || copies?.denominator !== 1 || weights.length < sources.fills.length)
    return undefined
  const common = weights.reduce((product, it) => product * it.denominator, 1)
  const denominator = score.denominator * common
  if (denominator > MOST_EXACT) return undefined
  const where = sources.where && truths(sources.where)
  const accepts = sources.fills.map(it => truths(it.accept))
  const limits = sources.limits.map(truths)

  const worthIn = (fill: number, row: number): number | 'apart' | undefined => {
    const accepted = truthAt(accepts[fill], row)
    if (accepted !== IS_YES) return accepted === IS_APART ? 'apart' : undefined
    const weight = weights[fill]
    const state = stateAt(weight, row)
    if (weight === undefined || state !== IS_THERE) return state === IS_APART ? 'apart' : undefined
    const found = numberAt(score, row) * numberAt(weight, row) * (common / weight.denominator)
    return found >= 0 && found <= MOST_EXACT ? found : 'apart'
  }
  const typeAt: Reading['typeAt'] = row => {
    const isTaken = where === undefined ? IS_YES : truthAt(where, row)
    if (isTaken !== IS_YES) return isTaken === IS_APART ? 'apart' : undefined
    for (const it of [score, copies]) {
      const state = stateAt(it, row)
      if (state === IS_APART) return 'apart'
      if (state >= FIRST_ABSENCE) return undefined
    }
    const count = numberAt(copies, row)
    if (!(count >= 0 && count <= MOST_COPIES) || (count > 1 && !splitCopies)) return 'apart'
    const worth = accepts.map((_, fill) => worthIn(fill, row))
    if (worth.includes('apart')) return 'apart'
    if (worth.every(it => it === undefined)) return undefined
    const counted = limits.map(it => truthAt(it, row))
    if (counted.includes(IS_APART)) return 'apart'
    if (count === 0) return undefined
    return {
      worth: worth.map(it => (it === 'apart' ? undefined : it)),
      copies: count,
      limits: counted.flatMap((it, index) => (it === IS_YES ? [index] : [])),
    }
  }
  return { denominator, typeAt }
}

interface Cells extends Numerators {
  /** Undefined where all rows are of one class. */
  readonly codes: Codes | undefined
}
interface Truths {
  readonly codes: Codes
  readonly table: Uint16Array
}

const truthAt = (truths: Truths | undefined, row: number): number =>
  truths === undefined ? IS_APART : (truths.table[truths.codes[row] as number] as number)
const placeAt = ({ codes }: Cells, row: number): number => (codes === undefined ? 0 : (codes[row] as number))
const stateAt = (cells: Cells | undefined, row: number): number =>
  cells === undefined ? IS_APART : (cells.states[placeAt(cells, row)] as number)
const numberAt = (cells: Cells, row: number): number => cells.numerators[placeAt(cells, row)] as number
