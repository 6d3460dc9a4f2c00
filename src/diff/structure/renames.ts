/**
 * What has another name in the second ruleset: the same content, and either the same title or the same
 * part in the rules that use it. What only looks alike is not renamed.
 */
import type { Json } from '../../model/canonical-form.ts'
import { type Entry, fieldsOf, isSame, listOf, pathOf, textOf, WORDING, without } from './entries.ts'

export interface Renames {
  /** New paths by old ones, for declared things. */
  readonly entries: ReadonlyMap<string, string>
  /** New codes and members by old ones, for each list (under its new name). */
  readonly codes: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** An old text under the new names. */
  readonly apply: (text: string) => string
  readonly applyJson: (json: Json) => Json
}

type Entries = ReadonlyMap<string, Entry>

export function findRenames(before: Entries, after: Entries): Renames {
  let found = renamesOf(new Map(), new Map())
  // What is renamed may be part of other things, which then can be seen to be the same.
  for (let round = 0; round < ROUNDS; round++) {
    const next = renamesOf(renamedEntries(before, after, found), renamedCodes(before, after, found))
    const isSettled = next.entries.size === found.entries.size && countOf(next) === countOf(found)
    found = next
    if (isSettled) break
  }
  return found
}
const ROUNDS = 3

const countOf = ({ codes }: Renames): number => [...codes.values()].reduce((sum, it) => sum + it.size, 0)

function renamesOf(entries: Renames['entries'], codes: Renames['codes']): Renames {
  const tokens = new Map<string, string>()
  for (const [from, to] of entries) tokens.set(lastOf(from), lastOf(to))
  for (const own of codes.values()) for (const [from, to] of own) tokens.set(from, to)
  const apply = (text: string): string =>
    tokens.size === 0 ? text : text.replaceAll(WORD, it => tokens.get(it) ?? it)
  const applyJson = (json: Json): Json => appliedTo(json, apply)
  return { entries, codes, apply, applyJson }
}

const WORD = /[\p{L}\d_-]+/gu
const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

function appliedTo(json: Json, apply: (text: string) => string): Json {
  if (typeof json === 'string') return apply(json)
  if (Array.isArray(json)) return json.map(it => appliedTo(it, apply))
  if (typeof json !== 'object') return json
  return Object.fromEntries(
    Object.entries(json).map(([key, it]) => [apply(key), WORDING.has(key) ? it : appliedTo(it, apply)]),
  )
}

// --- declared things -------------------------------------------------------------------------------

function renamedEntries(before: Entries, after: Entries, known: Renames): ReadonlyMap<string, string> {
  const renamed = new Map(known.entries)
  const taken = new Set(renamed.values())
  const gone = [...before.values()].filter(it => !after.has(pathOf(it)) && !renamed.has(pathOf(it)))
  const come = [...after.values()].filter(it => !before.has(pathOf(it)) && !taken.has(pathOf(it)))
  for (const old of gone) {
    const alike = come.filter(it => !taken.has(pathOf(it)) && isAlike(old, it, known))
    const match =
      alike.find(it => hasTitle(old, it)) ?? alike.find(it => hasPart(old, it, before, after, known))
    if (match === undefined) continue
    renamed.set(pathOf(old), pathOf(match))
    taken.add(pathOf(match))
  }
  return renamed
}

const isAlike = (old: Entry, other: Entry, { applyJson, apply }: Renames): boolean =>
  old.section === other.section &&
  apply(old.level) === other.level &&
  isSame(applyJson(without(old.content, SAID)), without(other.content, SAID))

/** What is said of a thing, besides what it is. */
const SAID = ['title', 'note', 'cites', 'unconfirmed']

/** The same words for people, other than those made from its name; rules and tables are told by their content. */
function hasTitle(old: Entry, other: Entry): boolean {
  if (old.section === 'rules' || old.section === 'tables') return true
  const key = old.section === 'reasons' ? 'text' : 'title'
  const said = textOf(old.content[key])
  return said !== '' && said !== old.name.replaceAll('_', ' ') && said === textOf(other.content[key])
}

/** Whether everything that names the one names the other in its place. */
function hasPart(old: Entry, other: Entry, before: Entries, after: Entries, known: Renames): boolean {
  const users = [...before.values()].filter(it => names(it, old.name))
  if (users.length === 0) return false
  const { applyJson } = renamesOf(new Map([...known.entries, [pathOf(old), pathOf(other)]]), known.codes)
  return users.every(user => {
    const now = after.get(pathOf(user))
    return now !== undefined && isSame(applyJson(without(user.content, SAID)), without(now.content, SAID))
  })
}

const names = ({ content }: Entry, name: string): boolean =>
  [...JSON.stringify(without(content, SAID)).matchAll(WORD)].some(it => it[0] === name)

// --- codes and members -----------------------------------------------------------------------------

interface Named {
  readonly name: string
  readonly title: string
  readonly aliases: readonly string[]
}

function renamedCodes(before: Entries, after: Entries, known: Renames): Renames['codes'] {
  const everywhere = [...before.values()].flatMap(it => membersOf(it).map(member => member.name))
  const isAmbiguous = (name: string) => everywhere.filter(it => it === name).length > 1
  const renamed = new Map<string, ReadonlyMap<string, string>>()
  for (const [path, old] of before) {
    const now = after.get(known.entries.get(path) ?? path)
    if (now === undefined || (old.section !== 'codes' && old.section !== 'dimensions')) continue
    const gone = membersOf(old).filter(it => !isAmbiguous(it.name) && !holds(now, it.name))
    const come = membersOf(now).filter(it => !holds(old, it.name))
    const pairs = gone.flatMap(it => {
      const match = come.find(other => isSameThing(it, other))
      return match === undefined ? [] : [[it.name, match.name] as const]
    })
    if (pairs.length > 0) renamed.set(now.name, new Map(pairs))
  }
  return renamed
}

export const membersOf = ({ section, content }: Entry): readonly Named[] =>
  listOf(section === 'codes' ? content.codes : section === 'dimensions' ? content.members : undefined).map(
    it => {
      const { code, name, title, aliases } = fieldsOf(it)
      return { name: textOf(code ?? name), title: textOf(title), aliases: listOf(aliases).map(textOf) }
    },
  )

const holds = (entry: Entry, name: string): boolean => membersOf(entry).some(it => it.name === name)

const isSameThing = (old: Named, other: Named): boolean =>
  (old.title === other.title && old.title !== old.name && old.title !== old.name.replaceAll('_', ' ')) ||
  other.aliases.includes(old.name) ||
  old.aliases.includes(other.name)
