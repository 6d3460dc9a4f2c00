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
import { IS_APART, IS_NO, IS_YES } from './states.ts'
import { logic, truthCodes } from './truth.ts'
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
  const found = new Uint16Array(size).fill(NOT_YET)
  const mark = core.policy === 'first' ? markFirst : markUnique
  if (core.rows.length >= NOT_YET - FIRST_ROW) return undefined
  for (const [place, { cells }] of core.rows.entries()) {
    const truth = rowTruth(core, cells, level, formulas)
    mark(found, truth, FIRST_ROW + place)
  }
  return outcomesOf(core, found, formulas)
}

/** Whether a row of the table matches; undefined for one that always does. */
function rowTruth(
  { on }: CoreDecide,
  cells: readonly CorePattern[],
  level: string,
  formulas: Formulas,
): Codes | undefined {
  let truth: Codes | undefined
  for (const [column, cell] of cells.entries()) {
    const looked = on[column]
    if (cell.kind === 'any' || looked === undefined) continue
    // As the match that it is, so that few combinations of values are looked at once each.
    const match = { kind: 'Match', operand: looked.is, pattern: cell, at: looked.is.at } as const
    const next = truthCodes(formulas.vector(match, level), formulas.states)
    truth = truth === undefined ? next : logic('and', truth, next)
  }
  return truth
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
