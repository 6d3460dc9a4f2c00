/** Questions about the rows below that a formula asks together. */
import { walkCore } from '../../model/core-parts.ts'
import type { CoreAggregateRows, Program } from '../../model/program.ts'
import { answersTo, isPlain, MOST_QUESTIONS } from './aggregate/flags.ts'
import type { TakenRows } from './aggregate/taken-rows.ts'
import type { Columns } from './columns.ts'
import { formKey } from './form-key.ts'
import type { Dictionary, Vector } from './vector.ts'

/** The answer to one, found with those of the others; undefined where it is not one of these questions. */
export function answer(
  core: CoreAggregateRows,
  of: Vector | undefined,
  rows: TakenRows,
  columns: Columns,
): Dictionary | undefined {
  const known = columns.answers.get(core)
  if (known !== undefined) return known
  if (rows.apart !== undefined || !isPlain(core.operator, of, columns.states)) return undefined
  const questions = [{ core, operator: core.operator, of }]
  for (const other of askedWith(columns.program, core)) {
    if (other === core || other.of === undefined || questions.length === MOST_QUESTIONS) continue
    const operand = columns.sharedVector(other.of, other.level)
    if (isPlain(other.operator, operand, columns.states) && operand.partition === of.partition)
      questions.push({ core: other, operator: other.operator, of: operand })
  }
  const answers = answersTo(questions, rows, columns.states, columns.newId())
  for (const [place, it] of answers.entries()) {
    const question = questions[place]
    if (question !== undefined) columns.answers.set(question.core, it)
  }
  return columns.answers.get(core)
}

const questionsOf = new WeakMap<Program, ReadonlyMap<CoreAggregateRows, readonly CoreAggregateRows[]>>()

/** The questions of the same formula about the same rows. */
function askedWith(program: Program, core: CoreAggregateRows): readonly CoreAggregateRows[] {
  const known = questionsOf.get(program) ?? allQuestions(program)
  questionsOf.set(program, known)
  return known.get(core) ?? []
}

function allQuestions({ columns }: Program): ReadonlyMap<CoreAggregateRows, readonly CoreAggregateRows[]> {
  const found = new Map<CoreAggregateRows, readonly CoreAggregateRows[]>()
  for (const { content } of columns.values()) {
    if (content.kind !== 'rule') continue
    const asked: CoreAggregateRows[] = []
    walkCore(content.is, it => {
      if (it.kind === 'AggregateRows' && (it.operator === 'all' || it.operator === 'some')) asked.push(it)
    })
    for (const group of Map.groupBy(asked, rowsKey).values()) for (const it of group) found.set(it, group)
  }
  return found
}

const rowsKey = ({ level, path, where }: CoreAggregateRows): string =>
  [level, ...path, where === undefined ? '' : formKey(where)].join(' > ')
