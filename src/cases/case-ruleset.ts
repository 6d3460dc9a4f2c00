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

/** Checks the ruleset once for all the cases that run it as it stands. */
export function programsOf(
  file: CaseFile,
  rulesets: CaseRulesets,
): (it: Case) => Outcome<Program | undefined> {
  let shared: Outcome<Program | undefined> | undefined
  return it => {
    if (!runsAsItStands(it)) return programFor(file, it, rulesets)
    shared ??= programFor(file, it, rulesets)
    return shared
  }
}

const runsAsItStands = ({ rules, files, overlays, tables }: Case): boolean =>
  rules === undefined && files.size + overlays.length + tables.size === 0

function programFor(file: CaseFile, it: Case, rulesets: CaseRulesets): Outcome<Program | undefined> {
  const diagnostics: Diagnostic[] = []
  const found = accept(findRuleset(file, it, rulesets), diagnostics)
  if (found === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const written = it.overlays.filter(overlay => overlay.kind === 'map')
  const overlaid = written.reduce(
    (document, overlay) => applied(document, overlay, diagnostics),
    found.document,
  )
  const document = replaceTables(overlaid, it.tables, diagnostics)
  diagnostics.push(...validateDocument(document, 'ruleset'))
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const ruleset = accept(buildRuleset(document, found.files), diagnostics)
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
