/** The smallest group that shows a finding, computed: what there is to see of it, and the case that shows it. */
import type { Run } from '../engine/engine.ts'
import type { ColumnId } from '../model/program.ts'
import { isAbsent, type Value } from '../value/value.ts'
import { type AuditCase, printAuditCases } from './case-text.ts'
import type { Finding } from './finding.ts'
import { isPlain, nearestPair } from './input-classes.ts'
import { cellsOf } from './row-space.ts'
import type { Scored } from './search-rows.ts'
import { type Cells, groupName, rowName, type TrialCohort, trialCohort } from './trial-cohort.ts'
import { inShort, inWords, levelInWords, nameOf } from './words.ts'

export interface Scene {
  readonly trial: TrialCohort
  readonly run: Run
  readonly cells: readonly Cells[]
}

export function sceneOf(
  { searching, model, space, above, companions }: Scored,
  row: number,
  companion: number,
  instead: Cells = new Map(),
): Scene {
  const { program, engine, options, source } = searching
  const beside = companions[companion]
  const other = beside === undefined ? undefined : space.tuples[beside]?.row
  const own = new Map([...cellsOf(space.digits, row), ...instead])
  const cells = other === undefined ? [own] : [own, cellsOf(space.digits, other)]
  const trial = trialCohort(
    program,
    model,
    cells.map(it => ({ group: 0, cells: it })),
    above,
    source,
  )
  return { trial, cells, run: engine(program, trial.cohort, { ...options, given: trial.given }) }
}

export const valueIn = ({ run }: Scene, column: ColumnId, key: string): Value | undefined => {
  const row = run.levels.get(run.program.columns.get(column)?.level ?? '')?.find(key)
  return row === undefined ? undefined : run.value(column, row)
}

/** Inputs and held values of each row, what the measure takes in of it, and the measure. */
export function linesOf(
  scored: Scored,
  scenes: readonly Scene[],
  shownInputs: readonly ColumnId[],
): Finding['lines'] {
  const { model, searching } = scored
  const { program } = searching
  const rows = scenes[0]?.cells.length ?? 0
  const columns = [
    ...new Set([...shownInputs, ...model.heldHere, ...model.taken.filter(it => it !== model.measure.id)]),
  ]
  const lineOf = (heading: string, column: ColumnId, key: string) => {
    const cells = scenes.map(it => {
      const value = valueIn(it, column, key)
      return value === undefined ? '–' : inWords(program, value)
    })
    return { heading, cells }
  }
  const ofRows = Array.from({ length: rows }, (_, at) =>
    rowName(program, model.rowLevel, at, scenes[0]?.cells[at] ?? new Map()),
  )
  const lines = ofRows.flatMap(key =>
    columns.flatMap(column => {
      const line = lineOf(
        `${levelInWords(program, model.rowLevel)} ${key}: ${nameOf(program, column)}`,
        column,
        key,
      )
      return line.cells.every((_, scene) => isDull(scored, scenes[scene], column, key)) ? [] : [line]
    }),
  )
  const key = groupName(program, model, 0)
  const owner = [levelInWords(program, model.measure.level), key].filter(Boolean).join(' ')
  return [...lines, lineOf(`${owner}: ${nameOf(program, model.measure.id)}`, model.measure.id, key)]
}

/** Inputs that are as nobody would write them down, and conditions that are not met. */
function isDull({ searching }: Scored, scene: Scene | undefined, id: ColumnId, key: string): boolean {
  const column = searching.program.columns.get(id)
  const value = scene && valueIn(scene, id, key)
  if (column === undefined || value === undefined) return true
  if (column.content.kind === 'input') return isPlain(column, value)
  return value.kind === 'yes/no' && !column.type.alternatives.some(it => it.kind === 'number') && !value.yes
}

export function caseFileOf(
  scored: Scored,
  title: string,
  scenes: readonly (Scene & { readonly id: string; readonly title: string })[],
): string {
  const { model, searching, above } = scored
  const { program, options } = searching
  const cases = scenes.map((it): AuditCase => {
    const key = rowName(program, model.rowLevel, 0, it.cells[0] ?? new Map())
    const taken = model.taken.filter(column => program.columns.get(column)?.content.kind === 'rule')
    const measure = { column: model.measure.id, key: groupName(program, model, 0) }
    const expect = [
      ...taken.filter(column => column !== model.measure.id).map(column => ({ column, key })),
      measure,
    ]
    return { id: it.id, title: it.title, trial: it.trial, run: it.run, expect }
  })
  const inputs = new Set([...model.changed, ...model.unchanged, ...model.heldHere, ...model.link])
  return printAuditCases(program, {
    title,
    parameters: options.parameters ?? new Map(),
    inputs,
    above,
    cases,
  })
}

export const classValue = ({ inputs }: Scored, input: number, place: number): Value =>
  inputs[input]?.classes[place]?.value ?? { kind: 'absent', absence: 'missing', reason: 'no_value' }

/** The better and the worse value of two classes that lie nearest to each other. */
export function nearestValues(
  scored: Scored,
  input: number,
  from: number,
  to: number,
): readonly [Value, Value] {
  const classes = scored.inputs[input]
  const pair = classes && nearestPair(classes, from, to, scored.searching.source)
  return [pair?.better ?? classValue(scored, input, from), pair?.worse ?? classValue(scored, input, to)]
}

export const readsDifferently = (before: Scene, after: Scene, column: ColumnId, key: string): boolean => {
  const [a, b] = [valueIn(before, column, key), valueIn(after, column, key)]
  return (
    a !== undefined &&
    b !== undefined &&
    inShort(a) !== inShort(b) &&
    (isAbsent(a) || isAbsent(b) || a.kind === 'number' || a.kind === 'yes/no')
  )
}
