/** From a document to a program that can be run, and all there is to say on the way. */
import { checkRuleset } from '../check/check-ruleset.ts'
import { lintHead } from '../check/lint/lint-head.ts'
import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import { printAddress } from '../model/address.ts'
import { buildRuleset, type RulesetFiles } from '../model/build-ruleset.ts'
import { digestOf } from '../model/canonical-form.ts'
import { checkFinal } from '../model/final-release.ts'
import type { Program } from '../model/program.ts'
import { checkRelease, type Release } from '../model/registry.ts'
import type { Ruleset } from '../model/ruleset.ts'
import { isConsequence, lostNames, soundPart } from '../model/sound-part.ts'
import type { Source } from '../source/source.ts'
import { entryOf, type MapNode } from '../syntax/document/node.ts'
import { readDocument } from '../syntax/document/read-document.ts'
import { validateDocument } from '../syntax/document/validate-document.ts'

/** A document whose form has been validated, and the files beside it. */
export interface RulesetParts {
  readonly document: MapNode
  readonly files: RulesetFiles
  /** The path of the folder that the document lies in. */
  readonly folder?: string
  /** Its entry in a registry, which it is held to unless it has been changed. */
  readonly release?: Release
  readonly isChanged?: boolean
}

/** A ruleset that has been checked and can be run. */
export interface CheckedRuleset {
  readonly program: Program
  /** `example@2018/final.1` */
  readonly address: string
  /** `sha256:` and the digest of the canonical form; computed when it is first asked for. */
  readonly digest: string
  /** Whether overlays or other tables make it differ from the ruleset of that address. */
  readonly isChanged: boolean
}

/**
 * Checks the parts of a ruleset. The value is undefined where an error makes running it meaningless.
 * `faults` are mistakes found in reading the document: what is not affected by them is checked all the
 * same, so that an author sees all there is to mend at once.
 */
export function checkParts(
  parts: RulesetParts,
  faults: readonly Diagnostic[] = [],
): Outcome<CheckedRuleset | undefined> {
  const document = soundPart(parts.document, faults)
  if (document === undefined) return { value: undefined, diagnostics: faults }
  const built = buildRuleset(document, parts.files)
  if (built.value === undefined) return { value: undefined, diagnostics: [...faults, ...built.diagnostics] }
  const checked = checkRuleset(built.value)
  const { release, isChanged = false } = parts
  const isHeld = release !== undefined && !isChanged && checked.value !== undefined
  const held = isHeld ? checkRelease(release, built.value) : []
  const lost = lostNames(parts.document, built.value)
  const about = isChanged ? [] : aboutHead(parts, built.value, checked.diagnostics)
  const found = [...built.diagnostics, ...checked.diagnostics, ...held, ...about].filter(
    it => !isConsequence(it, lost),
  )
  const diagnostics = [...faults, ...found]
  if (checked.value === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics }
  return { value: checkedRuleset(checked.value, isChanged), diagnostics }
}

/** What can be said of the release and the year that a ruleset says it is. */
function aboutHead(
  { document, folder }: RulesetParts,
  ruleset: Ruleset,
  remarks: readonly Diagnostic[],
): readonly Diagnostic[] {
  const at = entryOf(document, 'release')?.value.at ?? document.at
  const name = folder?.split(/[\\/]/).findLast(it => it !== '')
  return [...lintHead(document, name), ...checkFinal(ruleset, at, remarks)]
}

function checkedRuleset(program: Program, isChanged: boolean): CheckedRuleset {
  let digest: string | undefined
  return {
    program,
    address: printAddress(program.ruleset.address),
    get digest() {
      digest ??= digestOf(program.ruleset)
      return digest
    },
    isChanged,
  }
}

/**
 * Checks a ruleset given as text.
 * `files` are the texts of its tables by the path that the ruleset names them by.
 */
export function checkText(
  text: string,
  options: { readonly name?: string; readonly files?: Readonly<Record<string, string>> } = {},
): Outcome<CheckedRuleset | undefined> {
  const { name = 'ruleset.yaml', files = {} } = options
  const read = readDocument({ name, text })
  if (read.value === undefined) return { value: undefined, diagnostics: read.diagnostics }
  const faults = [...read.diagnostics, ...validateDocument(read.value, 'ruleset')]
  const sources = new Map(
    Object.entries(files).map(([path, it]): [string, Source] => [path, { name: path, text: it }]),
  )
  return checkParts({ document: read.value, files: { read: path => sources.get(path) } }, faults)
}
