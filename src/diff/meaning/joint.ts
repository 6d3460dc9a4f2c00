/**
 * Two programs on one set of inputs. An input of one name (under its new name) is one input; a value
 * counts for both where both accept it. Inputs that only one of them has vary for that one alone.
 */
import { holdsValue } from '../../check/holds-value.ts'
import { listsIn } from '../../check/lists.ts'
import { keyInputs } from '../../data/key-beside.ts'
import type { Engine, Run } from '../../engine/engine.ts'
import { constantsOf } from '../../laws/constants.ts'
import { cohortOf, type GeneratedCohort, type GeneratedRow } from '../../laws/generated-cohort.ts'
import { type ValueSource, valuesOf } from '../../laws/value-arbitrary.ts'
import type { Column, ColumnId, Program } from '../../model/program.ts'
import { builtInAbsence, text, type Value } from '../../value/value.ts'
import type { Renames } from '../structure/renames.ts'

/** Values and columns are under their new names wherever both programs are meant. */
export interface Joint {
  readonly before: Program
  readonly after: Program
  readonly engine: Engine
  /** The column of the first program that has this new name. */
  readonly beforeId: (id: ColumnId) => ColumnId
  /** A value of the first program under the new names, and back. */
  readonly toAfter: (value: Value) => Value
  readonly toBefore: (value: Value) => Value
  /** Inputs of either, by their new names. */
  readonly inputs: ReadonlyMap<ColumnId, JointInput>
}

export interface JointInput {
  readonly id: ColumnId
  readonly level: string
  readonly before?: Column
  readonly after?: Column
  /** What it holds where nothing is said of it; accepted by both. */
  readonly plain: Value
  readonly accepts: (value: Value) => boolean
}

export function joinPrograms(before: Program, after: Program, renames: Renames, engine: Engine): Joint {
  const oldIds = new Map([...before.columns.keys()].map(it => [renames.apply(it), it]))
  const { toAfter, toBefore } = translation(renames)
  const names = { beforeId: (id: ColumnId) => oldIds.get(id) ?? id, toAfter, toBefore }
  const sources = [sourceOf(before), sourceOf(after)] as const
  const ids = [
    ...after.columns.values(),
    ...[...before.columns.values()].map(it => ({ ...it, id: renames.apply(it.id) })),
  ]
  const inputs = new Map<ColumnId, JointInput>()
  for (const { id, content } of ids) {
    if (content.kind !== 'input' || inputs.has(id)) continue
    const [old, now] = [inputOf(before, names.beforeId(id)), inputOf(after, id)]
    inputs.set(id, jointInput(id, old, now, sources, names))
  }
  return { before, after, engine, inputs, ...names }
}

const inputOf = (program: Program, id: ColumnId): Column | undefined => {
  const column = program.columns.get(id)
  return column?.content.kind === 'input' ? column : undefined
}

const sourceOf = (program: Program): ValueSource => ({
  lists: listsIn(program.ruleset),
  constants: constantsOf(program),
  tables: program.tables,
})

function jointInput(
  id: ColumnId,
  before: Column | undefined,
  after: Column | undefined,
  [oldSource, newSource]: readonly [ValueSource, ValueSource],
  { toAfter, toBefore }: Pick<Joint, 'toAfter' | 'toBefore'>,
): JointInput {
  const accepts = (value: Value): boolean =>
    (before === undefined || fits(before, toBefore(value), oldSource)) &&
    (after === undefined || fits(after, value, newSource))
  const defaults = [defaultOf(after), mapped(defaultOf(before), toAfter), NO_VALUE].flatMap(it => it ?? [])
  const others = [
    ...(after === undefined ? [] : valuesOf(after.type, newSource)),
    ...(before === undefined ? [] : valuesOf(before.type, oldSource).map(toAfter)),
  ]
  const plain = [...defaults, ...others].find(accepts) ?? text('a')
  const level = (after ?? before)?.level ?? ''
  return { id, level, plain, accepts, ...(before && { before }), ...(after && { after }) }
}

export const NO_VALUE = builtInAbsence('no_value')

const mapped = (value: Value | undefined, map: (it: Value) => Value): Value | undefined =>
  value === undefined ? undefined : map(value)
