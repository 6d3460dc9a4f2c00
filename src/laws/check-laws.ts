/**
 * Tests the laws of a ruleset on cohorts generated from its inputs. A law that is never refuted has
 * not been proved; one that is refuted comes with a counterexample made as small as possible.
 */
import type { CaseFile } from '../cases/case-file.ts'
import { listsIn } from '../check/lists.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import type { Engine } from '../engine/engine.ts'
import type { Program, ProgramLaw } from '../model/program.ts'
import { constantsOf } from './constants.ts'
import { type Found, searchLaw } from './search-law.ts'
import { valuesOf } from './value-arbitrary.ts'
import type { Trial } from './violation.ts'
import { checkWitnesses } from './witness.ts'

export interface LawOptions {
  /** Cohorts tried for each law; 100 unless given. */
  readonly cohorts?: number
  /** The same seed gives the same cohorts; 1 unless given. */
  readonly seed?: number
  /** Rows at most on each level; 6 unless given. */
  readonly maxRows?: number
  /** Names of the laws to test; all unless given. */
  readonly laws?: readonly string[]
  /** The case file of a known failure, or undefined where there is none of that name. */
  readonly witness?: (name: string) => CaseFile | undefined
}

export interface LawResult {
  readonly law: ProgramLaw
  /** `fails as known`: every known failure is still there, so that finding one is no news. */
  readonly status: 'holds' | 'fails' | 'fails as known' | 'not tested'
  readonly cohorts: number
  /** Rows, or changes of an input, that the law had something to say about. */
  readonly decided: number
  /** What was found against it: in words, and as a case file. */
  readonly counterexample?: { readonly finding: string; readonly file: string }
  readonly diagnostics: readonly Diagnostic[]
}

export function checkLaws(program: Program, engine: Engine, options: LawOptions = {}): readonly LawResult[] {
  const laws = [...program.laws.values()].filter(it => options.laws?.includes(it.name) ?? true)
  return laws.map(law => checkLaw(program, engine, law, options))
}

function checkLaw(program: Program, engine: Engine, law: ProgramLaw, options: LawOptions): LawResult {
  const trial = trialOf(program, engine, law)
  const found = searchLaw(trial, law, options)
  const witnesses = checkWitnesses(trial, law, options.witness)
  const isKnown = law.law.knownFailures.length > 0 && witnesses.length === 0
  const { cohorts, decided, counterexample } = found
  return {
    law,
    cohorts,
    decided,
    status: statusOf(found, isKnown),
    ...(counterexample === undefined ? {} : { counterexample }),
    diagnostics: [...witnesses, ...(isKnown ? [] : complaints(law, found))],
  }
}

function statusOf({ counterexample, decided }: Found, isKnown: boolean): LawResult['status'] {
  if (isKnown) return 'fails as known'
  if (counterexample !== undefined) return 'fails'
  return decided === 0 ? 'not tested' : 'holds'
}

function complaints(
  { name, law }: ProgramLaw,
  { counterexample, decided, cohorts }: Found,
): readonly Diagnostic[] {
  if (counterexample !== undefined) {
    return [report('law/fails', law.at, { law: name, finding: counterexample.finding })]
  }
  return decided > 0 ? [] : [report('law/not-tested', law.at, { law: name, cohorts })]
}

/** Parameters that the law does not set and that have no default hold their plainest value. */
export function trialOf(program: Program, engine: Engine, { set }: ProgramLaw): Trial {
  const source = {
    lists: listsIn(program.ruleset),
    constants: constantsOf(program),
    tables: program.tables,
  }
  const open = [...program.parameters.values()].filter(it => it.default === undefined && !set.has(it.name))
  const plain = open.flatMap(it => {
    const [value] = valuesOf(it.type, source)
    return value === undefined ? [] : [[it.name, value] as const]
  })
  return { program, engine, source, options: { parameters: new Map([...plain, ...set]) } }
}
