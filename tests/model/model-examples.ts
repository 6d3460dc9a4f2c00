/** Turns the examples of the catalogue's model stage into what they make the program say. */
import type { Diagnostic, DiagnosticCode } from '../../src/diagnostics/diagnostic.ts'
import { report } from '../../src/diagnostics/report.ts'
import { parseAddress } from '../../src/model/address.ts'
import { applyOverlay } from '../../src/model/apply-overlay.ts'
import { buildRuleset } from '../../src/model/build-ruleset.ts'
import { digestOf } from '../../src/model/canonical-form.ts'
import { checkFinal } from '../../src/model/final-release.ts'
import { buildRegistry, checkRelease, findRelease } from '../../src/model/registry.ts'
import { wholeOf } from '../../src/source/fragment.ts'
import { spanOf } from '../../src/source/source.ts'
import { entryOf } from '../../src/syntax/document/node.ts'
import { completed, type FileTexts, filesOf, mapIn, rulesetOf, soundRuleset } from '../fixtures/ruleset.ts'

export interface ModelExample {
  readonly ruleset?: string
  readonly files?: FileTexts
  readonly overlay?: string
  readonly address?: string
  readonly registry?: string
  /** An address to look up in the registry. */
  readonly find?: string
  /** Something that checking is supposed to have said. */
  readonly remark?: DiagnosticCode
}

const OVERLAY_HEAD = 'yardstick: "1.0"\noverlay: what-if\n'

export function diagnosticsOf(example: ModelExample): readonly Diagnostic[] {
  if (example.address !== undefined) {
    return parseAddress(wholeOf({ name: 'address', text: example.address })).diagnostics
  }
  if (example.registry !== undefined) return registered(example, example.registry)
  if (example.overlay !== undefined) return overlaid(example.ruleset ?? '', example.overlay)
  if (example.remark !== undefined) return finished(example.ruleset ?? '', example.remark)
  return rulesetOf(example.ruleset ?? '', example.files).diagnostics
}

function overlaid(ruleset: string, text: string): readonly Diagnostic[] {
  const of = text.startsWith('of:') ? '' : 'of: test@2000\n'
  const overlay = mapIn('overlay.yaml', `${OVERLAY_HEAD}${of}${text}`)
  const document = applyOverlay(completed(ruleset).value, overlay.value)
  const built = buildRuleset(document.value, filesOf({}))
  return [...overlay.diagnostics, ...document.diagnostics, ...built.diagnostics]
}

function finished(text: string, remark: DiagnosticCode): readonly Diagnostic[] {
  const sound = soundRuleset(text)
  const at = entryOf(completed(text).value, 'release')?.value.at ?? sound.at
  return checkFinal(sound, at, [report(remark, sound.at)])
}

function registered({ ruleset, find }: ModelExample, text: string): readonly Diagnostic[] {
  const sound = ruleset === undefined ? undefined : soundRuleset(ruleset)
  const pinned = sound === undefined ? text : text.replace('the current one', digestOf(sound))
  const registry = buildRegistry(mapIn('registry.yaml', `yardstick: "1.0"\n${pinned}`).value)
  const release = registry.value && [...registry.value.releases.values()][0]
  if (find !== undefined && registry.value !== undefined) {
    const address = wholeOf({ name: 'address', text: find })
    const wanted = parseAddress(address).value
    return wanted === undefined
      ? []
      : findRelease(registry.value, wanted, spanOf(address.source, 0, find.length)).diagnostics
  }
  if (release === undefined || sound === undefined) return registry.diagnostics
  return [...registry.diagnostics, ...checkRelease(release, sound)]
}
