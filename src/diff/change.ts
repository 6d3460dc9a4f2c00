/** What can be said of two rulesets side by side: the changes of structure, as data and in plain words. */

/** Headings under which changes are told, in this order. */
export const CHANGE_KINDS = {
  thresholds: 'Thresholds',
  points: 'Points and table rows',
  codes: 'Codes',
  dimensions: 'Dimensions and groups',
  inputs: 'Inputs',
  levels: 'Levels',
  decisions: 'Decision rows',
  slots: 'Slots',
  rules: 'Rules',
  parameters: 'Parameters',
  publication: 'Publication',
  reasons: 'Reasons',
  laws: 'Laws',
  wording: 'Wording',
  sources: 'Sources and citations',
  confirmation: 'Confirmation',
} as const
export type ChangeKind = keyof typeof CHANGE_KINDS

/** `refined`: one value became several, told apart by something more. */
export type ChangeForm = 'added' | 'removed' | 'changed' | 'renamed' | 'moved' | 'refined'

export interface Change {
  readonly kind: ChangeKind
  readonly form: ChangeForm
  /** Path of the declared thing it is a change of, under the name it has afterwards: `tables.points`. */
  readonly entry: string
  /** The change in one line. */
  readonly text: string
  /** As written, where there is one thing before or after. */
  readonly before?: string
  readonly after?: string
  /** Where the old and the new value come from: `guide p12`. */
  readonly citesBefore: readonly string[]
  readonly citesAfter: readonly string[]
  /** How often something like it happened, where several are told in one line. */
  readonly count: number
}

/** Kinds that say something about the rules and change nothing in what they compute. */
const ABOUT: ReadonlySet<ChangeKind> = new Set(['wording', 'sources', 'confirmation', 'laws'])

/** Whether the change can make a difference to a result. */
export const mayMatter = ({ kind }: Change): boolean => !ABOUT.has(kind)

/** `least_points` as people say it. */
export const words = (name: string): string => name.replaceAll('_', ' ')

/** `1 row`, `7 rows`. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
