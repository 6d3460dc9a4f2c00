/** A call that keeps what its outputs were computed from, and explains them when asked. */
import type { Outcome } from '../diagnostics/diagnostic.ts'
import type { Run } from '../engine/engine.ts'
import type { Calls } from '../engine/single/calls.ts'
import type { Snapshot } from '../engine/single/snapshot.ts'
import { explain as explainCell } from '../explain/explain.ts'
import type { Explanation, ExplanationForm } from '../explain/explanation.ts'
import type { Program } from '../model/program.ts'
import { spanOf } from '../source/source.ts'
import type { Value } from '../value/value.ts'
import type { Answers } from './answer.ts'
import { unknownOutput } from './outputs.ts'

/** A call with every value on the way to its outputs. It holds on to its own rows, not to later ones. */
export interface TracedCall {
  readonly answers: Answers
  /** The columns that the outputs depend on and that have a value each, inputs and rules: `result.points`. */
  readonly columns: readonly string[]
  /** How many rows of a level there were. */
  size(level: string): number
  /** The exact value of one of the columns on a row, counted from 0 in the order given. */
  value(column: string, row?: number): Value | undefined
  /**
   * How an output came about, as `explain` of a whole run tells it. The explanation is worked out when
   * it is asked for, by the reference engine on the rows of this call alone.
   */
  explain(output: string, form?: ExplanationForm): Outcome<Explanation | undefined>
}

export class Traced implements TracedCall {
  readonly answers: Answers
  readonly #program: Program
  readonly #calls: Calls
  readonly #kept: Snapshot
  #run: Run | undefined

  constructor(program: Program, calls: Calls, kept: Snapshot, answers: Answers, run: Run | undefined) {
    this.answers = answers
    this.#program = program
    this.#calls = calls
    this.#kept = kept
    this.#run = run
  }

  get columns(): readonly string[] {
    return this.#kept.columns
  }
  size(level: string): number {
    return this.#kept.size(level) ?? 0
  }
  value(column: string, row = 0): Value | undefined {
    return this.#kept.value(column, row)
  }
  explain(output: string, form: ExplanationForm = 'minimal'): Outcome<Explanation | undefined> {
    const source = { name: 'explain', text: output }
    const at = spanOf(source, 0, output.length)
    const level = this.#calls.loaded[0]?.inside.name ?? ''
    const id = output.startsWith(`${level}.`) ? output : `${level}.${output}`
    if (!this.#kept.columns.includes(id))
      return { value: undefined, diagnostics: unknownOutput(this.#program, output, level, at) }
    this.#run ??= this.#calls.reference(this.#kept)
    return { value: explainCell(this.#run, id, 0, form), diagnostics: [] }
  }
}
