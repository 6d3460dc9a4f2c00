/**
 * What is left to the reference semantics, remembered by the values that go in. What it refuses cannot be
 * told here, and makes the whole call a matter for the reference engine.
 */
import type { Value } from '../../value/value.ts'
import { attempted } from '../fold.ts'
import type { CallReader } from './call-reader.ts'
import { type Forgetful, type Read, remembered } from './memo.ts'
import type { Operand } from './operand.ts'
import { type Id, NONE, type Pool } from './pool.ts'

export class Evaluations {
  /** Whether anything was refused since this was last reset. */
  hasRefused = false
  readonly forgetful: Forgetful[] = []
  readonly #pool: Pool
  readonly #reader: CallReader

  constructor(pool: Pool, reader: CallReader) {
    this.#pool = pool
    this.#reader = reader
  }

  /** What becomes of values, remembered by them. */
  memo(operands: readonly Operand[], find: (values: readonly Value[], row: number) => Value): Read {
    return this.remembered(operands, (ids, row) =>
      find(
        Array.from(ids, it => this.#pool.valueOf(it)),
        row,
      ),
    )
  }

  /** The same of their numbers; worked out each time where one of them is of this call only. */
  remembered(operands: readonly Operand[], find: (ids: ArrayLike<Id>, row: number) => Value): Read {
    const reads = operands.map(it => it.read)
    const settled = (ids: ArrayLike<Id>, row: number) => this.#settle(() => find(ids, row))
    if (operands.length > 0 && !operands.some(it => it.isOfCall))
      return remembered(reads, settled, this.#pool, this.forgetful)
    return row =>
      this.kept(
        settled(
          reads.map(it => it(row)),
          row,
        ),
      )
  }

  /** The value of an evaluation; what it refuses is for the reference engine to say. */
  #settle(evaluation: () => Value): Id {
    const value = attempted(evaluation)
    if (!this.#reader.takeRefusal() && value !== undefined) return this.#pool.idOf(value)
    this.hasRefused = true
    return NONE
  }

  /** What cannot be told here makes the call a matter for the reference engine. */
  kept(id: Id): Id {
    if (id !== NONE) return id
    this.hasRefused = true
    return this.#pool.notComputed
  }
}