const defaultOf = ({ content }: Partial<Pick<Column, 'content'>> = {}): Value | undefined =>
  content?.kind === 'input' ? content.default : undefined

function fits({ type, content }: Column, value: Value, { lists }: ValueSource): boolean {
  if (value.kind === 'absent') return content.kind === 'input' && content.mayBeMissing
  if (value.kind === 'code' && !(lists.get(value.list)?.codes.includes(value.code) ?? false)) return false
  return holdsValue(type, value)
}

// --- names -----------------------------------------------------------------------------------------

function translation(renames: Renames): Pick<Joint, 'toAfter' | 'toBefore'> {
  const lists = new Map<string, string>()
  const reasons = new Map<string, string>()
  for (const [from, to] of renames.entries) {
    const [section = '', name = ''] = from.split('.')
    const now = to.slice(to.indexOf('.') + 1)
    if (section === 'codes' || section === 'dimensions' || section === 'parameters') lists.set(name, now)
    if (section === 'reasons') reasons.set(name, now)
  }
  const codes = renames.codes
  const back = (map: ReadonlyMap<string, string>) => new Map([...map].map(([from, to]) => [to, from]))
  const [oldLists, oldReasons] = [back(lists), back(reasons)]
  return {
    toAfter(value) {
      if (value.kind === 'absent') return { ...value, reason: reasons.get(value.reason) ?? value.reason }
      if (value.kind !== 'code') return value
      const list = lists.get(value.list) ?? value.list
      return { ...value, list, code: codes.get(list)?.get(value.code) ?? value.code }
    },
    toBefore(value) {
      if (value.kind === 'absent') return { ...value, reason: oldReasons.get(value.reason) ?? value.reason }
      if (value.kind !== 'code') return value
      const code = back(codes.get(value.list) ?? new Map()).get(value.code) ?? value.code
      return { ...value, list: oldLists.get(value.list) ?? value.list, code }
    },
  }
}

// --- running ---------------------------------------------------------------------------------------

/** Parameters by name; those that only one program has are for that one. */
export type Settings = ReadonlyMap<string, Value>

export interface Runs {
  readonly before: Run
  readonly after: Run
}

export function runBoth(joint: Joint, cohort: GeneratedCohort, settings: Settings): Runs {
  const run = (program: Program, own: GeneratedCohort, values: (value: Value) => Value): Run => {
    const parameters = [...settings].filter(([name]) => program.parameters.has(name))
    return joint.engine(program, cohortOf(program, own), {
      parameters: new Map(parameters.map(([name, value]) => [name, values(value)])),
    })
  }
  return {
    before: run(joint.before, cohortBefore(joint, cohort), joint.toBefore),
    after: run(joint.after, cohort, it => it),
  }
}

/** The cohort under the names of the first program. */
function cohortBefore(
  { before, inputs, beforeId, toBefore }: Joint,
  cohort: GeneratedCohort,
): GeneratedCohort {
  const levels = [...cohort.levels].flatMap(([level, rows]) => {
    const own = [...inputs.values()].filter(it => it.level === level && it.before !== undefined)
    const name = own[0]?.before?.level ?? level
    if (!before.levels.has(name)) return []
    const renamed = rows.map(
      row => new Map(own.map(it => [beforeId(it.id), toBefore(row.get(it.id) ?? it.plain)])),
    )
    return [[name, renamed] as const]
  })
  return { levels: new Map(levels) }
}

/** The cohort with values that both accept, and rows whose keys both have. */
export function reconciled(joint: Joint, cohort: GeneratedCohort): GeneratedCohort {
  const levels = [...cohort.levels].map(([level, rows]) => {
    const own = [...joint.inputs.values()].filter(it => it.level === level)
    const keys = keyInputs(joint.after, level)
    const fit = (row: GeneratedRow): GeneratedRow =>
      new Map(
        own.map(it => {
          const value = row.get(it.id) ?? it.plain
          return [it.id, it.accepts(value) ? value : it.plain]
        }),
      )
    const isKnown = (row: GeneratedRow): boolean =>
      keys.every(key =>
        key.fits(
          row.get(key.column.id) ?? NO_VALUE,
          key.beside.map(it => row.get(it.id) ?? NO_VALUE),
        ),
      )
    return [level, rows.map(fit).filter(isKnown)] as const
  })
  return { levels: new Map(levels) }
}
