/** Asks for one answer after the other, again where it cannot be read, until nothing is left to ask. */
import { headingOf } from '../../data/cell.ts'
import { describeType } from '../../data/describe-type.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { hintOf, messageOf, report } from '../../diagnostics/report.ts'
import type { ColumnId, Program } from '../../model/program.ts'
import { titleOf } from '../../reckon/difference.ts'
import { type Question, type Reckoning, type ReckonRequest, reckon } from '../../reckon/reckon.ts'
import { textOfValue } from '../../value/text-of-value.ts'
import type { Value } from '../../value/value.ts'
import type { Context } from '../context.ts'
import { answerReader } from './read-answers.ts'

export interface Conversation {
  readonly answers: ReadonlyMap<ColumnId, Value>
  readonly reckoning: Reckoning
  /** What has to be answered and was not. */
  readonly unanswered: readonly Question[]
}

/** `withDefaults`: what has something to fall back on is not asked. */
export async function converse(
  { io }: Context,
  request: ReckonRequest,
  withDefaults: boolean,
): Promise<Conversation> {
  const answers = new Map(request.answers)
  for (;;) {
    const reckoning = reckon({ ...request, answers })
    const open = reckoning.asked.filter(it => it.blank === undefined || !withDefaults)
    const next = open.find(it => it.row === undefined)
    const unanswered = reckoning.asked.filter(it => it.blank === undefined)
    if (next === undefined || io.ask === undefined) return { answers, reckoning, unanswered }
    const answer = await askUntilRead(request.program, next, io.ask, io.err)
    if (answer === undefined) return { answers, reckoning, unanswered: [...new Set([next, ...unanswered])] }
    answers.set(next.column.id, answer)
  }
}

async function askUntilRead(
  program: Program,
  question: Question,
  ask: (question: string) => Promise<string | undefined>,
  say: (text: string) => void,
): Promise<Value | undefined> {
  const read = answerReader(program, question.column)
  for (;;) {
    const typed = await ask(questionText(program, question))
    if (typed === undefined) return undefined
    const value = typed.trim() === '' && question.blank !== undefined ? question.blank : read(typed)
    if (value.kind !== 'problem') return value
    say(mistakeText(report(value.code, NOWHERE, value.args)))
  }
}

const NOWHERE = { source: { name: '', text: '' }, start: 0, end: 0 }

function mistakeText(diagnostic: Diagnostic): string {
  const hint = hintOf(diagnostic)
  return `  ${messageOf(diagnostic)}${hint === undefined ? '' : `; ${hint}`}\n`
}

/** `result.reading  Test result, Reading (a whole number from 80 to 120; Enter for M): ` */
function questionText(program: Program, { column, blank }: Question): string {
  const enter =
    blank === undefined ? '' : `; Enter for ${blank.kind === 'absent' ? 'missing' : textOfValue(blank)}`
  const name = program.levels.size > 1 && column.content.kind === 'rule' ? column.id : headingOf(column)
  return `${name}  ${titleOf(program, column)} (${describeType(program, column.type)}${enter}): `
}
