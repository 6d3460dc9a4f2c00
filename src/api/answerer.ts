/** Makes the answers of calls from the numbers of values, each value's once. */
import { headingOf } from '../data/cell.ts'
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts'
import type { Run } from '../engine/engine.ts'
import type { Calls } from '../engine/single/calls.ts'
import type { Column, Program } from '../model/program.ts'
import { type Answer, type Answers, LazyAnswer } from './answer.ts'

/** Answers kept of one output. */
const MOST_ANSWERS = 4096

/** An answer by the number of its value, for as long as the same is published of it. */
interface KnownAnswer {
  readonly shown: number
  readonly answer: Answer
}

interface KnownOutcome {
  readonly shown: number
  readonly outcome: Outcome<Answers>
}

export class Answerer {
  readonly #program: Program
  readonly #calls: Calls
  readonly #columns: readonly Column[]
  readonly #names: readonly string[]
  readonly #known: readonly Map<number, KnownAnswer>[]
  readonly #empty: Readonly<Record<string, Answer>>
  /** Of a single output all that a call gives is made once as well. */
  readonly #outcomes = new Map<number, KnownOutcome>()
  #generation = 0

  constructor(program: Program, calls: Calls, columns: readonly Column[]) {
    this.#program = program
    this.#calls = calls
    this.#columns = columns
    this.#names = columns.map(headingOf)
    this.#known = columns.map(() => new Map())
    this.#empty = Object.fromEntries(this.#names.map(it => [it, NO_ANSWER]))
  }

  /** Of the call that was just made. */
  outcome(): Outcome<Answers> {
    if (this.#generation !== this.#calls.generation) this.#forget()
    if (this.#names.length !== 1) return { value: this.answers(), diagnostics: NOTHING }
    const value = this.#calls.idOf(0)
    const shown = this.#calls.shownIdOf(0)
    const known = this.#outcomes.get(value)
    if (known !== undefined && known.shown === shown) return known.outcome
    const outcome = Object.freeze({ value: Object.freeze(this.answers()), diagnostics: NOTHING })
    if (this.#outcomes.size >= MOST_ANSWERS) this.#outcomes.clear()
    if (!this.#calls.isOfCall(value) && !this.#calls.isOfCall(shown))
      this.#outcomes.set(value, { shown, outcome })
    return outcome
  }

  answers(): Answers {
    if (this.#generation !== this.#calls.generation) this.#forget()
    const answers: Record<string, Answer> = { ...this.#empty }
    for (let at = 0; at < this.#names.length; at += 1) answers[this.#names[at] as string] = this.#answer(at)
    return answers
  }

  #answer(at: number): Answer {
    const value = this.#calls.idOf(at)
    const shown = this.#calls.shownIdOf(at)
    const known = this.#known[at] as Map<number, KnownAnswer>
    const found = known.get(value)
    if (found !== undefined && found.shown === shown) return found.answer
    const of = (id: number) => this.#calls.valueOf(id)
    const answer = new LazyAnswer(of(value), of(shown), this.#columns[at] as Column, this.#program.ruleset)
    if (known.size >= MOST_ANSWERS) known.clear()
    if (!this.#calls.isOfCall(value) && !this.#calls.isOfCall(shown)) known.set(value, { shown, answer })
    return answer
  }

  /** Numbers of values mean others now. */
  #forget(): void {
    this.#generation = this.#calls.generation
    for (const it of this.#known) it.clear()
    this.#outcomes.clear()
  }

  /** Of a run of the reference engine on the rows of a call. */
  answersOf(run: Run): Answers {
    const { ruleset } = this.#program
    return Object.fromEntries(
      this.#columns.map((it, at) => [
        this.#names[at],
        new LazyAnswer(run.value(it.id, 0), run.shown(it.id, 0), it, ruleset),
      ]),
    )
  }
}

const NO_ANSWER: Answer = { value: null, exact: '', shown: '', absence: null }

const NOTHING: readonly Diagnostic[] = []
