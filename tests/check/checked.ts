/** What checking a fragment of a ruleset gives, in a form that tests can be read in. */
import { checkRuleset } from '../../src/check/check-ruleset.ts'
import { printCore } from '../../src/check/print-core.ts'
import type { Program } from '../../src/model/program.ts'
import { textOf } from '../../src/source/source.ts'
import { type FileTexts, soundRuleset } from '../fixtures/ruleset.ts'

/** `check/unknown-name: nn`, for each diagnostic that is not about style. */
export function complaints(fragment: string, files: FileTexts = {}): readonly string[] {
  const { diagnostics } = checkRuleset(soundRuleset(fragment, files))
  return diagnostics
    .filter(it => !it.code.startsWith('lint/'))
    .map(it => `${it.code}: ${textOf(it.at).trimEnd()}`)
}

/** The program of a fragment that there is nothing to say against. */
export function programFrom(fragment: string, files: FileTexts = {}): Program {
  const { value, diagnostics } = checkRuleset(soundRuleset(fragment, files))
  const said = diagnostics.filter(it => it.severity === 'error').map(it => `${it.code}: ${textOf(it.at)}`)
  if (value === undefined) throw new Error(said.join(', '))
  return value
}

/** The formula of a rule column, with every name in full. */
export function formula(program: Program, id: string): string {
  const content = program.columns.get(id)?.content
  if (content?.kind !== 'rule')
    throw new Error(`no rule ${id} among ${[...program.columns.keys()].join(', ')}`)
  return printCore(content.is)
}
