/**
 * Tests mutants against the witnesses whose asserted values rest on what was changed. A mutant on which
 * no asserted value rests survives without being run.
 */
import type { Witness } from '../coverage/witness.ts'
import type { Program } from '../model/program.ts'
import type { Edit } from './change.ts'
import type { Mutant } from './mutant.ts'
import { mutantsOf } from './mutants-of.ts'

export interface TestedMutant {
  readonly mutant: Mutant
  /** `unasserted`: no asserted value rests on it. `refused`: checking would not have let it pass. */
  readonly outcome: 'killed' | 'survived' | 'unasserted' | 'refused' | 'not tried'
  /** The witness that killed it. */
  readonly by?: string
}

export interface MutationOptions {
  /** Whether to stop; mutants that are left are not tried. */
  readonly isOver?: () => boolean
  /** Whether checking refuses an edit of the text. */
  readonly refuses?: (edit: Edit) => boolean
  readonly advance?: () => void
  /** Tries them in an order that follows from this number; in the order given unless given. */
  readonly seed?: number
}

/** Results are in the order of the mutants given, which are of the program of most witnesses. */
export function testMutants(
  mutants: readonly Mutant[],
  witnesses: readonly Witness[],
  { isOver = () => false, refuses = () => false, advance = () => undefined, seed }: MutationOptions = {},
): readonly TestedMutant[] {
  const groups = [...Map.groupBy(witnesses, it => it.program)].map(([program, own]) => groupOf(program, own))
  const killers = new Map<string, Witness>()
  const outcomes = new Map<Mutant, TestedMutant>()
  for (const mutant of seed === undefined ? mutants : shuffled(mutants, seed)) {
    if (isOver()) break
    advance()
    outcomes.set(mutant, tested(mutant, groups, killers, refuses))
  }
  return mutants.map(mutant => outcomes.get(mutant) ?? { mutant, outcome: 'not tried' })
}

/** The same order for the same seed and mutants. */
export function shuffled<T extends Mutant>(mutants: readonly T[], seed: number): readonly T[] {
  let state = BigInt(seed) * 7919n + 17n
  const next = (): number => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % (1n << 64n)
    return Number(state >> 33n)
  }
  return mutants
    .map(mutant => ({ mutant, place: next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(it => it.mutant)
}

// --- what rests on what --------------------------------------------------------------------------

/** The witnesses of one program: that of the ruleset, or one with overlays, which has mutants of its own. */
interface Group {
  mutant(like: Mutant): Mutant | undefined
  /** The assertions that rest on any of these, by witness. */
  resting(sites: readonly object[]): ReadonlyMap<Witness, readonly number[]>
}

function groupOf(program: Program, witnesses: readonly Witness[]): Group {
  const assertions = witnesses.flatMap(witness => witness.slices.map((_, index) => ({ witness, index })))
  const resting = new Map<object, number[]>()
  let next = 0
  for (const { slices } of witnesses) {
    for (const slice of slices) {
      for (const it of slice) remembered(resting, it).push(next)
      next += 1
    }
  }
  let own: ReadonlyMap<string, Mutant> | undefined
  return {
    mutant(like) {
      own ??= new Map(mutantsOf(program).map(it => [it.id, it]))
      return own.get(like.id)
    },
    resting(sites) {
      const found = new Set(sites.flatMap(it => resting.get(it) ?? []))
      const byWitness = new Map<Witness, number[]>()
      for (const it of found) {
        const assertion = assertions[it]
        if (assertion !== undefined) remembered(byWitness, assertion.witness).push(assertion.index)
      }
      return byWitness
    },
  }
}

function remembered<K>(lists: Map<K, number[]>, key: K): number[] {
  const known = lists.get(key) ?? []
  lists.set(key, known)
  return known
}

// --- killing -------------------------------------------------------------------------------------

interface Attempt {
  readonly witness: Witness
  readonly assertions: readonly number[]
  readonly mutant: Mutant
}

function tested(
  mutant: Mutant,
  groups: readonly Group[],
  killers: Map<string, Witness>,
  refuses: (edit: Edit) => boolean,
): TestedMutant {
  const attempts = groups.flatMap(group => attemptsIn(group, mutant))
  const last = killers.get(mutant.owner)
  const programs = new Map<Mutant, Program>()
  for (const { witness, assertions, mutant: own } of attempts.toSorted(byPromise(last))) {
    const program = programs.get(own) ?? own.apply()
    programs.set(own, program)
    const found = contradicted(witness, program, assertions)
    if (found === 'no') continue
    if (found === 'breaks') return { mutant, outcome: 'refused' }
    killers.set(mutant.owner, witness)
    return { mutant, outcome: 'killed', by: witness.name }
  }
  const { edit } = mutant
  if (mutant.isRefused() || (edit !== undefined && refuses(edit))) return { mutant, outcome: 'refused' }
  return { mutant, outcome: attempts.length === 0 ? 'unasserted' : 'survived' }
}

/** Only a program that checking refuses makes an engine meet a value of another type than it was told. */
function contradicted(witness: Witness, program: Program, assertions: readonly number[]) {
  try {
    return witness.contradicts(program, assertions) ? 'yes' : 'no'
  } catch (error) {
    if (error instanceof TypeError) return 'breaks'
    throw error
  }
}

function attemptsIn(group: Group, like: Mutant): readonly Attempt[] {
  const mutant = group.mutant(like)
  if (mutant === undefined) return []
  return [...group.resting(mutant.sites)].map(([witness, assertions]) => ({ witness, assertions, mutant }))
}

/** Whoever killed the last mutant of the same rule first, then those with least to compute. */
const byPromise =
  (last: Witness | undefined) =>
  (left: Attempt, right: Attempt): number =>
    Number(right.witness === last) - Number(left.witness === last) || costOf(left) - costOf(right)

const costOf = ({ witness, assertions }: Attempt): number => witness.cost + assertions.length
