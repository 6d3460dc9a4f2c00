/**
 * What differs between two declared rulesets, in plain words: added, removed, changed, renamed, moved or
 * refined, with old and new value and where each comes from. Whether it matters is for meaning to say.
 */
import type { Ruleset } from '../../model/ruleset.ts'
import { CHANGE_KINDS, type Change, type ChangeKind, words } from '../change.ts'
import { compareCodes } from './compare-codes.ts'
import { compareFields, shownSetting } from './compare-fields.ts'
import { bodyText, compareRules } from './compare-rules.ts'
import { compareTables, tableText } from './compare-tables.ts'
import { type Entry, entriesOf, fieldsOf, isSame, pathOf, type Section, textOf } from './entries.ts'
import { brief, changeOf, nameOf, type Pair } from './pair.ts'
import { tellRefinements } from './refinements.ts'
import { findRenames, membersOf, type Renames } from './renames.ts'

export interface Structure {
  /** By heading, then in the order of the second ruleset. */
  readonly changes: readonly Change[]
  readonly renames: Renames
  /** Both forms of each thing that both have, by its path in the second. */
  readonly pairs: ReadonlyMap<string, Pair>
}

export function compareStructure(before: Ruleset, after: Ruleset): Structure {
  const [old, now] = [entriesOf(before), entriesOf(after)]
  const renames = findRenames(old, now)
  const pairs: Pair[] = []
  const changes: Change[] = []
  for (const [path, entry] of old) {
    const to = renames.entries.get(path)
    const match = now.get(to ?? path)
    if (match === undefined) changes.push(gone(entry))
    else
      pairs.push({ before: { ...match, content: fieldsOf(renames.applyJson(entry.content)) }, after: match })
    if (match !== undefined && to !== undefined) changes.push(renamed(entry, match))
  }
  const matched = new Set(pairs.map(it => pathOf(it.after)))
  for (const [path, entry] of now) if (!matched.has(path)) changes.push(fresh(entry))
  for (const pair of pairs) {
    if (!isSame(pair.before.content, pair.after.content)) changes.push(...comparePair(pair, now, renames))
    else changes.push(...renamedCodesOf(pair, renames))
  }
  const kinds = Object.keys(CHANGE_KINDS)
  const told = tellRefinements(changes, { old, now })
  return {
    renames,
    pairs: new Map(pairs.map(it => [pathOf(it.after), it])),
    changes: drawnTogether(told).toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)),
  }
}

/** Citations and confirmations of several rows of one thing are one line. */
function drawnTogether(changes: readonly Change[]): readonly Change[] {
  const groups = Map.groupBy(changes, it =>
    it.kind === 'sources' || it.kind === 'confirmation' ? `${it.kind} ${it.entry}` : '',
  )
  return [...groups].flatMap(([key, own]) => {
    const [first] = own
    if (key === '' || first === undefined || own.length < 3) return own
    const name = /^[^:,]*/.exec(first.text)?.[0] ?? ''
    const what = first.kind === 'sources' ? 'other citations' : 'other confirmations'
    return [{ ...first, text: `${name}: ${what} in ${own.length} places`, count: own.length }]
  })
}

type Entries = ReadonlyMap<string, Entry>

const KIND_OF: Readonly<Record<Section, ChangeKind>> = {
  head: 'wording',
  sources: 'sources',
  reasons: 'reasons',
  dimensions: 'dimensions',
  codes: 'codes',
  levels: 'levels',
  inputs: 'inputs',
  tables: 'points',
  parameters: 'parameters',
  styles: 'publication',
  rules: 'rules',
  laws: 'laws',
  waivers: 'laws',
}

function comparePair(pair: Pair, now: Entries, renames: Renames): readonly Change[] {
  const { section, name } = pair.after
  const kind = KIND_OF[section]
  if (section === 'rules') return compareRules(pair)
  if (section === 'tables') return compareTables(pair, isThreshold(name, now) ? 'thresholds' : 'points')
  if (section === 'codes' || section === 'dimensions') {
    const own = compareCodes(pair, renames.codes.get(name) ?? new Map())
    return [...own, ...compareFields(pair, kind, ['codes', 'members'])]
  }
  return compareFields(pair, kind, [])
}

const renamedCodesOf = (pair: Pair, renames: Renames): readonly Change[] =>
  renames.codes.has(pair.after.name) &&
  (pair.after.section === 'codes' || pair.after.section === 'dimensions')
    ? compareCodes(pair, renames.codes.get(pair.after.name) ?? new Map())
    : []

/** A table whose values the rules compare something with. */
function isThreshold(table: string, entries: Entries): boolean {
  const compared = new RegExp(String.raw`(?:[<>]=?|\bat least|\bat most|\babove|\bbelow|\.\.<?)\s*${table}\(`)
  return [...entries.values()].some(
    it => it.section === 'rules' && compared.test(JSON.stringify(it.content.body)),
  )
}

// --- whole things ----------------------------------------------------------------------------------

const NOUNS: Readonly<Record<Section, string>> = {
  head: 'ruleset',
  sources: 'source',
  reasons: 'reason',
  dimensions: 'dimension',
  codes: 'code list',
  levels: 'level',
  inputs: 'input',
  tables: 'table',
  parameters: 'parameter',
  styles: 'style',
  rules: 'rule',
  laws: 'law',
  waivers: 'waiver',
}

function fresh(entry: Entry): Change {
  const about = aboutOf(entry)
  return changeOf(
    { after: entry },
    {
      kind: KIND_OF[entry.section],
      form: 'added',
      text: `new ${NOUNS[entry.section]} ${nameOf(entry)}: ${brief(about)}`,
      after: about,
    },
  )
}

function gone(entry: Entry): Change {
  const about = aboutOf(entry)
  return changeOf(
    { before: entry },
    {
      kind: KIND_OF[entry.section],
      form: 'removed',
      text: `${NOUNS[entry.section]} ${nameOf(entry)} is gone: ${brief(about)}`,
      before: about,
    },
  )
}

const renamed = (entry: Entry, to: Entry): Change =>
  changeOf(
    { before: entry, after: to },
    {
      kind: KIND_OF[entry.section],
      form: 'renamed',
      text: `${NOUNS[entry.section]} ${words(entry.name)} is now called ${words(to.name)}`,
      before: entry.name,
      after: to.name,
    },
  )

/** A thing in one line: what it is, and not where it comes from. */
function aboutOf(entry: Entry): string {
  const { section, content } = entry
  if (section === 'rules') return bodyText(fieldsOf(content.body))
  if (section === 'tables') return tableText(content)
  if (section === 'codes' || section === 'dimensions')
    return membersOf(entry)
      .map(it => it.name)
      .join(', ')
  if (section === 'reasons') return `${textOf(content.absence)}, ${textOf(content.text)}`
  if (section === 'inputs') return [content.type, content.title].map(textOf).join(', ')
  if (section === 'sources' || section === 'laws') return textOf(content.title)
  return shownSetting(content)
}
