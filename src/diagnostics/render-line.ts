/** Diagnostics for editors and logs: each on one line that says where, how grave, which and what. */
import { positionOf } from '../source/source.ts'
import { arrange } from './arrange.ts'
import type { Diagnostic } from './diagnostic.ts'
import { messageOf } from './report.ts'
import { shownText } from './shown-text.ts'

/** `ruleset.yaml:12:9: error check/unknown-name: ...`, a line each, in order. */
export function renderLines(diagnostics: readonly Diagnostic[]): string {
  return arrange(diagnostics)
    .map(it => `${lineFor(it)}\n`)
    .join('')
}

function lineFor(diagnostic: Diagnostic): string {
  const { at, severity, code } = diagnostic
  const { line, column } = positionOf(at.source, at.start)
  return shownText(`${at.source.name}:${line}:${column}: ${severity} ${code}: ${messageOf(diagnostic)}`)
}
