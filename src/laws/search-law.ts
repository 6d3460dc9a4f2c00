/** Searches generated cohorts for a violation of a law, and shrinks the one it finds. */
import fc from 'fast-check'
import { headingOf } from '../data/cell.ts'
import type { Engine, Run } from '../engine/engine.ts'
import { NATION } from '../model/declarations.ts'
import type { ColumnId, Program, ProgramBetter, ProgramHolds, ProgramLaw } from '../model/program.ts'
import { type ClaimedProgram, withClaims } from './claim-columns.ts'
import { cohortArbitrary } from './cohort-arbitrary.ts'
import { type CounterexampleCase, printCounterexample, writtenValue } from './counterexample-case.ts'
import { cohortOf, type GeneratedCohort, withValue } from './generated-cohort.ts'
import { columnsIn, inputsBehind } from './inputs-behind.ts'
import {
  findLowered,
  findRefuted,
  type Lowered,
  type Refuted,
  type Trial,
  type Verdict,
} from './violation.ts'

export interface SearchOptions {
  readonly cohorts?: number
  readonly seed?: number
  readonly maxRows?: number
}

export interface Found {
  readonly cohorts: number
  readonly decided: number
  readonly counterexample?: { readonly finding: string; readonly file: string }
}

export function searchLaw(trial: Trial, law: ProgramLaw, options: SearchOptions): Found {
  const { claim } = law
  return claim.kind === 'holds'
    ? searchHolds(trial, law, claim, options)
    : searchBetter(trial, law, claim, options)
}

// --- claims that hold ----------------------------------------------------------------------------

function searchHolds(trial: Trial, law: ProgramLaw, claim: ProgramHolds, options: SearchOptions): Found {
  const claimed = withClaims(trial.program, law, claim)
  const inputs = inputsBehind(claimed.program, claimed.claims)
  const claiming = { ...trial, program: claimed.program }
  const result = search(claiming, inputs, options, cohort =>
    findRefuted(claiming, claimed.claims, cohortOf(trial.program, cohort)),
  )
  const { found, ...counts } = result
  if (found === undefined) return counts
  const run = runOn(claiming, found.cohort)
  const title = `Law ${law.name} is no here`
  const only = { ...caseOf(trial, found.cohort, inputs, run), id: law.name, title }
  const expect = readByClaim(claimed, found.violation).map(column => ({ column, key: undefined }))
  const file = printCounterexample(trial.program, { title: law.title, cases: [{ ...only, expect }] })
  return { ...counts, counterexample: { finding: refutedInWords(claimed.program, found.violation), file } }
}

/** The rule columns that a claim reads, or the inputs where it reads no rule. */
function readByClaim({ program }: ClaimedProgram, { claim }: Refuted): readonly ColumnId[] {
  const content = program.columns.get(claim)?.content
  const read = content?.kind === 'rule' ? columnsIn(content.is) : []
  const rules = read.filter(it => program.columns.get(it)?.content.kind === 'rule')
  return rules.length > 0 ? rules : read
}

function refutedInWords(program: Program, { claim, key }: Refuted): string {
  const column = program.columns.get(claim)
  const members = (column?.members ?? []).map(it => `${it.dimension} = ${it.member}`).join(', ')
  return `it is no for ${rowInWords(column?.level ?? '', key)}${members === '' ? '' : `, ${members}`}`
}

// --- better values -------------------------------------------------------------------------------

function searchBetter(trial: Trial, law: ProgramLaw, claim: ProgramBetter, options: SearchOptions): Found {
  const inputs = new Set([...inputsBehind(trial.program, claim.neverLowers), ...claim.inputs])
  const { found, ...counts } = search(trial, inputs, options, (cohort, choice) =>
    findLowered(trial, claim, cohortOf(trial.program, cohort), choice),
  )
  if (found === undefined) return counts
  const { violation, cohort } = found
  const { input, column, key } = violation
  const level = trial.program.columns.get(input.column)?.level ?? ''
  const after = withValue(cohort, level, input.row, input.column, input.to)
  const expect = [{ column, key }]
  const cases = [
    { ...caseOf(trial, cohort, inputs), id: `${law.name}-before`, title: 'Before', expect },
    {
      ...caseOf(trial, after, inputs),
      id: `${law.name}-after`,
      title: betterInWords(trial.program, violation),
      expect,
    },
  ]
  const file = printCounterexample(trial.program, { title: law.title, cases })
  return { ...counts, counterexample: { finding: loweredInWords(trial.program, violation), file } }
}

function betterInWords(program: Program, { input }: Lowered): string {
  const column = program.columns.get(input.column)
  const name = column === undefined ? input.column : headingOf(column)
  const row = rowInWords(column?.level ?? '', input.key)
  return `${name} of ${row} is ${writtenValue(input.to)} instead of ${writtenValue(input.from)}`
}

function loweredInWords(program: Program, violation: Lowered): string {
  const { column: id, key, before, after } = violation
  const column = program.columns.get(id)
  const name = column === undefined ? id : headingOf(column)
  const effect = `${name} of ${rowInWords(column?.level ?? '', key)} falls from ${writtenValue(before)} to ${writtenValue(after)}`
  return `${effect} when ${betterInWords(program, violation)}`
}

const rowInWords = (level: string, key: string): string =>
  level === NATION ? 'the nation' : `${level} ${key}`

// --- searching -----------------------------------------------------------------------------------

const COHORTS = 100

interface Result<T> {
  readonly cohorts: number
  readonly decided: number
  readonly found: { readonly cohort: GeneratedCohort; readonly violation: T } | undefined
}

function search<T>(
  { program, engine }: { readonly program: Program; readonly engine: Engine },
  vary: ReadonlySet<ColumnId>,
  options: SearchOptions,
  judge: (cohort: GeneratedCohort, choice: number) => Verdict<T>,
): Result<T> {
  const { maxRows } = options
  const cohorts = cohortArbitrary(program, { vary, engine, ...(maxRows === undefined ? {} : { maxRows }) })
  let decided = 0
  const property = fc.property(cohorts, fc.nat({ max: 999 }), (cohort, choice) => {
    const verdict = judge(cohort, choice)
    decided += verdict.decided
    return verdict.violation === undefined
  })
  const details = fc.check(property, { seed: options.seed ?? 1, numRuns: options.cohorts ?? COHORTS })
  const counts = { cohorts: details.numRuns, decided }
  if (details.counterexample === null) return { ...counts, found: undefined }
  const [cohort, choice] = details.counterexample
  const { violation } = judge(cohort, choice)
  return { ...counts, found: violation === undefined ? undefined : { cohort, violation } }
}

const runOn = ({ program, engine, options }: Trial, cohort: GeneratedCohort): Run =>
  engine(program, cohortOf(program, cohort), options)

const caseOf = (
  trial: Trial,
  cohort: GeneratedCohort,
  inputs: ReadonlySet<ColumnId>,
  run = runOn(trial, cohort),
): Pick<CounterexampleCase, 'parameters' | 'cohort' | 'inputs' | 'run'> => ({
  parameters: trial.options.parameters ?? new Map(),
  cohort,
  inputs,
  run,
})
