/**
 * Whether each measure of two years is the same. Same formulas over the same things are the same; rules of
 * one row are tried on every class of input; all else is searched. What differs comes with a witness.
 */
import type { Engine } from '../../engine/engine.ts'
import type { GeneratedCohort } from '../../laws/generated-cohort.ts'
import type { Column, ColumnId, Program } from '../../model/program.ts'
import { type Pace, partOf, UNHURRIED } from '../pace.ts'
import type { Renames } from '../structure/renames.ts'
import { explore } from './explore.ts'
import { type Joint, joinPrograms, runBoth } from './joint.ts'
import { readsOfCell } from './reads.ts'
import { type Known, type SearchOptions, searchTrials, trialsOf } from './search-cohorts.ts'
import { type Signatures, signaturesOf } from './signature.ts'
import { wayOf } from './way.ts'
import { bothAbsent, type Difference, differenceOf, stillDiffers } from './witness.ts'

export interface Meaning {
  readonly joint: Joint
  /** By rule column, under its new name; only those that both years have. */
  readonly verdicts: ReadonlyMap<ColumnId, Verdict>
  readonly added: readonly ColumnId[]
  readonly removed: readonly ColumnId[]
  readonly search: SearchOptions
  /** Columns that there was no time to look into; nothing is said of them. */
  readonly untried: readonly ColumnId[]
}

export type Verdict = Same | Differs | Open

/** On every input that both years accept. */
export interface Same {
  readonly kind: 'same'
  readonly by: 'structure' | 'trial'
  /** Classes of input tried. */
  readonly classes?: number
  readonly fixed: readonly string[]
}
export interface Differs {
  readonly kind: 'differs'
  /** Every class of input was tried, so that these are all the ways; else those that were found. */
  readonly isExhaustive: boolean
  readonly classes?: number
  readonly inputs: readonly string[]
  readonly fixed: readonly string[]
  readonly ways: readonly Way[]
}
/** One way of differing: what decided in either year is the same for all its inputs. */
export interface Way {
  readonly difference: Difference
  /** How many of the classes tried differ in this way. */
  readonly classes: number
}
/** No difference found; which is not to say that there is none. */
export interface Open {
  readonly kind: 'open'
  readonly cohorts: number
}

export interface MeaningOptions extends Partial<SearchOptions> {
  readonly engine: Engine
  readonly renames: Renames
  readonly pace?: Pace
}

export function compareMeaning(before: Program, after: Program, options: MeaningOptions): Meaning {
  const { engine, renames, cohorts = 60, seed = 1, pace = UNHURRIED } = options
  const joint = joinPrograms(before, after, renames, engine)
  const settled = settledAlone(joint, renames, partOf(pace, EXPLORING))
  const { verdicts, open, untried } = settled
  const search = { cohorts, seed }
  const { first, others } = representatives(after, open)
  const trials = pace.isOver() ? [] : trialsOf(joint, knownRows(verdicts), search)
  const searched = searchTrials(joint, trials, first, partOf(pace, SEARCHING))
  const judge = (id: ColumnId, found: Difference | undefined, cohorts: number): void => {
    if (found === undefined && cohorts === 0 && pace.isOver()) untried.push(id)
    else verdicts.set(id, searchedVerdict(joint, found, cohorts))
  }
  for (const id of first) judge(id, searched.found.get(id), searched.cohorts)
  const left: ColumnId[] = []
  for (const [id, of] of others) {
    const found = searched.found.get(of)?.witness
    const own = found && !pace.isOver() && differenceOf(joint, found.cohort, found.settings, id)
    if (!own) left.push(id)
    else judge(id, own, searched.cohorts)
  }
  const more = searchTrials(joint, trials, left, partOf(pace, 1 - EXPLORING - SEARCHING))
  for (const id of left) judge(id, more.found.get(id), more.cohorts)
  return { joint, verdicts: inOrder(after, verdicts), ...onlyOne(joint), search, untried }
}
/** About how long each takes, as shares of the whole. */
const EXPLORING = 0.4
const SEARCHING = 0.4

/** Those that are the same by their formulas, or of which every class of input can be tried; the others are open. */
function settledAlone({ before, after, ...rest }: Joint, renames: Renames, pace: Pace) {
  const joint = { before, after, ...rest }
  const shortNames = new Map<string, string>()
  const old = signaturesOf(before, renames.apply, shortNames)
  const now = signaturesOf(after, it => it, shortNames)
  const verdicts = new Map<ColumnId, Verdict>()
  const open: ColumnId[] = []
  const untried: ColumnId[] = []
  for (const id of after.order) {
    pace.advance(1 / after.order.length)
    if (!before.columns.has(joint.beforeId(id))) continue
    const isProved = isSame(joint, id, old, now)
    if (!isProved && pace.isOver()) {
      untried.push(id)
      continue
    }
    const verdict = isProved ? PROVED : tried(joint, id, pace)
    if (verdict !== undefined) verdicts.set(id, verdict)
    else if (pace.isOver()) untried.push(id)
    else open.push(id)
    // What reads this need not look into it again.
    if (verdict?.kind === 'same' && verdict.fixed.length === 0) old.set(joint.beforeId(id), now.of(id))
  }
  return { verdicts, open, untried }
}

