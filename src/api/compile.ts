/**
 * Measures of one row at a time, for programs that embed the rules: compiled once, then called with a
 * row as a record of texts. Needs no files, and makes no code.
 */

import { headingOf } from '../data/cell.ts'
import { describeType } from '../data/describe-type.ts'
import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import type { Run } from '../engine/engine.ts'
import { Calls, compileCalls, type OutputBeyond, type RowsBelow } from '../engine/single/calls.ts'
import type { CallRecord } from '../engine/single/inputs.ts'
import type { Snapshot } from '../engine/single/snapshot.ts'
import { explain as explainCell } from '../explain/explain.ts'
import type { Explanation, ExplanationForm } from '../explain/explanation.ts'
import type { Column, ColumnId, Program, ProgramLevel } from '../model/program.ts'
import { type Source, spanOf } from '../source/source.ts'
import type { Value } from '../value/value.ts'
import { type Answer, type Answers, LazyAnswer } from './answer.ts'
import { callProblems, checksOf, sourceOf } from './call-problems.ts'
import type { CheckedRuleset } from './check.ts'
import { findColumns } from './find-cell.ts'
import { readSettings } from './parameters.ts'

/** What to compile. */
export interface CompileOptions {
  /** The level whose rows are asked about; its rows have to be data, not groups of others. */
  readonly level: string
  /** Columns of the level, with or without its name; a name with members means all of them. */
  readonly outputs: readonly string[]
  /** Values of parameters by name, as text; defaults hold for the others. They are fixed by compiling. */
  readonly parameters?: Readonly<Record<string, string>>
}

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
  /** The names of the answers. */
  readonly outputs: readonly string[]
  /** What is read of the row and of the rows below it. */
  readonly inputs: readonly CallInput[]
}

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

/**
 * Prepares the computing of outputs for one row at a time. The value is undefined where an output
 * cannot be computed from a row and those below it; a diagnostic names the rule that needs others.
 * What is compiled computes one call after the other and is not to be shared between threads.
 */
export function compile(ruleset: CheckedRuleset, options: CompileOptions): Outcome<Calculate | undefined> {
  const { program } = ruleset
  const level = levelOf(program, options.level)
  if (level.value === undefined) return { value: undefined, diagnostics: level.diagnostics }
  const columns = outputsOf(program, options)
  const settings = readSettings(program, options.parameters ?? {})
  const diagnostics = [...columns.diagnostics, ...settings.diagnostics]
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const calls = compileCalls({
    program,
    level: level.value,
    outputs: columns.value.map(it => it.id),
    parameters: settings.value,
    source: id => sourceOf(program, id),
    checks: [...program.levels.keys()].flatMap(it => checksOf(program, it)),
  })
  if (!(calls instanceof Calls)) {
    const beyond = calls.map(it => needsOthers(it, options.level))
    return { value: undefined, diagnostics: [...diagnostics, ...beyond] }
  }
  return { value: calculator(program, calls, columns.value), diagnostics }
}

function levelOf(program: Program, name: string): Outcome<ProgramLevel | undefined> {
  const level = program.levels.get(name)
  const at = spanOf({ name: 'level', text: name }, 0, name.length)
  const refused = (diagnostic: Diagnostic) => ({ value: undefined, diagnostics: [diagnostic] })
  if (level === undefined) {
    const near = nearest(name, [...program.levels.keys()])
    return refused(report('call/unknown-level', at, { level: name, nearest: near }))
  }
  const grouped = level.groups?.level
  if (grouped === undefined) return { value: level, diagnostics: [] }
  return refused(report('call/group-level', at, { level: name, grouped }))
}

/** The columns of the outputs, each once. */
function outputsOf(program: Program, { level, outputs }: CompileOptions): Outcome<readonly Column[]> {
  const source: Source = { name: 'outputs', text: outputs.join(' ') }
  const found = new Set<Column>()
  const diagnostics: Diagnostic[] = []
  let start = 0
  for (const name of outputs) {
    const at = spanOf(source, start, start + name.length)
    start += name.length + 1
    const text = name.startsWith(`${level}.`) ? name : `${level}.${name}`
    const columns = findColumns(program, { text, at }).value.filter(it => it.level === level)
    for (const it of columns) found.add(it)
    if (columns.length === 0) diagnostics.push(...unknownOutput(program, name, level, at))
  }
  return { value: [...found], diagnostics }
}

function unknownOutput(
  program: Program,
  output: string,
  level: string,
  at: ReturnType<typeof spanOf>,
): readonly Diagnostic[] {
  const near = nearest(output, [...program.columns.values()].filter(it => it.level === level).map(headingOf))
  return [report('call/unknown-output', at, { output, level, nearest: near })]
}

const needsOthers = ({ output, rule, level, at }: OutputBeyond, asked: string): Diagnostic =>
  report('call/needs-other-rows', at, { output, level: asked, rule, other: level })

// --- calling ---------------------------------------------------------------------------------------

function calculator(program: Program, calls: Calls, columns: readonly Column[]): Calculate {
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
  return Object.assign(call, {
    trace,
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

/** Makes answers, each value's once. */
class Answerer {
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

class Traced implements TracedCall {
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
