/**
 * The trace of a value as a tree of steps. A step is made when it is asked for, and what is below it
 * when that is asked for; the same cell has the same step wherever the tree meets it.
 */
import type { Column, ColumnId } from '../../model/program.ts'
import type { Value } from '../../value/value.ts'
import type { Cell, Evaluation, Membership, Published, RowOf, Step } from '../trace.ts'
import type { Computed, Reader } from './reader.ts'
import { type MembershipRead, type Notes, type Read, record, recordTouched } from './recorder.ts'
import type { Row } from './rows.ts'
import { publish } from './show.ts'

/** Finds the step of a cell; one tree keeps to one of these. */
export type Steps = (column: ColumnId, row: Row) => Step

export function stepsOf(computation: Computed): Steps {
  const known = new Map<string, Step>()
  const steps: Steps = (column, row) => {
    const key = `${column} ${row.index}`
    const found = known.get(key) ?? stepOf(computation.column(column), row, computation, steps)
    known.set(key, found)
    return found
  }
  return steps
}

function stepOf(column: Column, row: Row, computation: Computed, steps: Steps): Step {
  const value = computation.value(column.id, row)
  const cell: Cell = { column: column.id, ...rowOf(row) }
  const { content } = column
  const published = publishedOf(column, value, row, computation, steps)
  if (computation.given(column.id, row) !== undefined) return { kind: 'given', ...cell, value, ...published }
  if (content.kind === 'input') return { kind: 'input', ...cell, value }
  const evaluation = lazily(it => it.evaluate(content.is, row), computation, steps)
  return Object.assign(evaluation, { kind: 'rule', ...cell, value, ...published } as const)
}

function publishedOf(column: Column, value: Value, row: Row, computation: Computed, steps: Steps): Published {
  if (column.content.kind === 'input' || column.content.show === undefined) return {}
  const publication = lazily(it => publish(column, value, row, it), computation, steps)
  return { shown: publish(column, value, row, computation), publication }
}

/** An evaluation that is done when one of its parts is first asked for. */
function lazily(evaluation: (reader: Reader) => void, computation: Computed, steps: Steps): Evaluation {
  let notes: Notes | undefined
  let reads: readonly Step[] | undefined
  const noted = () => {
    notes ??= record(computation, evaluation)
    return notes
  }
  return {
    get parts() {
      return noted().parts
    },
    get reads() {
      reads ??= [...noted().reads.values()].map(it => stepOfRead(it, steps))
      return reads
    },
    get memberships() {
      return [...noted().memberships.values()].map(membershipOf)
    },
    get touched() {
      return recordTouched(computation, evaluation)
    },
  }
}

const stepOfRead = (read: Read, steps: Steps): Step =>
  read.kind === 'cell' ? steps(read.column, read.row) : read

const membershipOf = ({ level, path, of }: MembershipRead): Membership => ({ level, path, of: rowOf(of) })

const rowOf = ({ level, index, text }: Row): RowOf => ({ level, row: index, key: text })
