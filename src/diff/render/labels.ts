/** How the two rulesets are called in a report. */
import type { DiffReport } from '../report.ts'

export interface Labels {
  readonly before: string
  readonly after: string
}

/** The years where they differ, else the addresses, else before and after. */
export function labelsOf({ before, after }: Pick<DiffReport, 'before' | 'after'>): Labels {
  const years = [before, after].map(it => /@(\d{4})/.exec(it.address)?.[1] ?? '')
  const [old = '', now = ''] = years
  if (old !== '' && now !== '' && old !== now) return { before: old, after: now }
  return before.address === after.address
    ? { before: 'before', after: 'after' }
    : { before: before.address, after: after.address }
}

/** `62 changes`, and how many of them can matter. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

/** What a comparison by meaning came to, in a sentence each. */
export function meaningSummary(
  meaning: NonNullable<DiffReport['meaning']>,
  isWhole = true,
): readonly string[] {
  const { differs, same, open, openColumns, cohorts, seed, untried, added, removed } = meaning
  const names = new Set(differs.map(it => it.name))
  const tried = same.filter(it => it.classes > 0)
  const proved = same.length - tried.length
  return [
    names.size === 0
      ? 'No rule was found to differ.'
      : `${plural(names.size, 'rule differs', 'rules differ')}, each with an input that shows it.`,
    `${plural(same.length, 'rule is', 'rules are')} the same on the whole input domain${tried.length === 0 ? '' : ` (${proved} by their formulas, ${tried.length} by trying every class of input)`}.`,
    ...(open.length === 0
      ? []
      : [
          `For ${plural(open.length, 'rule')} no difference was found on ${cohorts.toLocaleString('en')} cohorts (seed ${seed}), which is not to say that there is none: ${open.join(', ')}.`,
        ]),
    ...(openColumns.length === 0
      ? []
      : [`Nor was any found for these, of rules that differ for others: ${namesOf(openColumns, isWhole)}.`]),
    ...(untried.length === 0
      ? []
      : [
          `There was no time left to look into ${plural(untried.length, 'rule')}: ${namesOf(untried, isWhole)}.`,
        ]),
    ...(added.length === 0 ? [] : [`New, with nothing to compare: ${added.join(', ')}.`]),
    ...(removed.length === 0 ? [] : [`Gone, with nothing to compare: ${removed.join(', ')}.`]),
  ]
}

/** So many, and how many more. */
export const MOST_NAMES = 12
const namesOf = (names: readonly string[], isWhole: boolean): string => {
  const told = isWhole ? names : names.slice(0, MOST_NAMES)
  const more = names.length - told.length
  return `${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
