/** Turns the examples of the catalogue's model stage into what they make the program say. */
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { parseAddress } from '../../src/model/address.ts'
import { applyOverlay } from '../../src/model/apply-overlay.ts'
import { buildRuleset } from '../../src/model/build-ruleset.ts'
import { wholeOf } from '../../src/source/fragment.ts'
import { completed, type FileTexts, filesOf, mapIn, rulesetOf } from '../fixtures/ruleset.ts'

export interface ModelExample {
  readonly ruleset?: string
  readonly files?: FileTexts
  readonly overlay?: string
  readonly address?: string
}

const OVERLAY_HEAD = 'yardstick: "1.0"\noverlay: what-if\n'

export function diagnosticsOf(example: ModelExample): readonly Diagnostic[] {
  if (example.address !== undefined) {
    return parseAddress(wholeOf({ name: 'address', text: example.address })).diagnostics
  }
  if (example.overlay !== undefined) return overlaid(example.ruleset ?? '', example.overlay)
  return rulesetOf(example.ruleset ?? '', example.files).diagnostics
}

function overlaid(ruleset: string, text: string): readonly Diagnostic[] {
  const of = text.startsWith('of:') ? '' : 'of: test@2000\n'
  const overlay = mapIn('overlay.yaml', `${OVERLAY_HEAD}${of}${text}`)
  const document = applyOverlay(completed(ruleset).value, overlay.value)
  const built = buildRuleset(document.value, filesOf({}))
  return [...overlay.diagnostics, ...document.diagnostics, ...built.diagnostics]
}
