/**
 * Measures of one row at a time, for programs that embed the rules: compiled once, then called with a
 * row as a record of texts. Needs no files, and makes no code.
 */

import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import { Calls, compileCalls, type OutputBeyond } from '../engine/single/calls.ts'
import type { Program, ProgramLevel } from '../model/program.ts'
import { spanOf } from '../source/source.ts'
import { type Calculate, calculator } from './calculate.ts'
import { checksOf, sourceOf } from './call-problems.ts'
import type { CheckedRuleset } from './check.ts'
import { type OutputNames, outputsOf } from './outputs.ts'
import { readSettings } from './parameters.ts'

/** What to compile. */
export interface CompileOptions extends OutputNames {
  /** Values of parameters by name, as text; defaults hold for the others. They are fixed by compiling. */
  readonly parameters?: Readonly<Record<string, string>>
}

/**
 * Prepares the computing of outputs for one row at a time. The value is undefined where an output
 * cannot be computed from a row and those below it; a diagnostic names the rule that needs others.
 * What is compiled computes one call after the other and is not to be shared between threads.
 */
export function compile(ruleset: CheckedRuleset, options: CompileOptions): Outcome<Calculate | undefined> {
  const { program } = ruleset
  const level = levelOf(program, options.level)
  if (level.value === undefined) return { value: undefined, diagnostics: level.diagnostics }
  const columns = outputsOf(program, options)
  const settings = readSettings(program, options.parameters ?? {})
  const diagnostics = [...columns.diagnostics, ...settings.diagnostics]
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const calls = compileCalls({
    program,
    level: level.value,
    outputs: columns.value.map(it => it.id),
    parameters: settings.value,
    source: id => sourceOf(program, id),
    checks: [...program.levels.keys()].flatMap(it => checksOf(program, it)),
  })
  if (!(calls instanceof Calls)) {
    const beyond = calls.map(it => needsOthers(it, options.level))
    return { value: undefined, diagnostics: [...diagnostics, ...beyond] }
  }
  return { value: calculator(program, calls, columns.value), diagnostics }
}

function levelOf(program: Program, name: string): Outcome<ProgramLevel | undefined> {
  const level = program.levels.get(name)
  const at = spanOf({ name: 'level', text: name }, 0, name.length)
  const refused = (diagnostic: Diagnostic) => ({ value: undefined, diagnostics: [diagnostic] })
  if (level === undefined) {
    const near = nearest(name, [...program.levels.keys()])
    return refused(report('call/unknown-level', at, { level: name, nearest: near }))
  }
  const grouped = level.groups?.level
  if (grouped === undefined) return { value: level, diagnostics: [] }
  return refused(report('call/group-level', at, { level: name, grouped }))
}

const needsOthers = ({ output, rule, level, at }: OutputBeyond, asked: string): Diagnostic =>
  report('call/needs-other-rows', at, { output, level: asked, rule, other: level })
