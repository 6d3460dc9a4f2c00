/** What testing mutants came to, rule by rule: one structure for all the forms it is printed in. */
import { positionOf } from '../source/source.ts'
import { type Explained, type Explanation, explainSurvivors } from './explanations.ts'
import type { Mutant, MutationKind } from './mutant.ts'
import type { Suggestion } from './suggest/suggest-case.ts'
import type { TestedMutant } from './test-mutants.ts'

export interface MutationReport {
  /** `example@2018/final.1` */
  readonly address: string
  readonly total: Counts
  readonly owners: readonly { readonly owner: string; readonly counts: Counts }[]
  /** Survivors that are not explained, in the order of the text. */
  readonly survivors: readonly Survivor[]
  readonly explained: readonly Explained[]
}

export interface Counts {
  readonly mutants: number
  readonly killed: number
  /** Of those that checking would have let pass and that were tried. */
  readonly survived: number
  readonly explained: number
  readonly refused: number
  readonly notTried: number
}

export interface Survivor {
  readonly owner: string
  readonly kind: MutationKind
  readonly file: string
  readonly line: number
  readonly before: string
  readonly after: string
  /** Whether an asserted value rests on the place; one on which none rests was not run. */
  readonly isAsserted: boolean
  /** A case that would kill it, or what was tried in vain; where that was asked for. */
  readonly suggestion?: Suggestion
}

export function mutationReport(
  address: string,
  tested: readonly TestedMutant[],
  explanations: readonly Explanation[],
  suggest: (mutant: Mutant) => Suggestion | undefined = () => undefined,
): MutationReport {
  const alive = tested.filter(it => it.outcome === 'survived' || it.outcome === 'unasserted')
  const { explained, left } = explainSurvivors(
    alive.map(it => it.mutant),
    explanations,
  )
  const unexplained = new Set(left)
  const byOwner = Map.groupBy(tested, it => it.mutant.owner)
  return {
    address,
    total: countsOf(tested, unexplained),
    owners: [...byOwner].map(([owner, own]) => ({ owner, counts: countsOf(own, unexplained) })),
    survivors: alive
      .filter(it => unexplained.has(it.mutant))
      .map(it => survivorOf(it, suggest(it.mutant)))
      .toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1)),
    explained,
  }
}

function countsOf(tested: readonly TestedMutant[], unexplained: ReadonlySet<Mutant>): Counts {
  const count = (holds: (it: TestedMutant) => boolean): number => tested.filter(holds).length
  const isAlive = ({ outcome }: TestedMutant): boolean => outcome === 'survived' || outcome === 'unasserted'
  return {
    mutants: tested.length,
    killed: count(it => it.outcome === 'killed'),
    survived: count(it => isAlive(it) && unexplained.has(it.mutant)),
    explained: count(it => isAlive(it) && !unexplained.has(it.mutant)),
    refused: count(it => it.outcome === 'refused'),
    notTried: count(it => it.outcome === 'not tried'),
  }
}

function survivorOf({ mutant, outcome }: TestedMutant, suggestion: Suggestion | undefined): Survivor {
  const { owner, kind, at, before, after } = mutant
  return {
    ...{ owner, kind, before, after },
    file: at.source.name,
    line: positionOf(at.source, at.start).line,
    isAsserted: outcome === 'survived',
    ...(suggestion === undefined ? {} : { suggestion }),
  }
}

/** Killed, of all that could be; undefined where there is none. */
export function scoreOf({ killed, survived }: Counts): number | undefined {
  return killed + survived === 0 ? undefined : killed / (killed + survived)
}
