/** The function that a ruleset compiles to: calls, traced calls, and what is read of their rows. */
import { headingOf } from '../data/cell.ts'
import { describeType } from '../data/describe-type.ts'
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts'
import type { Calls, RowsBelow } from '../engine/single/calls.ts'
import type { CallRecord } from '../engine/single/inputs.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'
import type { Answers } from './answer.ts'
import { Answerer } from './answerer.ts'
import { callProblems } from './call-problems.ts'
import { misspeltCells } from './misspelt-cells.ts'
import { Traced, type TracedCall } from './traced-call.ts'

/** A cell that calls read. */
export interface CallInput {
  readonly level: string
  /** Its name in a record. */
  readonly name: string
  readonly title: string
  /** What it may hold, in words. */
  readonly expected: string
  /** Whether a call without it cannot be answered. */
  readonly isNeeded: boolean
}

/**
 * Computes the outputs of one row. `row` holds its cells by name, as texts, numbers, yes as true and no
 * as false; blank and missing ones mean what they mean in files, others are not looked at. `rows` has a
 * list of such records for each level of rows below it that the outputs depend on; they need not say to
 * which row they belong. Both are only read.
 *
 * The value is undefined where a row cannot be used; the diagnostics say which cell is wrong and why.
 * A value is there together with diagnostics where a rule refused to be computed.
 */
export interface Calculate {
  (row: CallRecord, rows?: RowsBelow): Outcome<Answers | undefined>
  /** The same, keeping all that the outputs were computed from. */
  trace(row: CallRecord, rows?: RowsBelow): Outcome<TracedCall | undefined>
  /**
   * What there is to say of rows, without answers: all that a call says of rows that cannot be used, and
   * warnings of cells that look like a misspelt input, which a call takes for blank. Takes its time, so
   * it is for writing and testing what makes the records, or for a form before it is sent.
   */
  check(row: CallRecord, rows?: RowsBelow): readonly Diagnostic[]
  /** The names of the answers. */
  readonly outputs: readonly string[]
  /** What is read of the row and of the rows below it. */
  readonly inputs: readonly CallInput[]
}

export function calculator(program: Program, calls: Calls, columns: readonly Column[]): Calculate {
  const answerer = new Answerer(program, calls, columns)
  const call = (row: CallRecord, rows: RowsBelow = NO_ROWS): Outcome<Answers | undefined> => {
    const status = calls.run(row, rows)
    if (status === 'done') return answerer.outcome()
    if (status === 'unusable') return unusable(program, calls, row, rows)
    const run = calls.reference(calls.snapshot())
    return { value: answerer.answersOf(run), diagnostics: run.diagnostics }
  }
  const trace = (row: CallRecord, rows: RowsBelow = NO_ROWS): Outcome<TracedCall | undefined> => {
    const status = calls.run(row, rows)
    if (status === 'unusable') return unusable(program, calls, row, rows)
    const kept = calls.snapshot()
    const run = status === 'by reference' ? calls.reference(kept) : undefined
    const answers = run === undefined ? answerer.answers() : answerer.answersOf(run)
    const traced = new Traced(program, calls, kept, answers, run)
    return { value: traced, diagnostics: run?.diagnostics ?? NOTHING }
  }
  const check = (row: CallRecord, rows: RowsBelow = NO_ROWS): readonly Diagnostic[] => [
    ...callProblems(program, calls, row, rows),
    ...misspeltCells(program, calls, row, rows),
  ]
  return Object.assign(call, {
    trace,
    check,
    outputs: columns.map(headingOf),
    inputs: calls.loaded.flatMap(level =>
      level.inputs.map(({ column, source: { blank, mustBeThere } }) =>
        callInput(program, column, blank === undefined || mustBeThere === true),
      ),
    ),
  })
}

const NO_ROWS: RowsBelow = {}
const NOTHING: readonly Diagnostic[] = []

const unusable = (program: Program, calls: Calls, row: CallRecord, rows: RowsBelow): Outcome<undefined> => ({
  value: undefined,
  diagnostics: callProblems(program, calls, row, rows),
})

function callInput(program: Program, id: ColumnId, isNeeded: boolean): CallInput {
  const column = program.columns.get(id)
  if (column === undefined) throw new RangeError(`no column ${id}`)
  const { level, title, type } = column
  return { level, name: headingOf(column), title, expected: describeType(program, type), isNeeded }
}
