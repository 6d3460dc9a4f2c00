/** An explanation as a tree for people, in a terminal of a given width. */

import { lineOf, wordOf } from './describe-value.ts'
import type {
  ExplainedAggregate,
  ExplainedAggregated,
  ExplainedCandidate,
  ExplainedCitation,
  ExplainedDecision,
  ExplainedDecisionRow,
  ExplainedRule,
  ExplainedStep,
  ExplainedTable,
  ExplainedValue,
  Explanation,
} from './explanation.ts'

/** How to set off parts of the text; the identity functions give plain text. */
export interface ExplanationStyle {
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
  readonly absent: (text: string) => string
}
export const PLAIN_STYLE: ExplanationStyle = { strong: it => it, faint: it => it, absent: it => it }

export interface RenderOptions {
  /** Columns of the terminal; longer lines are wrapped under their own indentation. */
  readonly width?: number
  readonly style?: ExplanationStyle
}

/** A line of the tree: text, and whether it may be shown fainter than the rest. */
interface Branch {
  readonly lines: readonly string[]
  readonly branches: readonly Branch[]
}

export function renderExplanation({ step, ruleset }: Explanation, options: RenderOptions = {}): string {
  const style = options.style ?? PLAIN_STYLE
  const lines = [style.faint(ruleset), ...drawTree(branchOf(step, style), '', '', options.width ?? 100)]
  return `${lines.join('\n')}\n`
}

// --- the tree ------------------------------------------------------------------------------------

function drawTree(
  { lines, branches }: Branch,
  first: string,
  rest: string,
  width: number,
): readonly string[] {
  const below = branches.length > 0 ? '│ ' : '  '
  const head = lines.flatMap((line, index) =>
    wrap(line, index === 0 ? first : rest + below, rest + below, width),
  )
  const drawn = branches.flatMap((branch, index) => {
    const isLast = index === branches.length - 1
    return drawTree(branch, `${rest}${isLast ? '└ ' : '├ '}`, `${rest}${isLast ? '  ' : '│ '}`, width)
  })
  return [...head, ...drawn]
}

