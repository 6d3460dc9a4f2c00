/** What the short form of a comparison does not say, counted, so that it can say so. */
import { type Change, mayMatter } from '../change.ts'
import type { MeasureReport } from '../meaning/meaning-report.ts'
import type { DiffReport } from '../report.ts'
import { plural } from './labels.ts'

/** Of so many ways in which a rule differs each is told. */
export const MOST_WAYS = 6
/** Of the rules of which not every input was tried so many are explained. */
const MOST_EXPLAINED = 12
/** Changes of one kind to one thing, one under the other: of more than these the first few are told. */
const MOST_ALIKE = 8
const TOLD_ALIKE = 4
/** Other measures that move, and ways of having no value. */
export const MOST_OTHERS = 12
export const MOST_UNKNOWN = 3

/** Changes next to one another that are of one form and of one thing. */
export function runsOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const runs: Change[][] = []
  for (const it of changes) {
    const last = runs.at(-1)
    const [other] = last ?? []
    if (last !== undefined && other?.form === it.form && thingOf(other) === thingOf(it)) last.push(it)
    else runs.push([it])
  }
  return runs
}

const thingOf = ({ entry }: Change): string => entry.split('.').slice(0, 2).join('.')

export const toldOf = (run: readonly Change[]): number => (run.length > MOST_ALIKE ? TOLD_ALIKE : run.length)

/** The rules whose inputs come with both explanations in short. */
export function explainedOf(
  { differs }: NonNullable<DiffReport['meaning']>,
  isWhole = false,
): ReadonlySet<MeasureReport> {
  const searched = differs.filter(it => !it.isExhaustive)
  const told = isWhole ? searched : searched.slice(0, MOST_EXPLAINED)
  return new Set([...differs.filter(it => it.isExhaustive), ...told])
}

export function leftOut({ structure, meaning, effect, proposal }: DiffReport): readonly string[] {
  const log = proposal?.log.length ?? 0
  return [
    ...(structure === undefined ? [] : ofStructure(structure)),
    ...(meaning === undefined ? [] : ofMeaning(meaning)),
    ...(effect === undefined ? [] : ofEffect(effect)),
    ...(log > 0 ? ['the draft of the change log'] : []),
  ]
}

function ofStructure(changes: readonly Change[]): readonly string[] {
  const matter = changes.filter(mayMatter)
  const told = matter.length === 0 ? changes : matter
  const alike = [...Map.groupBy(told, it => it.kind).values()]
    .flatMap(runsOf)
    .reduce((sum, run) => sum + run.length - toldOf(run), 0)
  const about = changes.length - told.length
  return [
    ...(alike > 0 ? [plural(alike, 'change like others', 'changes like others')] : []),
    ...(about > 0
      ? [
          plural(
            about,
            'change of wording, sources, laws or confirmation',
            'changes of wording, sources, laws and confirmation',
          ),
        ]
      : []),
  ]
}

function ofMeaning(meaning: NonNullable<DiffReport['meaning']>): readonly string[] {
  const { differs, same } = meaning
  const unexplained = differs.length - explainedOf(meaning).size
  const ways = differs.reduce((sum, it) => sum + Math.max(0, it.ways.length - MOST_WAYS), 0)
  return [
    ...(ways > 0 ? [plural(ways, 'more way of differing', 'more ways of differing')] : []),
    ...(unexplained > 0 ? [plural(unexplained, 'explanation')] : []),
    ...(same.length > 0 ? ['the names of the rules that are the same'] : []),
  ]
}

function ofEffect({ others, unknown }: NonNullable<DiffReport['effect']>): readonly string[] {
  const more = others.length - MOST_OTHERS
  const without = unknown.slice(MOST_UNKNOWN).reduce((sum, it) => sum + it.measures.length, 0)
  return [
    ...(more > 0 ? [plural(more, 'more rule that moves', 'more rules that move')] : []),
    ...(without > 0 ? [plural(without, 'measure without a value', 'measures without a value')] : []),
  ]
}
