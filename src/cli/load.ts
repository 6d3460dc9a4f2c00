/** Finds and checks the ruleset of a command. */

import type { CheckedRuleset } from '../api/check.ts'
import { checkParts } from '../api/check.ts'
import { type LoadedRuleset, loadRuleset } from '../data/load-ruleset.ts'
import { defaultRulesets } from '../data/rulesets-folder.ts'
import type { Outcome } from '../diagnostics/diagnostic.ts'
import type { CommandLine } from './command-line.ts'
import { pairsOf, type RulesetOptions } from './options.ts'

export interface Loaded {
  readonly ruleset: CheckedRuleset
  readonly parts: LoadedRuleset
}

export function loadNamed(
  line: CommandLine,
  name: string,
  options: RulesetOptions,
): Outcome<Loaded | undefined> {
  const loaded = loadRuleset({
    ruleset: line.word(name),
    rulesets: options.rulesets ?? defaultRulesets(),
    overlays: (options.with ?? []).map(it => line.word(it)),
    tables: pairsOf(line, options.table).map(it => ({ table: it.name, file: it.value })),
  })
  const parts = loaded.value
  if (parts === undefined) return { value: undefined, diagnostics: loaded.diagnostics }
  const checked = checkParts(parts, loaded.diagnostics)
  return { value: checked.value && { ruleset: checked.value, parts }, diagnostics: checked.diagnostics }
}
