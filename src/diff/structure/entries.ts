/** The things that a ruleset declares, each by its path, in the canonical form: what is compared, without places. */
import { canonicalJson, type Json } from '../../model/canonical-form.ts'
import type { Ruleset } from '../../model/ruleset.ts'

export type Fields = Readonly<Record<string, Json>>

export type Section =
  | 'head'
  | 'sources'
  | 'reasons'
  | 'dimensions'
  | 'codes'
  | 'levels'
  | 'inputs'
  | 'tables'
  | 'parameters'
  | 'styles'
  | 'rules'
  | 'laws'
  | 'waivers'

export interface Entry {
  readonly section: Section
  /** Level of an input or a rule; empty for other things. */
  readonly level: string
  readonly name: string
  readonly content: Fields
}

const PLAIN = [
  'sources',
  'reasons',
  'dimensions',
  'codes',
  'tables',
  'parameters',
  'styles',
  'laws',
  'waivers',
] as const
const HEAD = ['title', 'note', 'status'] as const

export function entriesOf(ruleset: Ruleset): ReadonlyMap<string, Entry> {
  const json = fieldsOf(canonicalJson(ruleset))
  const head = Object.fromEntries(HEAD.flatMap(it => (json[it] === undefined ? [] : [[it, json[it]]])))
  const entries: Entry[] = [{ section: 'head', level: '', name: 'ruleset', content: head }]
  for (const section of PLAIN) entries.push(...named(section, '', json[section]))
  for (const level of named('levels', '', json.levels)) {
    const { inputs, ...content } = level.content
    entries.push({ ...level, content }, ...named('inputs', level.name, inputs))
  }
  for (const [level, rules] of Object.entries(fieldsOf(json.rules)))
    entries.push(...named('rules', level, rules))
  return new Map(entries.map(it => [pathOf(it), { ...it, content: fieldsOf(withPlainNumbers(it.content)) }]))
}

/** `1.10` is `1.1`: how a number is written is no difference. */
function withPlainNumbers(json: Json): Json {
  if (typeof json === 'string') {
    return json.replaceAll(TRAILING_ZEROS, (_, whole: string, digits: string) =>
      digits === '' ? whole : `${whole}.${digits}`,
    )
  }
  if (Array.isArray(json)) return json.map(withPlainNumbers)
  if (typeof json !== 'object') return json
  return Object.fromEntries(
    Object.entries(json).map(([key, it]) => [key, WORDING.has(key) ? it : withPlainNumbers(it)]),
  )
}
const TRAILING_ZEROS = /(?<![\p{L}_\d.'-])(\d+)\.(\d*?)0+(?![\d.'])/gu

/** Words for people stay as they are. */
export const WORDING: ReadonlySet<string> = new Set([
  'title',
  'note',
  'text',
  'place',
  'aliases',
  'link',
  'date',
])

/** `tables.points`, `rules.entry.score`, `levels.entry.inputs.result` */
export function pathOf({ section, level, name }: Pick<Entry, 'section' | 'level' | 'name'>): string {
  if (section === 'inputs') return `levels.${level}.inputs.${name}`
  return level === '' ? `${section}.${name}` : `${section}.${level}.${name}`
}

const named = (section: Section, level: string, json: Json | undefined): readonly Entry[] =>
  Object.entries(fieldsOf(json)).map(([name, it]) => {
    const { name: _, level: __, ...content } = fieldsOf(it)
    return { section, level, name, content }
  })

// --- reading canonical data ------------------------------------------------------------------------

export const fieldsOf = (json: Json | undefined): Fields =>
  typeof json === 'object' && !Array.isArray(json) ? (json as Fields) : {}
export const listOf = (json: Json | undefined): readonly Json[] => (Array.isArray(json) ? json : [])
export const textOf = (json: Json | undefined): string =>
  json === undefined ? '' : typeof json === 'object' ? JSON.stringify(json) : String(json)

export const isSame = (a: Json | undefined, b: Json | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** `guide p12`, for each citation. */
export const citesIn = (content: Fields): readonly string[] =>
  listOf(content.cites).map(it => {
    const { source, place } = fieldsOf(it)
    return [source, place].filter(part => part !== undefined && part !== '').join(' ')
  })

/** The fields with those left out. */
export const without = (fields: Fields, left: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => !left.includes(key)))
