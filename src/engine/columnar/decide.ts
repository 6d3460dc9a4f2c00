/**
 * Decision tables: first which row of the table decides, which is a matter of few combinations of
 * values even where its outcomes are of many, then the outcomes of those rows.
 */
import type { Core, CoreDecide, CorePattern } from '../../model/program.ts'
import { exactFromRatio, rationalOf } from '../../value/exact.ts'
import { builtInAbsence, isAbsent, number, type Value } from '../../value/value.ts'
import type { Codes } from '../cohort.ts'
import { type Choosing, chooseMany } from './choose-many.ts'
import type { Formulas } from './formulas.ts'
import { IS_APART, IS_NO, IS_YES, type States } from './states.ts'
import { logic, truthCodes, truthTable } from './truth.ts'
import { classesOfTruths } from './truth-classes.ts'
import type { Dictionary, Vector } from './vector.ts'

export function decided(core: CoreDecide, level: string, formulas: Formulas): Vector | undefined {
  const { rows } = core
  if (rows.length === 0) return undefined
  if (rows.every(it => it.outcome.kind === 'Literal')) return decidedByCells(core, level, formulas)
  const which = formulas.vector(withPlaces(core), level)
  if (which.kind !== 'dictionary') return undefined
  const outcomes = rows.map(it => formulas.vector(it.outcome, level))
  return chooseMany(choosing(which, rows.length, formulas), outcomes, formulas.states, () => formulas.newId())
}

/** The same table with the place of each row for its outcome. */
const withPlaces = (core: CoreDecide): CoreDecide => ({
  ...core,
  rows: core.rows.map((it, place) => ({ ...it, outcome: placeOf(place, it.outcome) })),
})

const placeOf = (place: number, { at }: Core): Core => ({
  kind: 'Literal',
  value: number(exactFromRatio(place)),
  at,
})

function choosing({ partition, values }: Dictionary, rows: number, { states }: Formulas): Choosing {
  const table = Int32Array.from(values, it => {
    if (isAbsent(it)) return rows + states.of(it)
    const place = it.kind === 'number' ? rationalOf(it.number) : undefined
    return place === undefined ? rows + IS_APART : Number(place.numerator)
  })
  return { codes: partition.codes, table }
}

// --- cells -----------------------------------------------------------------------------------------

const NOT_YET = 0xffff
/** Codes from here on stand for rows of the table; those below are states, of which there are never so many. */
const FIRST_ROW = 1 << 15

function decidedByCells(core: CoreDecide, level: string, formulas: Formulas): Dictionary | undefined {
  const size = formulas.allApart(level).partition.codes.length
  if (core.rows.length >= NOT_YET - FIRST_ROW) return undefined
  const rows = core.rows.map(({ cells }) => truthsOf(core, cells, level, formulas))
  const classes = classesOfTruths(rows.flat(), size, formulas.states)
  if (classes === undefined) return outcomesOf(core, marked(core, rows, size, undefined, formulas), formulas)
  const found = marked(core, rows, classes.rows.length, classes.rows, formulas)
  const { values, partition } = outcomesOf(core, found, formulas)
  return {
    kind: 'dictionary',
    partition: { id: formulas.newId(), ...classes },
    values: Array.from(partition.codes, code => values[code] as Value),
  }
}

/** What the cells of a row of the table say, but for those that look at nothing. */
function truthsOf(
  { on }: CoreDecide,
  cells: readonly CorePattern[],
  level: string,
  formulas: Formulas,
): readonly Dictionary[] {
  return cells.flatMap((cell, column) => {
    const looked = on[column]
    if (cell.kind === 'any' || looked === undefined) return []
    // As the match that it is, so that few combinations of values are looked at once each.
    const match = { kind: 'Match', operand: looked.is, pattern: cell, at: looked.is.at } as const
    const truth = formulas.vector(match, level)
    return [truth.kind === 'dictionary' ? truth : formulas.allApart(level)]
  })
}

/** Which row of the table decides on each of these rows of the data, or on all of them. */
function marked(
  { policy, rows }: CoreDecide,
  truthsOfRows: readonly (readonly Dictionary[])[],
  size: number,
  at: Int32Array | undefined,
  { states }: Formulas,
): Uint16Array {
  const found = new Uint16Array(size).fill(NOT_YET)
  const mark = policy === 'first' ? markFirst : markUnique
  for (let place = 0; place < rows.length; place += 1) {
    const truths = (truthsOfRows[place] ?? []).map(it => truthCodesAt(it, at, states))
    const [first, ...others] = truths
    const truth = first && others.reduce((both, it) => logic('and', both, it), first)
    mark(found, truth, FIRST_ROW + place)
  }
  return found
}

function truthCodesAt(truth: Dictionary, at: Int32Array | undefined, states: States): Codes {
  if (at === undefined) return truthCodes(truth, states)
  const table = truthTable(truth, states)
  const { codes } = truth.partition
  return Uint16Array.from(at, row => table[codes[row] as number] as number)
}

type Mark = (found: Uint16Array, truth: Codes | undefined, code: number) => void

/** The first row that matches, or is unknown, decides. */
const markFirst: Mark = (found, truth, code) => {
  for (let row = 0; row < found.length; row += 1) {
    if (found[row] !== NOT_YET) continue
    const it = truth === undefined ? IS_YES : (truth[row] as number)
    if (it === IS_YES) found[row] = code
    else if (it !== IS_NO) found[row] = it
  }
}

/** A row that matches goes before unknown ones, and two that match are refused, which is left apart. */
const markUnique: Mark = (found, truth, code) => {
  for (let row = 0; row < found.length; row += 1) {
    const it = truth === undefined ? IS_YES : (truth[row] as number)
    const before = found[row] as number
    if (it === IS_NO || before === IS_APART) continue
    if (it === IS_APART) found[row] = IS_APART
    else if (it === IS_YES) found[row] = before === NOT_YET || before < FIRST_ROW ? code : IS_APART
    else if (before === NOT_YET) found[row] = it
  }
}

function outcomesOf({ rows }: CoreDecide, found: Uint16Array, formulas: Formulas): Dictionary {
  const { states } = formulas
  const noRow = states.of(builtInAbsence('no_row_matches'))
  const ofStates = rows.length - IS_APART
  for (let row = 0; row < found.length; row += 1) {
    const it = found[row] as number
    if (it === NOT_YET) found[row] = ofStates + noRow
    else found[row] = it >= FIRST_ROW ? it - FIRST_ROW : ofStates + it
  }
  const outcomes = rows.flatMap(({ outcome }): Value[] => (outcome.kind === 'Literal' ? [outcome.value] : []))
  const values = [...outcomes, ...states.truths.slice(IS_APART)]
  return {
    kind: 'dictionary',
    partition: { id: formulas.newId(), codes: found, count: values.length },
    values,
  }
}
