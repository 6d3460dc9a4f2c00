/** Two forms of one declared thing, and how to say that something about it changed. */
import type { Json } from '../../model/canonical-form.ts'
import { type Change, type ChangeForm, type ChangeKind, words } from '../change.ts'
import { citesIn, type Entry, type Fields, pathOf, textOf } from './entries.ts'

export interface Pair {
  /** The old form, under the new names. */
  readonly before: Entry
  readonly after: Entry
}

export interface Said {
  readonly kind: ChangeKind
  readonly form: ChangeForm
  readonly text: string
  readonly before?: string | undefined
  readonly after?: string | undefined
  /** Where the parts come from, where they have a citation of their own. */
  readonly partBefore?: Fields | undefined
  readonly partAfter?: Fields | undefined
  readonly count?: number
}

export function changeOf({ before, after }: Partial<Pair>, said: Said): Change {
  const { kind, form, text, count = 1 } = said
  const entry = after ?? before
  return {
    kind,
    form,
    text,
    count,
    entry: entry === undefined ? '' : pathOf(entry),
    ...(said.before === undefined ? {} : { before: said.before }),
    ...(said.after === undefined ? {} : { after: said.after }),
    citesBefore: citesOf(before, said.partBefore),
    citesAfter: citesOf(after, said.partAfter),
  }
}

const citesOf = (entry: Entry | undefined, part: Fields | undefined): readonly string[] => {
  const own = part === undefined ? [] : citesIn(part)
  return own.length > 0 || entry === undefined ? own : citesIn(entry.content)
}

/** `score (entry)`: a thing by its name, as people say it. */
export const nameOf = ({ section, level, name }: Entry): string =>
  section === 'rules' || section === 'inputs' ? `${words(name)} (${words(level)})` : words(name)

/** One line: blanks drawn together, and cut where it would be long. */
export function brief(json: Json | undefined, most = 160): string {
  const text = textOf(json).replaceAll(/\s+/g, ' ').trim()
  if (text === '') return 'nothing'
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

export const became = (what: string, before: Json | undefined, after: Json | undefined): string =>
  `${what}: ${brief(before)} became ${brief(after)}`
