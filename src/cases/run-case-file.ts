/** Runs the cases of a file against an engine. Reading files and finding rulesets is the caller's business. */
import { checkRuleset } from '../check/check-ruleset.ts'
import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import type { Engine } from '../engine/engine.ts'
import { buildRuleset } from '../model/build-ruleset.ts'
import type { Program } from '../model/program.ts'
import type { RulesetFiles } from '../model/reading.ts'
import type { MapNode } from '../syntax/document/node.ts'
import { readDocument } from '../syntax/document/read-document.ts'
import { validateDocument } from '../syntax/document/validate-document.ts'
import type { Case, CaseFile } from './case-file.ts'
import { completeRuleset, replaceTables } from './complete-ruleset.ts'
import { judgeRefused } from './judge-refused.ts'
import { runCase } from './run-case.ts'

/** A ruleset as found: its document, with overlays applied, and the files beside it. */
export interface FoundRuleset {
  readonly document: MapNode
  readonly files: RulesetFiles
}

export interface CaseOptions {
  readonly engine: Engine
  /** Finds the ruleset of an address. */
  readonly find: (address: string) => Outcome<FoundRuleset | undefined>
}

export interface CaseResult {
  readonly case: Case
  /** The case holds when there is nothing to say against it. */
  readonly failures: readonly Diagnostic[]
}
export interface CaseFileResult {
  readonly file: CaseFile
  readonly results: readonly CaseResult[]
}

export function runCaseFile(file: CaseFile, options: CaseOptions): CaseFileResult {
  const prepare = preparer(file, options)
  return {
    file,
    results: file.cases.map(it => ({ case: it, failures: judge(it, prepare(it), options.engine) })),
  }
}

function judge(it: Case, prepared: Outcome<Program | undefined>, engine: Engine): readonly Diagnostic[] {
  const errors = prepared.diagnostics.filter(diagnostic => diagnostic.severity === 'error')
  if (prepared.value === undefined || errors.length > 0) return judgeRefused(it, prepared.diagnostics)
  return runCase(it, prepared.value, prepared.diagnostics, engine)
}

/** Checks the ruleset once for all the cases that run it as it stands. */
function preparer(file: CaseFile, options: CaseOptions): (it: Case) => Outcome<Program | undefined> {
  const found = findRuleset(file, options)
  const asItStands = checkFound(found, new Map())
  return it => (it.tables.size === 0 ? asItStands : checkFound(found, it.tables))
}

function findRuleset(
  { ruleset, source }: CaseFile,
  { find }: CaseOptions,
): Outcome<FoundRuleset | undefined> {
  if (ruleset.kind === 'address') return find(ruleset.address.text)
  const { value, diagnostics } = readDocument({
    name: `${source.name} (rules)`,
    text: `${ruleset.rules.text}\n`,
  })
  const document = value && completeRuleset(value)
  return { value: document && { document, files: NO_FILES }, diagnostics }
}

const NO_FILES: RulesetFiles = { read: () => undefined }

function checkFound(
  found: Outcome<FoundRuleset | undefined>,
  tables: Case['tables'],
): Outcome<Program | undefined> {
  if (found.value === undefined) return { value: undefined, diagnostics: found.diagnostics }
  const document = replaceTables(found.value.document, tables)
  const said = [...found.diagnostics, ...validateDocument(document, 'ruleset')]
  if (hasErrors(said)) return { value: undefined, diagnostics: said }
  const built = buildRuleset(document, found.value.files)
  const checked =
    built.value === undefined || hasErrors(built.diagnostics) ? undefined : checkRuleset(built.value)
  return {
    value: checked?.value,
    diagnostics: [...said, ...built.diagnostics, ...(checked?.diagnostics ?? [])],
  }
}
