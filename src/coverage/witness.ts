/**
 * What speaks for a ruleset: a worked example, or a law on a cohort that was made up for it. Each
 * asserts some values, and each of those rests on a part of the rules.
 */
import type { PreparedCase } from '../cases/prepared-case.ts'
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import type { Engine } from '../engine/engine.ts'
import type { Program } from '../model/program.ts'
import { type Slice, slicerOf } from './slice.ts'

export interface Witness {
  /** The id of the case, or the name of the law. */
  readonly name: string
  /** The program it is about: the ruleset's own, or that with the overlays of a case. */
  readonly program: Program
  /** What each of the values it asserts rests on. */
  readonly slices: readonly Slice[]
  readonly isLaw: boolean
  /** What is evaluated when all that its rows allow is computed. */
  exercised(): Slice
  /** How much work it is to run it, against that of others. */
  readonly cost: number
  /** Whether any of these assertions is wrong on a program with other rules in the same columns. */
  contradicts(program: Program, assertions: readonly number[]): boolean
}

/** What is said of cases that do not hold as the rules stand: they cannot tell a mistake that is put in. */
export const failingCases = (prepared: readonly PreparedCase[], engine: Engine): readonly Diagnostic[] =>
  prepared.flatMap(it => {
    const run = it.run(it.program, engine)
    const holds = it.assertions.every(assertion => assertion.holds(run)) && !hasErrors(run.diagnostics)
    return holds ? [] : [report('mutation/case-fails', it.case.at, { case: it.case.id })]
  })

export function caseWitness(prepared: PreparedCase, engine: Engine): Witness {
  const { program, assertions } = prepared
  const run = prepared.run(program, engine)
  const slicer = slicerOf(run)
  const slices = assertions.map(({ column, isShown, rowIn }): Slice => {
    const row = rowIn(run)
    if (row === undefined) return new Set()
    return isShown ? slicer.shown(column, row) : slicer.value(column, row)
  })
  return {
    name: prepared.case.id,
    program,
    slices,
    isLaw: false,
    exercised: () => slicer.everything(),
    cost: assertions.length,
    contradicts(other, which) {
      const again = prepared.run(other, engine)
      return which.some(it => assertions[it]?.holds(again) === false) || hasErrors(again.diagnostics)
    },
  }
}
