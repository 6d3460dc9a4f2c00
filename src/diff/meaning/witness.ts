/** An input on which the two years differ: the cohort, where to look, and what each year makes of it. */
import type { Run } from '../../engine/engine.ts'
import type { GeneratedCohort } from '../../laws/generated-cohort.ts'
import type { ColumnId } from '../../model/program.ts'
import { sameValue } from '../../value/same-value.ts'
import type { Value } from '../../value/value.ts'
import { type Joint, type Runs, runBoth, type Settings } from './joint.ts'
import { readsOfCell } from './reads.ts'

export interface Witness {
  readonly cohort: GeneratedCohort
  readonly settings: Settings
  /** Under its new name. */
  readonly column: ColumnId
  readonly key: string
}

export interface Difference {
  readonly witness: Witness
  /** As each year has it, under its own names. */
  readonly before: Value
  readonly after: Value
  /** What is published differs, though the value does not. */
  readonly isPublished: boolean
}

/** Runs a cohort under both years and says where a column differs first. */
export function differenceOf(
  joint: Joint,
  cohort: GeneratedCohort,
  settings: Settings,
  column: ColumnId,
  runs: Runs = runBoth(joint, cohort, settings),
): Difference | undefined {
  const [old, now] = [joint.beforeId(column), column]
  const level = runs.after.program.columns.get(now)?.level ?? ''
  const oldLevel = runs.before.levels.get(runs.before.program.columns.get(old)?.level ?? '')
  const rows = runs.after.levels.get(level)
  for (let row = 0; row < (rows?.size ?? 0); row++) {
    const key = rows?.key(row) ?? ''
    const oldRow = oldLevel?.find(key)
    if (oldRow === undefined) continue
    const witness = { cohort, settings, column, key }
    const [before, after] = [runs.before.value(old, oldRow), runs.after.value(now, row)]
    if (isRefused(before) || isRefused(after)) continue
    if (!sameValue(joint.toAfter(before), after)) return { witness, before, after, isPublished: false }
    if (!hasShow(runs.before, old) && !hasShow(runs.after, now)) continue
    const [shownBefore, shownAfter] = [runs.before.shown(old, oldRow), runs.after.shown(now, row)]
    if (!sameValue(joint.toAfter(shownBefore), shownAfter))
      return { witness, before: shownBefore, after: shownAfter, isPublished: true }
  }
  return undefined
}

/** Rules that cannot be computed on an input say nothing about it. */
const isRefused = (value: Value): boolean => value.kind === 'absent' && value.reason === 'not_computed'

const hasShow = ({ program }: Run, id: ColumnId): boolean => {
  const content = program.columns.get(id)?.content
  return content?.kind === 'rule' && content.show !== undefined
}

/** Whether a witness still shows what it says, run again from nothing. */
export const stillDiffers = (joint: Joint, { witness }: Difference): boolean =>
  differenceOf(joint, witness.cohort, witness.settings, witness.column) !== undefined

// --- making it smaller -----------------------------------------------------------------------------

/** Leaves parameters as by default and rows out, and makes values plain that need not be as they are, for as long as the column differs. */
export function shrunk(
  joint: Joint,
  difference: Difference,
  isOver: () => boolean = () => false,
): Difference {
  let best = difference
  const attempt = (cohort: GeneratedCohort, settings: Settings = best.witness.settings): boolean => {
    const found = isOver() ? undefined : differenceOf(joint, cohort, settings, best.witness.column)
    if (found === undefined || isWeaker(found, best)) return false
    best = found
    return true
  }
  for (const name of best.witness.settings.keys()) {
    const { cohort, settings } = best.witness
    attempt(cohort, new Map([...settings].filter(([it]) => it !== name)))
  }
  const smaller = (): boolean =>
    isAny(fewerRows(best.witness.cohort), attempt) || isAny(plainerCells(joint, best.witness), attempt)
  for (let step = 0; step < MOST_STEPS && !isOver() && smaller(); step++);
  return best
}
const MOST_STEPS = 120

function isAny<T>(items: Iterable<T>, test: (item: T) => boolean): boolean {
  for (const it of items) if (test(it)) return true
  return false
}

const isWeaker = (found: Difference, than: Difference): boolean => rankOf(found) > rankOf(than)

/** The least is the most worth telling: two values, then one, then two reasons for having none. */
export function rankOf({ before, after, isPublished }: Difference): number {
  const absences = [before, after].filter(it => it.kind === 'absent').length
  return absences * 2 + (isPublished ? 1 : 0)
}

export const bothAbsent = ({ before, after }: Difference): boolean =>
  before.kind === 'absent' && after.kind === 'absent'

/** Many at once before one by one. */
function* fewerRows({ levels }: GeneratedCohort): Generator<GeneratedCohort> {
  for (const [level, rows] of levels) {
    for (let size = Math.ceil(rows.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let end = rows.length; end > 0; end -= size) {
        const from = Math.max(0, end - size)
        yield { levels: new Map([...levels, [level, rows.toSpliced(from, end - from)]]) }
      }
    }
  }
}

/** Only what either year reads is worth making plain. */
function* plainerCells(joint: Joint, { cohort, settings, column, key }: Witness): Generator<GeneratedCohort> {
  const { after } = runBoth(joint, cohort, settings)
  const row = after.levels.get(after.program.columns.get(column)?.level ?? '')?.find(key)
  const read = new Set(row === undefined ? [] : readsOfCell(after, column, row).cells.map(it => it.column))
  for (const [level, rows] of cohort.levels) {
    for (const [index, own] of rows.entries()) {
      for (const [id, value] of own) {
        const plain = joint.inputs.get(id)?.plain
        if (plain === undefined || !read.has(id) || sameValue(plain, value)) continue
        const changed = rows.with(index, new Map([...own, [id, plain]]))
        yield { levels: new Map([...cohort.levels, [level, changed]]) }
      }
    }
  }
}
