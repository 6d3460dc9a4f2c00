/**
 * Laws as witnesses: each on cohorts made up for it, on which it is true. A law that is known to fail
 * on some cohorts says nothing about rules that differ.
 */
import type { Engine } from '../engine/engine.ts'
import { trialOf } from '../laws/check-laws.ts'
import { withClaims } from '../laws/claim-columns.ts'
import { drawCohorts } from '../laws/cohort-arbitrary.ts'
import { cohortOf, type GeneratedCohort } from '../laws/generated-cohort.ts'
import { inputsBehind } from '../laws/inputs-behind.ts'
import { changed, changesIn, findLowered, findRefuted, type Trial } from '../laws/violation.ts'
import type { ColumnId, Program, ProgramBetter, ProgramHolds, ProgramLaw } from '../model/program.ts'
import { type Slice, slicerOf } from './slice.ts'
import type { Witness } from './witness.ts'

export interface LawWitnessOptions {
  /** Cohorts for each law. */
  readonly cohorts: number
  readonly seed: number
}

export const lawWitnesses = (
  program: Program,
  engine: Engine,
  options: LawWitnessOptions,
): readonly Witness[] =>
  [...program.laws.values()]
    .filter(it => it.law.knownFailures.length === 0)
    .flatMap(law => {
      const trial = trialOf(program, engine, law)
      const { claim } = law
      const behind =
        claim.kind === 'holds' ? claimsOf(program, law, claim) : { program, columns: claim.neverLowers }
      const vary = new Set([
        ...inputsBehind(behind.program, behind.columns),
        ...(claim.kind === 'better' ? claim.inputs : []),
      ])
      const { seed, cohorts: count } = options
      return drawCohorts(program, { seed, count, vary, engine, maxRows: MOST_ROWS }).flatMap(cohort =>
        claim.kind === 'holds'
          ? claimWitness(trial, law, claim, cohort)
          : betterWitness(trial, law, claim, cohort, seed),
      )
    })

/** Few rows tell as much as many, and are run for every mutant that the law has a say about. */
const MOST_ROWS = 4
/** More than that of any case: cases are asked first. */
const COST = 1000

function claimsOf(program: Program, law: ProgramLaw, claim: ProgramHolds) {
  const claimed = withClaims(program, law, claim)
  return { program: claimed.program, columns: claimed.claims }
}

function claimWitness(
  trial: Trial,
  law: ProgramLaw,
  claim: ProgramHolds,
  generated: GeneratedCohort,
): readonly Witness[] {
  const { program, engine, options } = trial
  const cohort = cohortOf(program, generated)
  const claimed = claimsOf(program, law, claim)
  const run = engine(claimed.program, cohort, options)
  const size = run.levels.get(claim.level)?.size ?? 0
  const slicer = slicerOf(run)
  const rows = Array.from({ length: size }, (_, row) => row)
  const holding = claimed.columns.filter(column => rows.some(row => run.value(column, row).kind === 'yes/no'))
  const slices = holding.map((column): Slice => union(rows.map(row => slicer.value(column, row))))
  if (slices.length === 0) return []
  const contradicts = (other: Program, which: readonly number[]): boolean => {
    const columns: readonly ColumnId[] = holding.filter((_, it) => which.includes(it))
    const mutated = { ...trial, program: claimsOf(other, law, claim).program }
    return findRefuted(mutated, columns, cohort).violation !== undefined
  }
  return contradicts(program, [...slices.keys()]) ? [] : [{ ...lawOf(law), program, slices, contradicts }]
}

function betterWitness(
  trial: Trial,
  law: ProgramLaw,
  claim: ProgramBetter,
  generated: GeneratedCohort,
  choice: number,
): readonly Witness[] {
  const { program, engine, options } = trial
  const cohort = cohortOf(program, generated)
  const changes = [...changesIn(trial, claim, cohort, choice)]
  const cohorts = [cohort, ...changes.map(it => changed(cohort, program, it))]
  const slice = union(
    cohorts.flatMap(it => {
      const run = engine(program, it, options)
      const slicer = slicerOf(run)
      return claim.neverLowers.flatMap(column => {
        const size = run.levels.get(program.columns.get(column)?.level ?? '')?.size ?? 0
        return Array.from({ length: size }, (_, row) => slicer.value(column, row))
      })
    }),
  )
  const contradicts = (other: Program): boolean =>
    findLowered({ ...trial, program: other }, claim, cohort, choice).violation !== undefined
  return changes.length === 0 || contradicts(program)
    ? []
    : [{ ...lawOf(law), program, slices: [slice], contradicts }]
}

const lawOf = ({ name }: ProgramLaw): Pick<Witness, 'name' | 'isLaw' | 'cost' | 'exercised'> => ({
  name: `law ${name}`,
  isLaw: true,
  cost: COST,
  // Whatever a law computes, it computes for its claim.
  exercised: () => new Set(),
})

const union = (slices: readonly Slice[]): Slice => new Set(slices.flatMap(it => [...it]))