/** Breaks a line at spaces; a word longer than the line stands alone. */
function wrap(text: string, first: string, rest: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(' ')) {
    if (!isEmpty && visibleLength(line) + 1 + visibleLength(word) > width) {
      lines.push(line)
      line = `${rest}  `
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line]
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with the escape character
const visibleLength = (text: string): number => text.replace(/\u001b\[[0-9;]*m/g, '').length

// --- steps ---------------------------------------------------------------------------------------

type BranchOf = {
  readonly [K in ExplainedStep['kind']]: (
    step: Extract<ExplainedStep, { kind: K }>,
    style: ExplanationStyle,
  ) => Branch
}

const BRANCH_OF: BranchOf = {
  input: (step, style) =>
    leaf(`${headOf(step, style)} ${style.faint(`(from the data, ${step.level} ${step.key})`)}`),
  given: (step, style) => leaf(`${headOf(step, style)} ${style.faint('(put in)')}`),
  again: (step, style) => leaf(`${headOf(step, style)} ${style.faint('(explained above)')}`),
  parameter: ({ parameter, value }, style) =>
    leaf(`${style.strong(parameter)} ${lineOf(value)} ${style.faint('(parameter)')}`),
  rule: branchOfRule,
}

function branchOf(step: ExplainedStep, style: ExplanationStyle): Branch {
  const branchOfKind = BRANCH_OF[step.kind] as (step: ExplainedStep, style: ExplanationStyle) => Branch
  return branchOfKind(step, style)
}

const leaf = (line: string): Branch => ({ lines: [line], branches: [] })

function headOf(step: Exclude<ExplainedStep, { kind: 'parameter' }>, style: ExplanationStyle): string {
  const value = step.value.kind === 'absent' ? style.absent(lineOf(step.value)) : lineOf(step.value)
  const unit = step.unit === undefined || step.value.kind === 'absent' ? '' : ` ${style.faint(step.unit)}`
  return `${style.strong(`${step.column}`)} ${value}${unit}`
}

function branchOfRule(step: ExplainedRule, style: ExplanationStyle): Branch {
  const shown = step.shown === undefined ? '' : style.faint(` · published as ${lineOfShown(step.shown)}`)
  const title = style.faint(` · ${step.title}${step.key === '' ? '' : ` · ${step.level} ${step.key}`}`)
  return {
    lines: [
      headOf(step, style) + shown + title,
      ...(step.formula === undefined ? [] : [`= ${step.formula}${lineOfSince(step, style)}`]),
      ...(step.withValues === undefined ? [] : [`= ${step.withValues}`]),
      ...(step.decision === undefined ? [] : linesOfDecision(step.decision, style)),
      ...step.tables.map(it => lineOfTable(it, style)),
      ...step.aggregates.flatMap(it => linesOfAggregate(it, style)),
      ...step.candidates.map(it => lineOfCandidate(it)),
      ...step.cites.map(it => style.faint(lineOfCitation(it))),
    ],
    branches: [
      ...step.aggregated.map(it => leaf(lineOfAggregated(it, style))),
      ...step.reads.map(it => branchOf(it, style)),
    ],
  }
}

const lineOfShown = (value: ExplainedValue): string =>
  value.kind === 'absent' && value.shown !== undefined ? `${value.shown} (${lineOf(value)})` : lineOf(value)

const lineOfSince = ({ since }: ExplainedRule, style: ExplanationStyle): string =>
  since.length === 0 ? '' : style.faint(`, since ${since.map(inFavour).join(' and ')}`)

/** What held, in the author's words: a condition that did not hold is turned round. */
function inFavour({ condition, holds }: ExplainedRule['since'][number]): string {
  if (holds) return condition
  if (/^not \w+$/.test(condition)) return condition.slice('not '.length)
  return /^[\w.]+$/.test(condition) ? `not ${condition}` : `not (${condition})`
}

// --- parts of a rule -----------------------------------------------------------------------------

const RESULT: Readonly<Record<ExplainedDecisionRow['result'], string>> = {
  matches: 'decides',
  'does not match': 'does not apply',
  unknown: 'cannot be decided',
}

function linesOfDecision({ on, rows }: ExplainedDecision, style: ExplanationStyle): readonly string[] {
  const looked = on.flatMap(({ name, value }) => (value === undefined ? [] : [`${name} = ${lineOf(value)}`]))
  return [
    ...(looked.length === 0 ? [] : [`where ${looked.join(', ')}`]),
    ...rows.map(it => lineOfRow(it, style)),
  ]
}

function lineOfRow(
  { number, cells, outcome, result, at, note, cites }: ExplainedDecisionRow,
  style: ExplanationStyle,
): string {
  const because = result !== 'matches' && at !== undefined ? ` (${at})` : ''
  const about = [...(note === undefined ? [] : [note]), ...cites.map(lineOfCitation)].join('; ')
  const line = `row ${number} ${RESULT[result]}${because}: ${cells.join(' | ')} → ${outcome}`
  return (result === 'matches' ? line : style.faint(line)) + (about === '' ? '' : style.faint(` — ${about}`))
}

function lineOfTable(
  { table, formula, keys, row, value, cites }: ExplainedTable,
  style: ExplanationStyle,
): string {
  const from = row === undefined ? '' : style.faint(` · row ${row}`)
  const source = cites.length === 0 ? '' : style.faint(` · ${cites.map(lineOfCitation).join('; ')}`)
  const looked = keys.length === 0 ? formula : `${table}(${keys.map(lineOf).join(', ')})`
  return `${looked} = ${lineOf(value)}${from}${source}`
}

function linesOfAggregate(
  { formula, value, level, rows, selected, present, absent, keys }: ExplainedAggregate,
  style: ExplanationStyle,
): readonly string[] {
  const left = absent.map(({ text, count }) => `${count} without a value: ${text}`)
  const counts = [`${rows} ${level} rows`, `${selected} selected`, `${present} with a value`, ...left].join(
    ', ',
  )
  return [
    `${formula} = ${lineOf(value)} ${style.faint(`(${counts})`)}`,
    ...(keys === undefined || keys.length === 0 ? [] : [style.faint(`rows: ${keys.join(', ')}`)]),
  ]
}

function lineOfAggregated(
  { column, level, count, first }: ExplainedAggregated,
  style: ExplanationStyle,
): string {
  const values = first.map(({ key, value }) => `${style.faint(key)} ${wordOf(value)}`)
  const more = count > first.length ? [style.faint(`and ${count - first.length} more`)] : []
  return `${style.strong(column)} ${style.faint(`of ${count} ${level} rows:`)} ${[...values, ...more].join(', ')}`
}

function lineOfCandidate({ key, score, copies, got, worth, why }: ExplainedCandidate): string {
  const times = copies === 1 || got.length === 0 ? '' : ` (stands for ${copies})`
  const start = `candidate ${key}${times}, ${lineOf(score)}`
  if (got.length === 0) return `${start}: no slot, ${why ?? 'not chosen'}`
  const counted =
    worth === undefined || lineOf(worth) === lineOf(score) ? '' : `, counted as ${lineOf(worth)}`
  return `${start}: ${got.join(', ')}${counted}`
}

const lineOfCitation = ({ title, place }: ExplainedCitation): string =>
  `[${title}${place === '' ? '' : `, ${place}`}]`
