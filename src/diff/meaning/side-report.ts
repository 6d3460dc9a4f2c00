/** What one of two years makes of an input, and why: in short and at length. */
import type { Run } from '../../engine/engine.ts'
import { describeValue, lineOf } from '../../explain/describe-value.ts'
import { explain } from '../../explain/explain.ts'
import type { ExplainedRule, ExplainedStep } from '../../explain/explanation.ts'
import { publishedAbsence, publishedText } from '../../explain/published-text.ts'
import { renderExplanation } from '../../explain/render-explanation.ts'
import type { ColumnId, Program } from '../../model/program.ts'
import type { Value } from '../../value/value.ts'
import { words } from '../change.ts'

export interface SideReport {
  readonly value: string
  /** The explanation in short: the row that decided, or the formula and its values. */
  readonly why: string
  readonly cites: readonly string[]
  /** The whole explanation, as `yardstick explain` prints it. */
  readonly explanation: string
}

export function sideOf(
  run: Run,
  column: ColumnId,
  key: string,
  value: Value,
  isPublished: boolean,
): SideReport {
  const level = run.program.columns.get(column)?.level ?? ''
  const row = run.levels.get(level)?.find(key) ?? 0
  const explanation = explain(run, column, row)
  const { why, cites } = whyOf(explanation.step)
  return {
    value: isPublished
      ? publishedOf(run.program, column, value)
      : lineOf(describeValue(value, run.program.ruleset)),
    why,
    cites,
    explanation: renderExplanation(explanation, { width: 100, style: PLAIN }),
  }
}

const plain = (text: string): string => text
const PLAIN = { strong: plain, faint: plain, absent: plain }

function publishedOf({ columns, ruleset }: Program, id: ColumnId, value: Value): string {
  const content = columns.get(id)?.content
  const show = content?.kind === 'rule' ? content.show : undefined
  if (value.kind === 'number' && show !== undefined)
    return `published as ${publishedText(value.number, show)}`
  if (value.kind === 'absent')
    return `published as ${publishedAbsence(value, ruleset) || 'nothing'} (${lineOf(describeValue(value, ruleset))})`
  return `published as ${lineOf(describeValue(value, ruleset))}`
}

/** The row of a decision table that decided, or the formula with its values. */
function whyOf(step: ExplainedStep): Pick<SideReport, 'why' | 'cites'> {
  if (step.kind !== 'rule') return { why: '', cites: [] }
  const citesOf = (cites: typeof step.cites): readonly string[] =>
    cites.map(it => [it.source, it.place].filter(part => part !== '').join(' '))
  const decided = step.decision?.rows.find(it => it.result !== 'does not match')
  if (step.decision !== undefined && decided === undefined)
    return { why: 'no row matches', cites: citesOf(step.cites) }
  if (decided === undefined) return { why: formulaOf(step), cites: citesOf(step.cites) }
  const conditions = decided.cells.flatMap((cell, index) => {
    const heading = step.decision?.on[index]?.name ?? ''
    return cell === 'any' || cell === '' ? [] : [`${words(heading)} ${cell}`]
  })
  const note = decided.note === undefined ? '' : `; ${decided.note}`
  const own = decided.cites.length > 0 ? decided.cites : step.cites
  const text = conditions.length === 0 ? 'anything else' : conditions.join(', ')
  return { why: `row ${decided.number}: ${text} gives ${decided.outcome}${note}`, cites: citesOf(own) }
}

/** As written, then with values put in; long formulas in their beginning. */
function formulaOf({ formula = '', withValues }: ExplainedRule): string {
  const told = clipped(formula)
  return withValues === undefined || withValues === formula ? told : `${told}: ${clipped(withValues)}`
}

const clipped = (text: string): string =>
  text.length > MOST ? `${text.slice(0, MOST - 1).trimEnd()}…` : text
const MOST = 160
