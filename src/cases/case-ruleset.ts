/**
 * The program that a case runs: the ruleset it names or holds, with the sections, files, overlays and
 * tables that the case puts in their place, checked.
 */
import { checkRuleset } from '../check/check-ruleset.ts'
import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { applyOverlay } from '../model/apply-overlay.ts'
import { buildRuleset } from '../model/build-ruleset.ts'
import type { Program } from '../model/program.ts'
import type { RulesetFiles } from '../model/reading.ts'
import type { Span } from '../source/source.ts'
import type { MapNode, ScalarNode } from '../syntax/document/node.ts'
import { readDocument } from '../syntax/document/read-document.ts'
import { validateDocument } from '../syntax/document/validate-document.ts'
import type { Case, CaseFile, WrittenFiles, WrittenRuleset } from './case-file.ts'
import { completeOverlay, completeRuleset, replaceTables, withMissing } from './complete-ruleset.ts'
import { writtenSource } from './written-source.ts'

/** A ruleset as found: its document, with overlays applied, and the files beside it. */
export interface FoundRuleset {
  readonly document: MapNode
  readonly files: RulesetFiles
}
/** An address or the name of an overlay, and where the case file has it. */
export interface Wanted {
  readonly text: string
  readonly at: Span
}
/** Finds the ruleset of an address and applies overlays that are named rather than written out. */
export type FindRuleset = (
  address: string,
  at: Span,
  overlays: readonly Wanted[],
) => Outcome<FoundRuleset | undefined>

/** What cases need of the world around them. */
export interface CaseRulesets {
  readonly find: FindRuleset
  /** What a ruleset written in a case has unless it says otherwise. */
  readonly frame: () => MapNode
}

/**
 * Finds each ruleset once for all that ask for it with the same overlays, so that it is checked once too.
 * What there is something to say of is found again, since that is said of the place that asks.
 */
export function remembering(find: FindRuleset): FindRuleset {
  const known = new Map<string, Outcome<FoundRuleset | undefined>>()
  return (address, at, overlays) => {
    const key = [address, ...overlays.map(it => it.text)].join('\n')
    const found = known.get(key) ?? find(address, at, overlays)
    if (found.diagnostics.length === 0) known.set(key, found)
    return found
  }
}

/** Checks a ruleset once for all the cases that run it as it is found. */
export function programsOf(
  file: CaseFile,
  rulesets: CaseRulesets,
): (it: Case) => Outcome<Program | undefined> {
  let shared: Outcome<FoundRuleset | undefined> | undefined
  return it => {
    if (!isAsWritten(it)) return programFor(findRuleset(file, it, rulesets), it)
    shared ??= findRuleset(file, it, rulesets)
    return programFor(shared, it)
  }
}

const isAsWritten = ({ rules, files, overlays }: Case): boolean =>
  rules === undefined && files.size + overlays.length === 0

function programFor({ value: found, diagnostics }: Outcome<FoundRuleset | undefined>, it: Case) {
  if (found === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const isChanged = it.tables.size > 0 || it.overlays.some(overlay => overlay.kind === 'map')
  const { value, diagnostics: said } = isChanged ? changedProgram(found, it) : programAsFound(found)
  return { value, diagnostics: [...diagnostics, ...said] }
}

/** The program of a ruleset as it was found, checked when it is first asked for. */
export function programAsFound(found: FoundRuleset): Outcome<Program | undefined> {
  const known = PROGRAMS.get(found) ?? checkDocument(found.document, found, [])
  PROGRAMS.set(found, known)
  return known
}
const PROGRAMS = new WeakMap<FoundRuleset, Outcome<Program | undefined>>()

/** With the overlays and tables that the case writes out. */
function changedProgram(found: FoundRuleset, it: Case): Outcome<Program | undefined> {
  const diagnostics: Diagnostic[] = []
  const written = it.overlays.filter(overlay => overlay.kind === 'map')
  const overlaid = written.reduce(
    (document, overlay) => applied(document, overlay, diagnostics),
    found.document,
  )
  return checkDocument(replaceTables(overlaid, it.tables, diagnostics), found, diagnostics)
}

function checkDocument(
  document: MapNode,
  { files }: FoundRuleset,
  said: readonly Diagnostic[],
): Outcome<Program | undefined> {
  const diagnostics = [...said, ...validateDocument(document, 'ruleset')]
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const ruleset = accept(buildRuleset(document, files), diagnostics)
  if (ruleset === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics }
  return { value: accept(checkRuleset(ruleset), diagnostics), diagnostics }
}

function applied(document: MapNode, overlay: MapNode, diagnostics: Diagnostic[]): MapNode {
  const complete = completeOverlay(overlay, document)
  const form = validateDocument(complete, 'overlay')
  diagnostics.push(...form)
  return hasErrors(form) ? document : accept(applyOverlay(document, complete), diagnostics)
}

function findRuleset(
  { ruleset }: CaseFile,
  it: Case,
  { find, frame }: CaseRulesets,
): Outcome<FoundRuleset | undefined> {
  const named = it.overlays.filter(overlay => overlay.kind === 'scalar')
  if (ruleset.kind === 'address') return find(ruleset.address.text, ruleset.address.at, named)
  const found = readWritten(ruleset, it, frame)
  const unknown = named.map(({ text, at }) => report('case/overlay-elsewhere', at, { overlay: text }))
  return { value: found.value, diagnostics: [...found.diagnostics, ...unknown] }
}

/** Sections of the case, then those of the file, then what every ruleset has. */
function readWritten(
  ruleset: WrittenRuleset,
  it: Case,
  frame: CaseRulesets['frame'],
): Outcome<FoundRuleset | undefined> {
  const diagnostics: Diagnostic[] = []
  const [own, shared] = [it.rules, ruleset.rules].map(
    rules => rules && accept(readDocument(writtenSource(rules)), diagnostics),
  )
  const document = own === undefined ? shared : withMissing(own, shared?.entries ?? [])
  if (document === undefined) return { value: undefined, diagnostics }
  const files = filesOf(new Map([...ruleset.files, ...it.files]))
  return { value: { document: completeRuleset(document, frame()), files }, diagnostics }
}

const filesOf = (written: WrittenFiles): RulesetFiles => ({
  read(path) {
    const file: ScalarNode | undefined = written.get(path)
    return file && { name: path, text: `${file.text}\n` }
  },
})

function accept<T>(outcome: Outcome<T>, diagnostics: Diagnostic[]): T {
  diagnostics.push(...outcome.diagnostics)
  return outcome.value
}
