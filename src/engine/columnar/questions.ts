/** What is asked about the rows below together: questions of one formula, and spreads with sums. */
import { walkCore } from '../../model/core-parts.ts'
import type { Core, CoreAggregateRows, Program } from '../../model/program.ts'
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

/** Whether the spread of the values is asked for, of an aggregate's or of another over the same. */
export const isSpreadAsked = (program: Program, core: CoreAggregateRows): boolean =>
  asksOf(program).spreads.has(valuesKey(core))

/** The questions of the same formula about the same rows. */
const askedWith = (program: Program, core: CoreAggregateRows): readonly CoreAggregateRows[] =>
  asksOf(program).questions.get(core) ?? []

/** What a program asks of rows. */
interface Asks {
  readonly questions: ReadonlyMap<CoreAggregateRows, readonly CoreAggregateRows[]>
  readonly spreads: ReadonlySet<string>
}

const asksKnown = new WeakMap<Program, Asks>()

function asksOf(program: Program): Asks {
  const known = asksKnown.get(program)
  if (known !== undefined) return known
  const questions = new Map<CoreAggregateRows, readonly CoreAggregateRows[]>()
  const spreads = new Set<string>()
  for (const { content } of program.columns.values()) {
    if (content.kind !== 'rule') continue
    const asked: CoreAggregateRows[] = []
    walkCore(content.is, it => {
      if (it.kind !== 'AggregateRows') return
      if (it.operator === 'all' || it.operator === 'some') asked.push(it)
      if (it.operator === 'sd') spreads.add(valuesKey(it))
    })
    for (const group of Map.groupBy(asked, rowsKey).values()) for (const it of group) questions.set(it, group)
  }
  const found = { questions, spreads }
  asksKnown.set(program, found)
  return found
}

const rowsKey = ({ level, path, where }: CoreAggregateRows): string =>
  [level, ...path, keyOf(where)].join(' > ')

const valuesKey = (core: CoreAggregateRows): string => `${rowsKey(core)} > ${keyOf(core.of)}`

const keyOf = (core: Core | undefined): string => (core === undefined ? '' : formKey(core))
