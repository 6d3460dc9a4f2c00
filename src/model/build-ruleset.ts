/**
 * Turns a document into the ruleset it declares. The structure has been checked against the schema
 * before, but nothing here relies on it. Names inside expressions, and types, are left to checking.
 */
import type { Outcome } from '../diagnostics/diagnostic.ts'
import { entryOf, type MapNode } from '../syntax/document/node.ts'
import { buildCodeList } from './build-codes.ts'
import { buildDimension, withMeetings } from './build-dimensions.ts'
import { HEADER, headerOf, REQUIRED } from './build-header.ts'
import { inherited, refuseForgotten } from './build-inherited.ts'
import { buildLaw, checkSettings } from './build-laws.ts'
import { buildLevel, refuseCircles } from './build-levels.ts'
import { buildParameter } from './build-parameters.ts'
import { buildRules, refuseShadows } from './build-rules.ts'
import { buildStyle } from './build-shows.ts'
import { buildReason, buildSource } from './build-sources.ts'
import { buildTable } from './build-tables.ts'
import { buildWaiver } from './build-waivers.ts'
import { declarationsOf } from './declarations.ts'
import { duplicateName, entriesOf, given, readEntries, readFields } from './read-map.ts'
import type { Reader, Reading, RulesetFiles } from './reading.ts'
import type { Ruleset } from './ruleset.ts'

export type { RulesetFiles } from './reading.ts'

/** The ruleset as far as it could be read; undefined where it has no address or no levels. */
export function buildRuleset(document: MapNode, files: RulesetFiles): Outcome<Ruleset | undefined> {
  const start: Reading = {
    files,
    declared: declarationsOf(document),
    codes: new Map(),
    dimensions: new Map(),
    diagnostics: [],
  }
  const reading = { ...start, ...readNames(document, start) }
  const value = readRuleset(document, reading)
  return { value, diagnostics: reading.diagnostics }
}

/** Codes and dimensions come first: other sections are read by them. */
function readNames(document: MapNode, reading: Reading): Pick<Reading, 'codes' | 'dimensions'> {
  const sectionOf = (key: string) => entryOf(document, key)?.value
  const [codesNode, dimensionsNode] = [sectionOf('codes'), sectionOf('dimensions')]
  const codes = codesNode ? readEntries(codesNode, 'lists of codes', buildCodeList, reading) : new Map()
  const dimensions = dimensionsNode
    ? readEntries(dimensionsNode, 'dimensions', buildDimension, reading)
    : new Map()
  for (const { name, at } of dimensions.values()) {
    const earlier = codes.get(name)
    if (earlier !== undefined) duplicateName(reading, name, at, earlier.at)
  }
  return { codes, dimensions: withMeetings(dimensions, reading) }
}

/** Sections that were read before are passed over. */
const settled: Reader<undefined> = () => undefined

const RULESET = {
  what: 'a ruleset',
  readers: {
    ...HEADER,
    inherited,
    sources: entriesOf('sources', buildSource),
    reasons: entriesOf('reasons', buildReason),
    dimensions: settled,
    codes: settled,
    levels: entriesOf('levels', buildLevel),
    tables: entriesOf('tables', buildTable),
    parameters: entriesOf('parameters', buildParameter),
    styles: entriesOf('styles', buildStyle),
    rules: entriesOf('rules by level', buildRules),
    laws: entriesOf('laws', buildLaw),
    waivers: entriesOf('waivers', buildWaiver),
  },
  required: REQUIRED,
} as const

function readRuleset(document: MapNode, reading: Reading): Ruleset | undefined {
  const fields = readFields(document, RULESET, reading)
  const header = fields && headerOf(fields, document)
  if (header === undefined || fields?.levels === undefined) return undefined
  const ruleset: Ruleset = {
    ...header,
    ...given({ inherited: fields.inherited }),
    sources: fields.sources ?? new Map(),
    reasons: fields.reasons ?? new Map(),
    dimensions: reading.dimensions,
    codes: reading.codes,
    levels: fields.levels,
    tables: fields.tables ?? new Map(),
    parameters: fields.parameters ?? new Map(),
    styles: fields.styles ?? new Map(),
    rules: fields.rules ?? new Map(),
    laws: fields.laws ?? new Map(),
    ...given({ waivers: fields.waivers }),
  }
  refuseCircles(ruleset.levels, reading)
  refuseShadows(ruleset.rules, ruleset.levels, reading)
  checkSettings(ruleset.laws, ruleset.parameters, reading)
  if (ruleset.inherited) refuseForgotten(ruleset.inherited, inheritable(ruleset), reading)
  return ruleset
}

/** What could have been taken over, by section. */
function inheritable({ levels, rules, waivers, ...ruleset }: Ruleset): Parameters<typeof refuseForgotten>[1] {
  const keys = (it: ReadonlyMap<string, unknown>): readonly string[] => [...it.keys()]
  const { sources, reasons, dimensions, codes, tables, parameters, styles, laws } = ruleset
  return {
    head: ['title', 'note', 'status'],
    ...{ sources: keys(sources), reasons: keys(reasons), dimensions: keys(dimensions), codes: keys(codes) },
    ...{ levels: keys(levels), tables: keys(tables), parameters: keys(parameters), styles: keys(styles) },
    inputs: [...levels.values()].flatMap(it => keys(it.inputs).map(input => `${it.name}.${input}`)),
    rules: [...rules].flatMap(([level, own]) => keys(own).map(rule => `${level}.${rule}`)),
    laws: keys(laws),
    waivers: keys(waivers ?? new Map()),
  }
}
