/**
 * The part of a document that has no mistakes of form, so that the other mistakes can be told at the
 * same time. A faulty declaration is left out whole; what refers to it is not a mistake of its own.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { entryOf, type MapEntry, type MapNode } from '../syntax/document/node.ts'
import { SECTIONS } from './declarations.ts'
import type { Ruleset } from './ruleset.ts'

/** How deep under a top-level key the declarations of a section stand. */
const DEPTH: Readonly<Record<string, number>> = { rules: 2, levels: 3 }
const OTHER_DEPTH = 1

/** The document without the declarations in which faults stand; undefined where one stands outside them all. */
export function soundPart(document: MapNode, faults: readonly Diagnostic[]): MapNode | undefined {
  const errors = faults.filter(it => it.severity === 'error')
  return errors.reduce<MapNode | undefined>((sound, fault) => sound && without(sound, fault), document)
}

function without(document: MapNode, fault: Diagnostic): MapNode | undefined {
  const section = document.entries.find(it => holds(it, fault))
  if (section === undefined || section.value.kind !== 'map') return stillThere(document, fault)
  const pruned = prune(section.value, fault, DEPTH[section.key.text] ?? OTHER_DEPTH)
  if (pruned === undefined) return undefined
  return {
    ...document,
    entries: document.entries.map(it => (it === section ? { ...it, value: pruned } : it)),
  }
}

/** A fault in something that was left out for another fault needs nothing more. */
const stillThere = (document: MapNode, { at }: Diagnostic): MapNode | undefined =>
  document.entries.some(it => it.key.at.source === at.source && within(at, it.key.at.start, it.value.at.end))
    ? undefined
    : document

/** The map without the deepest declaration, at most so deep, that holds the fault. */
function prune(map: MapNode, fault: Diagnostic, depth: number): MapNode | undefined {
  const entry = map.entries.find(it => holds(it, fault))
  if (entry === undefined) return map
  const inner =
    depth > 1 && entry.value.kind === 'map' && !isKey(entry, fault)
      ? prune(entry.value, fault, depth - 1)
      : undefined
  const entries = map.entries.flatMap(it =>
    it !== entry ? [it] : inner === undefined ? [] : [{ ...it, value: inner }],
  )
  return { ...map, entries }
}

const isKey = ({ key }: MapEntry, { at }: Diagnostic): boolean => within(at, key.at.start, key.at.end)

const holds = ({ key, value }: MapEntry, { at }: Diagnostic): boolean =>
  at.source === key.at.source && within(at, key.at.start, Math.max(key.at.end, value.at.end))

const within = (at: Diagnostic['at'], start: number, end: number): boolean =>
  at.start >= start && at.end <= end

/** Names that a document declares and that its ruleset lacks, because they could not be read. */
export function lostNames(document: MapNode, ruleset: Ruleset): ReadonlySet<string> {
  const kept = new Set(keptNames(ruleset))
  return new Set(declaredNames(document).filter(it => !kept.has(it)))
}

function keptNames(ruleset: Ruleset): readonly string[] {
  const sections = SECTIONS.map((it): ReadonlyMap<string, unknown> => ruleset[it])
  const rules = [...ruleset.rules.values()].flatMap(it => [...it.keys()])
  const inputs = [...ruleset.levels.values()].flatMap(it => [...it.inputs.keys()])
  return [...sections.flatMap(it => [...it.keys()]), ...rules, ...inputs]
}

function declaredNames(document: MapNode): readonly string[] {
  const sections = SECTIONS.flatMap(it => entriesUnder(document, it))
  const rules = entriesUnder(document, 'rules').flatMap(it =>
    it.value.kind === 'map' ? it.value.entries : [],
  )
  const inputs = entriesUnder(document, 'levels').flatMap(it =>
    it.value.kind === 'map' ? entriesUnder(it.value, 'inputs') : [],
  )
  return [...sections, ...rules, ...inputs].map(it => it.key.text)
}

function entriesUnder(map: MapNode, key: string): readonly MapEntry[] {
  const value = entryOf(map, key)?.value
  return value?.kind === 'map' ? value.entries : []
}

/** Whether a diagnostic only says that something could not be read before. */
export function isConsequence({ args }: Diagnostic, lost: ReadonlySet<string>): boolean {
  return Object.values(args).some(it => typeof it === 'string' && lost.has(it.split('.').at(-1) ?? it))
}
