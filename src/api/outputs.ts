/** Finds the columns that are asked for as outputs of calls. */
import { headingOf } from '../data/cell.ts'
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import type { Column, Program } from '../model/program.ts'
import { type Source, type Span, spanOf } from '../source/source.ts'
import { findColumns } from './find-cell.ts'

export interface OutputNames {
  /** The level whose rows are asked about; its rows have to be data, not groups of others. */
  readonly level: string
  /** Columns of the level, with or without its name; a name with members means all of them. */
  readonly outputs: readonly string[]
}

/** The columns of the outputs, each once. */
export function outputsOf(program: Program, { level, outputs }: OutputNames): Outcome<readonly Column[]> {
  const source: Source = { name: 'outputs', text: outputs.join(' ') }
  const found = new Set<Column>()
  const diagnostics: Diagnostic[] = []
  let start = 0
  for (const name of outputs) {
    const at = spanOf(source, start, start + name.length)
    start += name.length + 1
    const text = name.startsWith(`${level}.`) ? name : `${level}.${name}`
    const columns = findColumns(program, { text, at }).value.filter(it => it.level === level)
    for (const it of columns) found.add(it)
    if (columns.length === 0) diagnostics.push(...unknownOutput(program, name, level, at))
  }
  return { value: [...found], diagnostics }
}

export function unknownOutput(
  program: Program,
  output: string,
  level: string,
  at: Span,
): readonly Diagnostic[] {
  const near = nearest(output, [...program.columns.values()].filter(it => it.level === level).map(headingOf))
  return [report('call/unknown-output', at, { output, level, nearest: near })]
}
