/** What was reckoned for one row: what was given, and each measure with its explanation. */
import { headingOf } from '../../data/cell.ts'
import { describeValue, lineOf } from '../../explain/describe-value.ts'
import { explain } from '../../explain/explain.ts'
import { renderExplanation } from '../../explain/render-explanation.ts'
import type { Column, Program } from '../../model/program.ts'
import { titleOf } from '../../reckon/difference.ts'
import type { Question, Reckoning } from '../../reckon/reckon.ts'
import type { Value } from '../../value/value.ts'
import type { Context } from '../context.ts'
import { tableText } from '../table-text.ts'
import type { Conversation } from './prompt.ts'

export function reckonedText({ io, style }: Context, { answers, reckoning }: Conversation): string {
  const { program } = reckoning.run
  const line = (name: string, pairs: readonly (readonly [Column, Value])[]): string =>
    pairs.length === 0
      ? ''
      : tableText([[style.faint(name), pairs.map(it => pairText(program, ...it)).join(' · ')]], io.width)
  const given = [...answers].flatMap(([id, value]) => {
    const column = program.columns.get(id)
    return column === undefined ? [] : [[column, value] as const]
  })
  const assumed = reckoning.asked.flatMap(({ column, blank }) =>
    blank === undefined ? [] : [[column, blank] as const],
  )
  const explanations = reckoning.cells.map(({ column, row }) =>
    renderExplanation(explain(reckoning.run, column.id, row), { width: io.width, style }),
  )
  const facts = line('given', given) + line('assumed', assumed)
  return [facts, resultsText({ io, style }, reckoning), ...explanations].filter(it => it !== '').join('\n')
}

/** The answers in short, before how they came about. */
function resultsText({ io, style }: Pick<Context, 'io' | 'style'>, { run, cells }: Reckoning): string {
  const rows = cells.map(({ column, row }) => [
    style.strong(column.id),
    lineOf(describeValue(run.value(column.id, row), run.program.ruleset)) +
      style.faint(` · ${titleOf(run.program, column)}`),
  ])
  return tableText(rows, io.width)
}

const pairText = ({ ruleset }: Program, column: Column, value: Value): string =>
  `${headingOf(column)} ${value.kind === 'absent' ? 'missing' : lineOf(describeValue(value, ruleset))}`

export function reckonedJson({ answers, reckoning }: Conversation): object {
  const { run, asked, cells } = reckoning
  const { ruleset } = run.program
  return {
    given: Object.fromEntries([...answers].map(([id, value]) => [id, describeValue(value, ruleset)])),
    assumed: Object.fromEntries(
      asked.flatMap(({ column, blank }) =>
        blank === undefined ? [] : [[column.id, describeValue(blank, ruleset)]],
      ),
    ),
    results: cells.map(({ column, row }) => ({
      column: column.id,
      key: run.levels.get(column.level)?.key(row) ?? '',
      explanation: explain(run, column.id, row),
    })),
  }
}

/** The names of columns as they are typed. */
export const namesOf = (columns: readonly Column[]): readonly string[] =>
  columns.map(it => `\`${it.content.kind === 'rule' ? it.id : headingOf(it)}\``)

export const namesOfQuestions = (questions: readonly Question[]): readonly string[] =>
  questions.flatMap(({ column, row }) =>
    namesOf([column]).map(it => (row === undefined ? it : `${it} of ${column.level} ${row}`)),
  )
