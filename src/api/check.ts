/** From a document to a program that can be run, and all there is to say on the way. */
import { checkRuleset } from '../check/check-ruleset.ts'
import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import { printAddress } from '../model/address.ts'
import { buildRuleset, type RulesetFiles } from '../model/build-ruleset.ts'
import { digestOf } from '../model/canonical-form.ts'
import type { Program } from '../model/program.ts'
import { checkRelease, type Release } from '../model/registry.ts'
import type { Source } from '../source/source.ts'
import type { MapNode } from '../syntax/document/node.ts'
import { readDocument } from '../syntax/document/read-document.ts'
import { validateDocument } from '../syntax/document/validate-document.ts'

/** A document whose form has been validated, and the files beside it. */
export interface RulesetParts {
  readonly document: MapNode
  readonly files: RulesetFiles
  /** Its entry in a registry, which it is held to unless it has been changed. */
  readonly release?: Release
  readonly isChanged?: boolean
}

/** A ruleset that has been checked and can be run. */
export interface CheckedRuleset {
  readonly program: Program
  /** `ks2@2016/final.1` */
  readonly address: string
  /** `sha256:` and the digest of the canonical form; computed when it is first asked for. */
  readonly digest: string
  /** Whether overlays or other tables make it differ from the ruleset of that address. */
  readonly isChanged: boolean
}

/** Checks the parts of a ruleset. The value is undefined where an error makes running it meaningless. */
export function checkParts(parts: RulesetParts): Outcome<CheckedRuleset | undefined> {
  const built = buildRuleset(parts.document, parts.files)
  if (built.value === undefined || hasErrors(built.diagnostics)) {
    return { value: undefined, diagnostics: built.diagnostics }
  }
  const checked = checkRuleset(built.value)
  const { release, isChanged = false } = parts
  const held =
    release === undefined || isChanged ? [] : checkRelease(release, built.value, checked.diagnostics)
  const diagnostics: readonly Diagnostic[] = [...built.diagnostics, ...checked.diagnostics, ...held]
  if (checked.value === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics }
  return { value: checkedRuleset(checked.value, isChanged), diagnostics }
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
  const form = read.value === undefined ? [] : validateDocument(read.value, 'ruleset')
  const diagnostics = [...read.diagnostics, ...form]
  if (read.value === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const sources = new Map(
    Object.entries(files).map(([path, it]): [string, Source] => [path, { name: path, text: it }]),
  )
  const checked = checkParts({ document: read.value, files: { read: path => sources.get(path) } })
  return { value: checked.value, diagnostics: [...diagnostics, ...checked.diagnostics] }
}