/**
 * Of the overlapping groups of rows that a rule is computed for, the first is searched first: the others
 * mostly differ on what it finds, and only those that do not are searched, too.
 */
function representatives({ columns, ruleset }: Program, open: readonly ColumnId[]) {
  const first: ColumnId[] = []
  const others = new Map<ColumnId, ColumnId>()
  const places = new Map<string, ColumnId>()
  for (const id of open) {
    const column = columns.get(id)
    const fixed = column?.members.filter(it => ruleset.dimensions.get(it.dimension)?.of === undefined) ?? []
    const place = [column?.level, column?.name, ...fixed.map(it => it.member)].join(' ')
    const earlier = places.get(place)
    if (earlier !== undefined) others.set(id, earlier)
    else {
      places.set(place, id)
      first.push(id)
    }
  }
  return { first, others }
}

/** What was read of each row that differs. */
const knownRows = (verdicts: ReadonlyMap<ColumnId, Verdict>): readonly Known[] =>
  [...verdicts.values()].flatMap(it =>
    it.kind === 'differs'
      ? it.ways.map(({ difference }) => readIn(difference.witness.cohort, it.inputs))
      : [],
  )

function readIn({ levels }: GeneratedCohort, inputs: readonly ColumnId[]): Known {
  const rows = [...levels.values()].flatMap(it => it[0] ?? [])
  return new Map(
    inputs.flatMap(id => {
      const value = rows.find(it => it.has(id))?.get(id)
      return value === undefined ? [] : [[id, value] as const]
    }),
  )
}

const PROVED: Same = { kind: 'same', by: 'structure', fixed: [] }

function isSame({ beforeId }: Joint, id: ColumnId, old: Signatures, now: Signatures): boolean {
  return old.of(beforeId(id)) === now.of(id) && old.of(beforeId(id), true) === now.of(id, true)
}

function tried(joint: Joint, id: ColumnId, { isOver }: Pace): Verdict | undefined {
  const found = explore(joint, id, isOver)
  if (found === undefined) return undefined
  const { classes, fixed, inputs, differences } = found
  if (differences.length === 0) return { kind: 'same', by: 'trial', classes, fixed }
  const ways = waysOf(joint, differences)
  return { kind: 'differs', isExhaustive: true, classes, inputs, fixed, ways }
}

/** Differences of values before those of reasons for having none. */
function waysOf(joint: Joint, differences: readonly Difference[]): readonly Way[] {
  const groups = Map.groupBy(differences, it => wayOf(joint, it))
  const ways = [...groups.values()].flatMap(own => {
    const [difference] = own
    return difference === undefined || !stillDiffers(joint, difference)
      ? []
      : [{ difference, classes: own.length }]
  })
  return ways.toSorted((a, b) => Number(bothAbsent(a.difference)) - Number(bothAbsent(b.difference)))
}

function searchedVerdict(joint: Joint, found: Difference | undefined, cohorts: number): Verdict {
  if (found === undefined || !stillDiffers(joint, found)) return { kind: 'open', cohorts }
  const { cohort, settings, column, key } = found.witness
  const { after } = runBoth(joint, cohort, settings)
  const row = after.levels.get(after.program.columns.get(column)?.level ?? '')?.find(key) ?? 0
  const inputs = [...new Set(readsOfCell(after, column, row).cells.map(it => it.column))]
  return {
    kind: 'differs',
    isExhaustive: false,
    inputs,
    fixed: [],
    ways: [{ difference: found, classes: 1 }],
  }
}

const inOrder = (
  { order }: Program,
  verdicts: ReadonlyMap<ColumnId, Verdict>,
): ReadonlyMap<ColumnId, Verdict> =>
  new Map(
    order.flatMap(id => {
      const verdict = verdicts.get(id)
      return verdict === undefined ? [] : [[id, verdict] as const]
    }),
  )

function onlyOne({ before, after, beforeId }: Joint): Pick<Meaning, 'added' | 'removed'> {
  const isRule = (column: Column | undefined): boolean => column?.content.kind === 'rule'
  const kept = new Set(after.order.map(beforeId))
  return {
    added: after.order.filter(it => !isRule(before.columns.get(beforeId(it)))),
    removed: before.order.filter(it => !kept.has(it)),
  }
}
