/** Reads the files of a run - a file for each level, results of earlier years - into one cohort. */
import { join } from 'node:path'
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import { type Cohort, type CohortColumn, constantColumn } from '../engine/cohort.ts'
import type { ColumnId, Program } from '../model/program.ts'
import type { Span } from '../source/source.ts'
import { builtInAbsence, type Value } from '../value/value.ts'
import type { Binding, LevelBinding } from './binding.ts'
import { blankValue } from './cell.ts'
import { type JoinedRows, joinRows } from './join-rows.ts'
import type { LevelRequest, LevelRows, SetAsideRow } from './level-builder.ts'
import { inputsOf, type LevelInput, needsColumn } from './match-columns.ts'
import { type OnProgress, readFileRows } from './read-file.ts'

export interface CohortRequest {
  readonly program: Program
  readonly files: readonly LevelFile[]
  /** Which columns of the files hold which inputs; where several speak of an input, the last one counts. */
  readonly bindings?: readonly Binding[]
  readonly earlier?: readonly EarlierResults[]
  /** Where to point when a file is missing: the command line, say. */
  readonly at: Span
  readonly isStrict?: boolean
  readonly onSetAside?: (row: SetAsideRow) => void
  readonly onProgress?: OnProgress
}
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

export interface CohortOutcome {
  /** Undefined where the files cannot be used. Rows set aside do not prevent a cohort. */
  readonly value: Cohort | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** What was read from each file. */
  readonly files: readonly LevelRows[]
}

export async function readCohort(request: CohortRequest): Promise<CohortOutcome> {
  const misplaced = [
    ...request.files.flatMap(it => checkLevelOf(it, request.program)),
    ...(request.earlier ?? []).flatMap(it => checkEarlier(it, request.program)),
    ...missingFiles(request),
  ]
  if (hasErrors(misplaced)) return { value: undefined, diagnostics: misplaced, files: [] }
  const diagnostics: Diagnostic[] = [...misplaced]
  const files: LevelRows[] = []
  let isUsable = true
  const read = async (path: string, level: string, options: Partial<LevelRequest>) => {
    const outcome = await readFileRows(path, levelRequest(request, path, level, options), request.onProgress)
    diagnostics.push(...outcome.diagnostics)
    if (outcome.value === undefined) isUsable = false
    return outcome.value
  }
  const levels = new Map<string, JoinedRows>()
  for (const { level, path } of request.files) {
    if (!isUsable && request.isStrict) break
    const rows = await read(path, level, {})
    if (rows === undefined) continue
    files.push(rows)
    levels.set(level, rows)
  }
  for (const results of request.earlier ?? []) {
    for (const level of earlierLevels(request.program, results.years)) {
      const only = earlierInputs(request.program, results.years, level)
      const rows = await read(join(results.folder, `${level}.csv`), level, earlierOptions(only))
      if (rows !== undefined) levels.set(level, withEarlier(request.program, level, levels.get(level), rows))
    }
  }
  return { value: isUsable ? { levels } : undefined, diagnostics, files }
}

function levelRequest(
  { program, bindings = [], earlier = [], isStrict, onSetAside }: CohortRequest,
  file: string,
  level: string,
  options: Partial<LevelRequest>,
): LevelRequest {
  const elsewhere = earlier.flatMap(it => earlierInputs(program, it.years, level).map(input => input.id))
  return {
    program,
    level,
    file,
    binding: joinedBinding(bindings, level),
    filledElsewhere: new Set(elsewhere),
    ...(isStrict === undefined ? {} : { isStrict }),
    ...(onSetAside === undefined ? {} : { onSetAside }),
    ...options,
  }
}

const joinedBinding = (bindings: readonly Binding[], level: string): LevelBinding => ({
  columns: new Map(bindings.flatMap(it => [...(it.levels.get(level)?.columns ?? [])])),
})

// --- earlier years -------------------------------------------------------------------------------

function earlierInputs(program: Program, years: number, level: string): readonly LevelInput[] {
  return inputsOf(program, level).filter(
    ({ column: { content } }) => content.kind === 'input' && content.earlier?.years === years,
  )
}

const earlierLevels = (program: Program, years: number): readonly string[] =>
  [...program.levels.keys()].filter(it => earlierInputs(program, years, it).length > 0)

/** The inputs stand in the results under the names of the columns they are taken from. */
function earlierOptions(inputs: readonly LevelInput[]): Partial<LevelRequest> {
  const columns = inputs.flatMap(({ heading, column }) => {
    const { content } = column
    if (content.kind !== 'input' || content.earlier === undefined) return []
    return [[heading, { column: content.earlier.column, words: new Map(), at: NOWHERE }] as const]
  })
  return {
    binding: { columns: new Map(columns) },
    only: new Set(inputs.map(it => it.id)),
    filledElsewhere: new Set(),
  }
}
const NOWHERE: Span = { source: { name: '', text: '' }, start: 0, end: 0 }

function withEarlier(
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

function checkLevelOf({ level, at }: LevelFile, program: Program): readonly Diagnostic[] {
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
function missingFiles({ program, files, earlier = [], at }: CohortRequest): readonly Diagnostic[] {
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
