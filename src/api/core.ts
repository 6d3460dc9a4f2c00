/**
 * Yardstick without files: check a ruleset given as text, run it on rows given as text, explain the
 * results. Needs neither Node nor a server, so a page can compute without any data leaving it.
 *
 * Every function that reads something of the user's gives `{ value, diagnostics }`: what could be made
 * of it, and what there is to say. A mistake in rules or data is never an exception.
 *
 * ```ts
 * const { value: ruleset, diagnostics } = checkText(yaml)
 * const { value: cohort } = readTexts(ruleset, { entry: 'entry_id,team,score\n1,t1,104\n' })
 * const { value: results } = run(ruleset, cohort)
 * results.value('team.score', 't1')   // { kind: 'number', number: ... }
 * ```
 */
import { type CohortOutcome, cohortFromText } from '../data/cohort-from-text.ts'
import type { Outcome } from '../diagnostics/diagnostic.ts'
import { hasErrors } from '../diagnostics/diagnostic.ts'
import type { Cohort } from '../engine/cohort.ts'
import type { Run } from '../engine/engine.ts'
import { ENGINES, type EngineName } from '../engine/engines.ts'
import { explain as explainCell } from '../explain/explain.ts'
import type { Explanation, ExplanationForm } from '../explain/explanation.ts'
import { spanOf } from '../source/source.ts'
import type { Value } from '../value/value.ts'
import type { CheckedRuleset } from './check.ts'
import { findColumn, findRow } from './find-cell.ts'
import { readSettings } from './parameters.ts'

export type { CohortOutcome } from '../data/cohort-from-text.ts'
export type { LevelRows } from '../data/level-builder.ts'
export type * from '../diagnostics/diagnostic.ts'
export { hasErrors } from '../diagnostics/diagnostic.ts'
export { type Colours, type HumanOptions, renderHuman } from '../diagnostics/render-human.ts'
export { renderJson } from '../diagnostics/render-json.ts'
export { renderLines } from '../diagnostics/render-line.ts'
export { hintOf, messageOf } from '../diagnostics/report.ts'
export type * from '../engine/cohort.ts'
export type * from '../engine/engine.ts'
export type { EngineName } from '../engine/engines.ts'
export type { RowsBelow } from '../engine/single/calls.ts'
export type { CallRecord } from '../engine/single/inputs.ts'
export type * from '../engine/trace.ts'
export type * from '../explain/explanation.ts'
export {
  type ExplanationStyle,
  type RenderOptions,
  renderExplanation,
} from '../explain/render-explanation.ts'
export type * from '../model/program.ts'
export type { Citation, Law, Rule, Ruleset } from '../model/ruleset.ts'
export type { Source, Span } from '../source/source.ts'
export type { Exact } from '../value/exact.ts'
export type * from '../value/value.ts'
export type { Answer, AnswerAbsence, Answers } from './answer.ts'
export type { Calculate, CallInput } from './calculate.ts'
export { type CheckedRuleset, checkText } from './check.ts'
export { type CompileOptions, compile } from './compile.ts'
export type { TracedCall } from './traced-call.ts'

/** Results by the names people use. */
export interface Results {
  readonly ruleset: CheckedRuleset
  /** The run itself: levels with their rows, values by row number, traces. */
  readonly run: Run
  /**
   * The exact value of a column on a row; undefined where there is no such column or row.
   * `column` is `team.score.first`; `key` identifies the row, and is empty for the nation.
   */
  value(column: string, key?: string): Value | undefined
  /** The published value: rounded, or absent where something stands in its place. */
  shown(column: string, key?: string): Value | undefined
}

/**
 * Reads rows given as CSV text, a table with a line of headings for each level.
 * Rows with mistakes are set aside, with a diagnostic each; with `isStrict` the first one ends reading.
 */
export const readTexts = (
  ruleset: CheckedRuleset,
  texts: Readonly<Record<string, string>>,
  options: { readonly isStrict?: boolean } = {},
): CohortOutcome => cohortFromText(ruleset.program, texts, options)

/**
 * Computes the measures of a cohort. `parameters` are values by name, as text; defaults hold for the
 * others. Columns are computed when a value of theirs is first asked for. Both engines give the same
 * values: `columnar` is the quick one, `reference` the one that the language is defined by.
 */
export function run(
  ruleset: CheckedRuleset,
  cohort: Cohort,
  parameters: Readonly<Record<string, string>> = {},
  engine: EngineName = 'columnar',
): Outcome<Results | undefined> {
  const read = readSettings(ruleset.program, parameters)
  if (hasErrors(read.diagnostics)) return { value: undefined, diagnostics: read.diagnostics }
  const computed = ENGINES[engine](ruleset.program, cohort, { parameters: read.value })
  return { value: resultsOf(ruleset, computed), diagnostics: read.diagnostics }
}

/** Results of a run, under the names people use. */
export function resultsOf(ruleset: CheckedRuleset, computed: Run): Results {
  const cell = (name: string, key: string) => {
    const column = ruleset.program.columns.get(name)
    const row = column && computed.levels.get(column.level)?.find(key)
    return column === undefined || row === undefined ? undefined : { column: column.id, row }
  }
  const read = (name: string, key: string, form: 'value' | 'shown') => {
    const found = cell(name, key)
    return found && computed[form](found.column, found.row)
  }
  return {
    ruleset,
    run: computed,
    value: (column, key = '') => read(column, key, 'value'),
    shown: (column, key = '') => read(column, key, 'shown'),
  }
}

/**
 * Explains one value: the rule and its citation, what it read, which rows decided, what lost and why.
 * `column` may leave out the level where only one level has the name. `minimal` follows what the value
 * depends on once; `full` repeats shared steps.
 */
export function explain(
  { run: computed }: Results,
  column: string,
  key = '',
  form: ExplanationForm = 'minimal',
): Outcome<Explanation | undefined> {
  const source = { name: 'explain', text: `${column} ${key}` }
  const found = findColumn(computed.program, { text: column, at: spanOf(source, 0, column.length) })
  if (found.value === undefined) return { value: undefined, diagnostics: found.diagnostics }
  const at = spanOf(source, column.length + 1, source.text.length)
  const row = findRow(computed, found.value.level, { text: key, at })
  if (row.value === undefined) return { value: undefined, diagnostics: row.diagnostics }
  return { value: explainCell(computed, found.value.id, row.value, form), diagnostics: [] }
}
