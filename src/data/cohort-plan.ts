/**
 * What a cohort is put together from: which levels need a file, which inputs an earlier year's results
 * fill, and how those are joined to the rows. Pure; reading the files is done elsewhere.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import { type CohortColumn, constantColumn } from '../engine/cohort.ts'
import type { ColumnId, Program } from '../model/program.ts'
import type { Span } from '../source/source.ts'
import { builtInAbsence, type Value } from '../value/value.ts'
import { blankValue } from './cell.ts'
import { type JoinedRows, joinRows } from './join-rows.ts'
import { inputsOf, type LevelInput, type MatchOptions, needsColumn } from './match-columns.ts'

/** A file for a level, and where it was asked for. */
export interface LevelFile {
  readonly level: string
  readonly path: string
  readonly at: Span
}
/** The folder that a run of the ruleset of so many years before wrote its results to. */
export interface EarlierResults {
  readonly years: number
  readonly folder: string
  readonly at: Span
}
export interface CohortPlan {
  readonly program: Program
  readonly files: readonly Pick<LevelFile, 'level' | 'at'>[]
  readonly earlier?: readonly EarlierResults[]
  /** Where to point when a file is missing: the command line, say. */
  readonly at: Span
}

/** What is wrong with the files asked for, before any of them is read. */
export function checkPlan(plan: CohortPlan): readonly Diagnostic[] {
  const misplaced = [
    ...plan.files.flatMap(it => checkLevelOf(it, plan.program)),
    ...(plan.earlier ?? []).flatMap(it => checkEarlier(it, plan.program)),
  ]
  return misplaced.length > 0 ? misplaced : missingFiles(plan)
}

// --- earlier years -------------------------------------------------------------------------------

export function earlierInputs(program: Program, years: number, level: string): readonly LevelInput[] {
  return inputsOf(program, level).filter(
    ({ column: { content } }) => content.kind === 'input' && content.earlier?.years === years,
  )
}

export const earlierLevels = (program: Program, years: number): readonly string[] =>
  [...program.levels.keys()].filter(it => earlierInputs(program, years, it).length > 0)

/** The inputs stand in the results under the names of the columns they are taken from. */
export function earlierOptions(inputs: readonly LevelInput[]): MatchOptions {
  const columns = inputs.flatMap(({ heading, column }) => {
    const { content } = column
    if (content.kind !== 'input' || content.earlier === undefined) return []
    return [[heading, { columns: [content.earlier.column], words: new Map(), at: NOWHERE }] as const]
  })
  return {
    binding: { columns: new Map(columns) },
    only: new Set(inputs.map(it => it.id)),
    filledElsewhere: new Set(),
    isComplete: true,
  }
}
const NOWHERE: Span = { source: { name: '', text: '' }, start: 0, end: 0 }

export function withEarlier(
  program: Program,
  level: string,
  rows: JoinedRows | undefined,
  earlier: JoinedRows,
): JoinedRows {
  const inputs = inputsOf(program, level)
  const keys = inputs.filter(it => it.isKey)
  const blanks = new Map(inputs.map(it => [it.id, valueOfBlank(it)]))
  const blank = (id: ColumnId): Value => blanks.get(id) ?? builtInAbsence('no_value')
  if (rows === undefined) {
    const lacking = inputs.filter(it => !it.isKey && !earlier.columns.has(it.id))
    const constant = lacking.map((it): [ColumnId, CohortColumn] => [it.id, constantColumn(blank(it.id))])
    return { size: earlier.size, columns: new Map([...earlier.columns, ...constant]) }
  }
  const isOuter = program.levels.get(level)?.groups !== undefined
  return joinRows(keys, rows, earlier, { isOuter, blank })
}

function valueOfBlank(input: LevelInput): Value {
  const value = blankValue(input.column)
  return value.kind === 'problem' ? builtInAbsence('no_value') : value
}

// --- what was asked for --------------------------------------------------------------------------

function checkLevelOf(
  { level, at }: Pick<LevelFile, 'level' | 'at'>,
  program: Program,
): readonly Diagnostic[] {
  const levels = [...program.levels.keys()]
  if (!program.levels.has(level)) {
    const args = { level, levels: levels.join(', '), nearest: nearest(level, levels) }
    return [report('data/unknown-level', at, args)]
  }
  if (inputsOf(program, level).some(it => !it.isKey || !isGroup(program, level))) return []
  const withInputs = levelsWithInputs(program)
  return [report('data/level-without-inputs', at, { level, levels: withInputs.join(', ') })]
}

const isGroup = (program: Program, level: string): boolean => program.levels.get(level)?.groups !== undefined

/** Levels for which a file can be given: base levels, and groups that have inputs besides their key. */
export const levelsWithInputs = (program: Program): readonly string[] =>
  [...program.levels.keys()].filter(level =>
    inputsOf(program, level).some(it => !it.isKey || !isGroup(program, level)),
  )

function checkEarlier({ years, at }: EarlierResults, program: Program): readonly Diagnostic[] {
  if (earlierLevels(program, years).length > 0) return []
  const known = [...program.columns.values()].flatMap(({ content }) =>
    content.kind === 'input' && content.earlier !== undefined ? [content.earlier.years] : [],
  )
  const found = known.length === 0 ? undefined : [...new Set(known)].sort((a, b) => a - b).join(', ')
  return [report('data/no-earlier-inputs', at, { years, found })]
}

/** Base levels always need a file; groups do when an input of theirs has neither a default nor another source. */
function missingFiles({ program, files, earlier = [], at }: CohortPlan): readonly Diagnostic[] {
  const given = new Set(files.map(it => it.level))
  return levelsWithInputs(program).flatMap(level => {
    if (given.has(level)) return []
    const elsewhere = new Set(
      earlier.flatMap(it => earlierInputs(program, it.years, level).map(input => input.id)),
    )
    const needed = inputsOf(program, level).filter(
      it => needsColumn(it) && (!it.isKey || !isGroup(program, level)) && !elsewhere.has(it.id),
    )
    if (needed.length === 0 && isGroup(program, level)) return []
    const inputs = needed.map(it => `\`${it.heading}\``).join(', ')
    return [report('data/missing-file', at, { level, inputs, option: level.replaceAll('_', '-') })]
  })
}
