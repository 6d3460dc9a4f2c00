/** Finds the year that is being worked on, and the one it was made from. */
import { dirname } from 'node:path'
import { type LoadedRuleset, loadRuleset } from '../../data/load-ruleset.ts'
import { readSource } from '../../data/ruleset-folder.ts'
import { defaultRulesets } from '../../data/rulesets-folder.ts'
import { filesToLookAt } from '../../data/year-folder.ts'
import { type Diagnostic, hasErrors, type Outcome } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { printAddress } from '../../model/address.ts'
import { buildRuleset } from '../../model/build-ruleset.ts'
import type { Ruleset } from '../../model/ruleset.ts'
import type { Year } from '../../roll/confirm.ts'
import type { Word } from '../command-line.ts'

export interface OpenYear extends Year {
  readonly parts: LoadedRuleset
  readonly ruleset: Ruleset
  /** The path of the document, as messages name it. */
  readonly path: string
}

/** The ruleset as it lies in its folder. One that only overlays make has no text of its own to change. */
export function openYear(named: Word, rulesets: string | undefined): Outcome<OpenYear | undefined> {
  const loaded = loadRuleset({ ruleset: named, rulesets: rulesets ?? defaultRulesets() })
  const parts = loaded.value
  if (parts === undefined || hasErrors(loaded.diagnostics)) {
    return { value: undefined, diagnostics: loaded.diagnostics }
  }
  if ((parts.release?.overlays.length ?? 0) > 0)
    return refused(named, 'is made by overlays: name the ruleset below them')
  const built = buildRuleset(parts.document, parts.files)
  const diagnostics = [...loaded.diagnostics, ...built.diagnostics]
  if (built.value === undefined) return { value: undefined, diagnostics }
  return {
    value: { ...yearOf(parts), parts, ruleset: built.value, path: parts.document.at.source.name },
    diagnostics,
  }
}

const refused = (named: Word, problem: string): Outcome<undefined> => ({
  value: undefined,
  diagnostics: [report('misuse/usage', named.at, { problem: `\`${named.text}\` ${problem}` })],
})

const yearOf = ({ document, files, folder }: LoadedRuleset): Year => ({
  document,
  read: path => files.read(path)?.text ?? textAt(folder, path),
  files: filesToLookAt(folder),
})

function textAt(folder: string, path: string): string | undefined {
  const source = readSource(`${folder}/${path}`)
  return 'reason' in source ? undefined : source.text
}

/** The year that a year was made from; undefined where it is not at hand. */
export function previousOf(
  { ruleset }: OpenYear,
  named: Word,
  rulesets: string | undefined,
): Year | undefined {
  const from = ruleset.inherited?.from
  if (from === undefined) return undefined
  const { value } = loadRuleset({
    ruleset: { text: printAddress(from), at: named.at },
    rulesets: rulesets ?? defaultRulesets(),
  })
  return value === undefined ? undefined : yearOf(value)
}

/** Says that a ruleset took nothing over; undefined where it did. */
export const notMadeFromAnother = ({ ruleset }: OpenYear, named: Word): Diagnostic | undefined =>
  ruleset.inherited === undefined ? report('misuse/not-inherited', named.at, { name: named.text }) : undefined

export const folderOf = ({ path }: OpenYear): string => dirname(path)
