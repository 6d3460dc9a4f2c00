/** What a comparison came to, in a few lines: what a reader wants to know first. */
import { CHANGE_KINDS, type Change, mayMatter } from '../change.ts'
import type { EffectMeasure } from '../effect/effect-measure.ts'
import type { EffectReport } from '../effect/effect-report.ts'
import type { DiffReport } from '../report.ts'
import { plural } from './labels.ts'

/** A layer, and what it says. */
export interface SummaryLine {
  readonly of: string
  readonly says: string
}

export function summaryOf({ proposal, structure, meaning, effect }: DiffReport): readonly SummaryLine[] {
  return [
    ...(proposal === undefined ? [] : [{ of: 'version', says: proposal.says }]),
    ...(structure === undefined ? [] : [{ of: 'structure', says: structureSaying(structure) }]),
    ...(meaning === undefined ? [] : [{ of: 'meaning', says: meaningSaying(meaning) }]),
    ...(effect === undefined ? [] : effectSayings(effect)),
  ]
}

function structureSaying(changes: readonly Change[]): string {
  const matter = changes.filter(mayMatter)
  if (matter.length === 0) return `${plural(changes.length, 'change')}, none of which can change a result`
  const kinds = [...Map.groupBy(matter, it => it.kind)].map(
    ([kind, own]) => `${CHANGE_KINDS[kind].toLowerCase()} ${own.length}`,
  )
  return `${matter.length} of ${plural(changes.length, 'change')} can change a result: ${kinds.join(', ')}`
}

function meaningSaying({ differs, same, open, untried }: NonNullable<DiffReport['meaning']>): string {
  const names = new Set(differs.map(it => it.name))
  const parts = [
    `${plural(names.size, 'rule differs', 'rules differ')}`,
    `${same.length} proved the same`,
    ...(open.length > 0 ? [`${open.length} searched without finding a difference`] : []),
    ...(untried.length > 0 ? [`${untried.length} not looked into`] : []),
  ]
  return parts.join(', ')
}

function effectSayings({ measures, others }: EffectReport): readonly SummaryLine[] {
  if (measures.length === 0) return [{ of: 'effect', says: 'nothing moves' }]
  const told = measures.slice(0, MOST).map(measureSaying)
  const more = measures.length - told.length + others.length
  const rest = more > 0 ? [`and ${plural(more, 'measure')} more`] : []
  return [...told, ...rest].map((says, place) => ({ of: place === 0 ? 'effect' : '', says }))
}
const MOST = 4

function measureSaying({ name, rows, moved, changed, mean, shares, transitions }: EffectMeasure): string {
  const [most] = shares.toSorted((a, b) => sizeOf(b.mean || b.changed) - sizeOf(a.mean || a.changed))
  const by = most === undefined ? '' : `, most by ${most.change}`
  const all = plural(rows, 'row')
  const step = moved > 0 ? [`${moved.toLocaleString('en')} of ${all} by ${mean} on average`] : []
  const [first] = transitions
  const told = first === undefined ? '' : ` (${first.count} from ${brief(first.from)} to ${brief(first.to)})`
  const count =
    moved > 0 ? `${changed.toLocaleString('en')} otherwise` : `${changed.toLocaleString('en')} of ${all}`
  const other = changed > 0 ? [`${count}${told}`] : []
  return `${name}: ${[...step, ...other].join(', ')}${by}`
}

const sizeOf = (text: string): number => Math.abs(Number(text.replace('−', '-')))
/** `excluded`, without the reason. */
const brief = (text: string): string => text.replace(/(?::| \().*$/s, '')
