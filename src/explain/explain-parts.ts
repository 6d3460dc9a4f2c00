/** Decision tables, table look-ups, aggregates and slots within one rule's trace, in words. */
import type { DecisionTrace, Part, SlotCandidate } from '../engine/trace.ts'
import type { DecideBody, Rule, Ruleset } from '../model/ruleset.ts'
import { textOf } from '../source/source.ts'
import { BUILT_IN_REASONS, type Value } from '../value/value.ts'
import { type ExplainContext, explainCites } from './context.ts'
import { describeValue } from './describe-value.ts'
import type {
  ExplainedAggregate,
  ExplainedCandidate,
  ExplainedDecision,
  ExplainedDecisionRow,
  ExplainedTable,
} from './explanation.ts'

// --- decisions -----------------------------------------------------------------------------------

/** The decision a rule came to; undefined for a rule that is no decision table. */
export function explainDecision(
  parts: readonly Part[],
  rule: Rule | undefined,
  context: ExplainContext,
): ExplainedDecision | undefined {
  const decision = parts.findLast(it => it.decision !== undefined)?.decision
  if (decision === undefined || rule?.body.kind !== 'decide') return undefined
  const { body } = rule
  const told =
    context.form === 'full' ? decision.rows : decision.rows.filter(it => it.result !== 'does not match')
  return {
    on: decision.decide.on.map(({ name }, index) => ({
      name,
      ...describedOf(decision.on[index], context.ruleset),
    })),
    rows: told.map(it => explainRow(it, body, context.ruleset)),
  }
}

const describedOf = (value: Value | undefined, ruleset: Ruleset) =>
  value === undefined ? {} : { value: describeValue(value, ruleset) }

function explainRow(
  tried: DecisionTrace['rows'][number],
  body: DecideBody,
  ruleset: Ruleset,
): ExplainedDecisionRow {
  const row = body.rows[tried.index]
  const at = tried.failedAt === undefined ? undefined : body.on[tried.failedAt]?.name
  return {
    number: tried.index + 1,
    cells: row?.cells.map(it => textOf(it.at)) ?? [],
    outcome: row === undefined ? '' : textOf(row.outcome.at),
    result: tried.result,
    ...(at === undefined ? {} : { at }),
    ...(row?.note === undefined ? {} : { note: row.note }),
    cites: explainCites(row?.cites ?? [], ruleset),
  }
}

// --- tables --------------------------------------------------------------------------------------

export function explainTables(
  parts: readonly Part[],
  { program, ruleset }: ExplainContext,
): readonly ExplainedTable[] {
  return parts.flatMap(({ of, value, keys, tableRow }) => {
    if (of.kind !== 'Table') return []
    const table = program.tables.get(of.table)
    const row = tableRow === undefined ? undefined : table?.rows[tableRow]
    return [
      {
        table: of.table,
        title: table?.title ?? of.table,
        formula: textOf(of.at).replace(/\s+/g, ' '),
        keys: (keys ?? []).map(it => describeValue(it, ruleset)),
        ...(row === undefined ? {} : { row: textOf(row.at).replace(/\s+/g, ' ') }),
        value: describeValue(value, ruleset),
        cites: explainCites([...(row?.cites ?? []), ...(table?.cites ?? [])], ruleset),
      },
    ]
  })
}

// --- aggregates ----------------------------------------------------------------------------------

export function explainAggregates(
  parts: readonly Part[],
  context: ExplainContext,
): readonly ExplainedAggregate[] {
  return parts.flatMap(({ of, value, aggregate }) => {
    if (aggregate === undefined) return []
    return [
      {
        formula: textOf(of.at).replace(/\s+/g, ' '),
        value: describeValue(value, context.ruleset),
        level: aggregate.level,
        rows: aggregate.rows,
        selected: aggregate.selected,
        present: aggregate.present,
        absent: [...aggregate.absentByReason].map(([reason, count]) => ({
          reason,
          text: textOfReasonNamed(reason, context.ruleset),
          count,
        })),
        ...(context.form === 'full' ? { keys: aggregate.keys } : {}),
      },
    ]
  })
}

function textOfReasonNamed(reason: string, ruleset: Ruleset): string {
  const builtIn: Readonly<Record<string, { readonly text: string }>> = BUILT_IN_REASONS
  return ruleset.reasons.get(reason)?.text ?? builtIn[reason]?.text ?? reason
}

// --- slots ---------------------------------------------------------------------------------------

const WHY: Readonly<Record<NonNullable<SlotCandidate['lost']>['why'], string>> = {
  'not accepted': 'no slot accepts it',
  'no score': 'it has no score',
  'no gain': 'it would lower the total',
  limit: 'a limit is reached',
  beaten: 'others are worth more',
}

export function explainCandidates(
  parts: readonly Part[],
  { ruleset }: ExplainContext,
): readonly ExplainedCandidate[] {
  return parts.flatMap(({ slots }) => slots?.candidates ?? []).map(it => explainCandidate(it, ruleset))
}

function explainCandidate(
  { key, score, copies, got, worth, lost }: SlotCandidate,
  ruleset: Ruleset,
): ExplainedCandidate {
  const by = lost === undefined || lost.by.length === 0 ? '' : `: ${lost.by.join(', ')}`
  return {
    key,
    score: describeValue(score, ruleset),
    copies,
    got,
    ...(worth === undefined ? {} : { worth: describeValue(worth, ruleset) }),
    ...(lost === undefined ? {} : { why: WHY[lost.why] + by }),
  }
}
