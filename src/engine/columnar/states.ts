/**
 * What a row has besides a value: small numbers that kernels work on. `APART` is a row that a kernel
 * leaves to the reference semantics: it would refuse, or be undecided within the error bound, or be
 * out of the range of exact whole numbers. Absences are numbered as they turn up.
 */
import { type Absent, absent, isAbsent, NO, type Value, YES } from '../../value/value.ts'

/** States of truths: no, yes, left apart, then absences. */
export const IS_NO = 0
export const IS_YES = 1
/** State of a number that is there; the others are those of truths. */
export const IS_THERE = 0
export const IS_APART = 2
export const FIRST_ABSENCE = 3

/** Stands in dictionaries for a value that is left apart. Told by identity; never leaves the engine. */
export const APART: Absent = absent('missing', 'not settled yet')

/** The absences of a run, numbered. */
export class States {
  /** What a truth of each state is. Grows as absences turn up. */
  readonly truths: Value[] = [NO, YES, APART]
  readonly #known = new Map<string, number>()

  /** The state of an absent value. */
  of(value: Absent): number {
    if (value === APART) return IS_APART
    const key = `${value.absence} ${value.reason}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const state = this.truths.push(value) - 1
    this.#known.set(key, state)
    return state
  }

  /** The absence of a state at or above the first of them. */
  absence(state: number): Absent {
    const value = this.truths[state]
    if (value === undefined || !isAbsent(value)) throw new RangeError(`no absence has state ${state}`)
    return value
  }

  /** The state of a value as a truth; a value that is none is left apart. */
  ofTruth(value: Value): number {
    if (value.kind === 'yes/no') return value.yes ? IS_YES : IS_NO
    return value.kind === 'absent' ? this.of(value) : IS_APART
  }
}
