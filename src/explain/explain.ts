/**
 * Turns the trace of a value into an explanation. Knows what the ruleset calls things and where they
 * come from; knows nothing of screens.
 */
import type { Run } from '../engine/engine.ts'
import type { Cell, RuleStep, Step } from '../engine/trace.ts'
import { printAddress } from '../model/address.ts'
import type { Column, ColumnId } from '../model/program.ts'
import type { Ruleset } from '../model/ruleset.ts'
import type { Value } from '../value/value.ts'
import { type ExplainContext, explainCites } from './context.ts'
import { describeValue } from './describe-value.ts'
import { explainAggregates, explainCandidates, explainDecision, explainTables } from './explain-parts.ts'
import type {
  ExplainedAggregated,
  ExplainedRule,
  ExplainedStep,
  ExplainedValue,
  Explanation,
  ExplanationForm,
} from './explanation.ts'
import { formulaOf } from './formula.ts'
import { publishedText } from './published-text.ts'

/**
 * Explains the value of one column on one row.
 * The run is asked to trace that value; nothing else is computed.
 */
export function explain(
  run: Run,
  column: ColumnId,
  row: number,
  form: ExplanationForm = 'minimal',
): Explanation {
  const { program } = run
  const context: ExplainContext = { program, ruleset: program.ruleset, form, seen: new Set() }
  return {
    ruleset: printAddress(program.ruleset.address),
    form,
    step: explainStep(run.trace(column, row), context),
  }
}

type ExplainKind = {
  readonly [K in Step['kind']]: (step: Extract<Step, { kind: K }>, context: ExplainContext) => ExplainedStep
}

const EXPLAIN: ExplainKind = {
  input: (step, context) => ({ kind: 'input', ...cellOf(step, step.value, context) }),
  given: (step, context) => ({ kind: 'given', ...cellOf(step, step.value, context) }),
  parameter: ({ parameter, value }, { program, ruleset }) => ({
    kind: 'parameter',
    parameter,
    title: program.parameters.get(parameter)?.title ?? parameter,
    value: describeValue(value, ruleset),
  }),
  rule: explainRule,
}

function explainStep(step: Step, context: ExplainContext): ExplainedStep {
  const explainKind = EXPLAIN[step.kind] as (step: Step, context: ExplainContext) => ExplainedStep
  return explainKind(step, context)
}

function explainRule(step: RuleStep, context: ExplainContext): ExplainedStep {
  const cell = cellOf(step, step.value, context)
  const place = `${step.column} ${step.row}`
  if (context.seen.has(place)) return { kind: 'again', ...cell }
  context.seen.add(place)
  const column = context.program.columns.get(step.column)
  return { kind: 'rule', ...cell, ...ruleFacts(step, column, context) }
}

type RuleFacts = Omit<ExplainedRule, 'kind' | 'column' | 'level' | 'key' | 'title' | 'unit' | 'value'>

function ruleFacts(step: RuleStep, column: Column | undefined, context: ExplainContext): RuleFacts {
  const content = column?.content
  const rule = content?.kind === 'rule' ? content.rule : undefined
  const decision = explainDecision(step.parts, rule, context)
  const formula =
    content?.kind === 'rule' ? formulaOf(content.is, step.value, step.parts, context.ruleset) : undefined
  return {
    ...(step.shown === undefined ? {} : { shown: describeShown(step.shown, column, context) }),
    ...(rule?.note === undefined ? {} : { note: rule.note }),
    since: [],
    ...(formula ?? {}),
    cites: explainCites(rule?.cites ?? [], context.ruleset),
    ...(decision === undefined ? {} : { decision }),
    tables: explainTables(step.parts, context),
    aggregates: explainAggregates(step.parts, context),
    candidates: explainCandidates(step.parts, context),
    ...explainReads(step, context),
  }
}

/**
 * The minimal form explains what a value stands on along its own row and upwards; the rows that it
 * aggregates are listed, because each of them is an explanation of its own.
 */
function explainReads(step: RuleStep, context: ExplainContext): Pick<ExplainedRule, 'aggregated' | 'reads'> {
  const levels = new Set(step.parts.flatMap(it => (it.aggregate === undefined ? [] : [it.aggregate.level])))
  const isListed = (it: Step) =>
    context.form === 'minimal' && it.kind !== 'parameter' && it.level !== step.level && levels.has(it.level)
  return {
    aggregated: explainAggregated(step.reads.filter(isListed), context),
    reads: step.reads.filter(it => !isListed(it)).map(it => explainStep(it, context)),
  }
}

/** How many values of a column are listed. */
const LISTED = 12

function explainAggregated(
  steps: readonly Step[],
  { program, ruleset }: ExplainContext,
): readonly ExplainedAggregated[] {
  const cells = steps.filter(it => it.kind !== 'parameter')
  return [...Map.groupBy(cells, it => it.column)].map(([column, rows]) => ({
    column: column.slice((rows[0]?.level.length ?? 0) + 1),
    level: rows[0]?.level ?? '',
    title: titleOf(program.columns.get(column), column, ruleset),
    count: rows.length,
    first: rows.slice(0, LISTED).map(({ key, value }) => ({ key, value: describeValue(value, ruleset) })),
  }))
}

function cellOf(cell: Cell, value: Value, { program, ruleset }: ExplainContext) {
  const column = program.columns.get(cell.column)
  return {
    column: cell.column.slice(cell.level.length + 1),
    level: cell.level,
    key: cell.key,
    title: titleOf(column, cell.column, ruleset),
    ...(column?.unit === undefined ? {} : { unit: column.unit }),
    value: describeValue(value, ruleset),
  }
}

/** A column's title with the titles of its members: "Score, first part, all entries". */
function titleOf(column: Column | undefined, id: ColumnId, ruleset: Ruleset): string {
  if (column === undefined) return id
  const members = column.members.map(
    ({ dimension, member }) =>
      ruleset.dimensions.get(dimension)?.members.find(it => it.name === member)?.title ?? member,
  )
  return [column.title, ...members].join(', ')
}

function describeShown(
  value: Value,
  column: Column | undefined,
  { ruleset }: ExplainContext,
): ExplainedValue {
  const described = describeValue(value, ruleset)
  const show = column?.content.kind === 'rule' ? column.content.show : undefined
  if (described.kind !== 'number' || value.kind !== 'number' || show === undefined) return described
  return { ...described, text: publishedText(value.number, show) }
}
