/** The row of a decision that makes a value what it is, found in the explanation of it. */
import type { Run } from '../engine/engine.ts'
import { explain } from '../explain/explain.ts'
import type { ExplainedRule, ExplainedStep } from '../explain/explanation.ts'
import type { ColumnId } from '../model/program.ts'
import type { Because } from './finding.ts'
import { nameOf } from './words.ts'

/** The first decision on the way that read the input, any unless given; else the rule that read it. */
export function becauseOf(run: Run, column: ColumnId, row: number, input?: ColumnId): Because | undefined {
  if (run.program.columns.get(column)?.content.kind !== 'rule') return undefined
  const readers = readersOf(
    explain(run, column, row, 'full').step,
    input === undefined ? undefined : nameOf(run.program, input),
  )
  const rule = readers.find(it => it.decision !== undefined) ?? readers[0]
  return rule === undefined ? undefined : told(rule)
}

function readersOf(step: ExplainedStep, input: string | undefined): readonly ExplainedRule[] {
  if (step.kind !== 'rule') return []
  const isReader =
    input === undefined ||
    step.reads.some(it => it.kind !== 'parameter' && it.kind !== 'rule' && it.column === input)
  return [...(isReader ? [step] : []), ...step.reads.flatMap(it => readersOf(it, input))]
}

function told(rule: ExplainedRule): Because {
  const row = rule.decision?.rows.find(it => it.result === 'matches')
  const cites = [...(row?.cites ?? []), ...rule.cites].map(it =>
    [it.title, it.place].filter(Boolean).join(', '),
  )
  return {
    rule: rule.title,
    row:
      row === undefined
        ? (rule.formula ?? '')
        : `row ${row.number}: ${row.cells.join(' | ')} → ${row.outcome}`,
    ...(row?.note === undefined ? {} : { note: row.note }),
    cites: [...new Set(cites)].slice(0, 2),
  }
}
