/** Cohorts on which a mutant differs from the rules, made as small as they can be. */

import { mayBeUnwritten } from '../../cases/not-given.ts'
import type { Step as TraceStep } from '../../engine/trace.ts'
import type { GeneratedCohort, GeneratedRow } from '../../laws/generated-cohort.ts'
import type { ColumnId, Program } from '../../model/program.ts'
import { sameValue } from '../../value/same-value.ts'
import { isAbsent } from '../../value/value.ts'
import { type Drawn, type Search, tried } from './draw-choices.ts'

export interface Difference {
  readonly drawn: Drawn
  /** What is published differs, though the value does not. */
  readonly isShown: boolean
}

export function differenceOn(
  { engine, program, column }: Search,
  drawn: Drawn,
  mutated: Program,
): Difference | undefined {
  const level = program.columns.get(column)?.level ?? ''
  const other = tried(mutated, engine, drawn.generated, drawn.parameters, { id: column, level })
  if (other === undefined) return undefined
  if (!sameValue(drawn.value, other.value)) {
    const isTold = !isAbsent(drawn.value) || drawn.value.reason !== 'not_computed'
    return isTold ? { drawn, isShown: false } : undefined
  }
  return sameValue(drawn.shown, other.shown) ? undefined : { drawn, isShown: true }
}

/** Leaves out rows and values for as long as the mutant differs and the rules give the same. */
export function shrunk(search: Search, found: Difference, mutated: Program): Difference {
  let best = found
  for (const smaller of smallerThan(search, found.drawn.generated)) {
    const again = smaller(best.drawn.generated)
    if (again === undefined) continue
    const next = attempt(search, again, best, mutated)
    if (next !== undefined) best = next
  }
  return best
}

function attempt(
  search: Search,
  generated: GeneratedCohort,
  { drawn, isShown }: Difference,
  mutated: Program,
): Difference | undefined {
  const { program, engine, column } = search
  const level = program.columns.get(column)?.level ?? ''
  const again = tried(program, engine, generated, drawn.parameters, { id: column, level })
  if (again === undefined || !sameValue(again.value, drawn.value)) return undefined
  if (readsWhatIsNotGiven(search, again)) return undefined
  const next = differenceOn(search, again, mutated)
  return next?.isShown === isShown ? next : undefined
}

/** A case has to give every input that its results stand on, unless that may be missing or has a default. */
function readsWhatIsNotGiven({ program, column }: Search, { generated, run }: Drawn): boolean {
  const rowsOf = (level: string) => generated.levels.get(level) ?? []
  const seen = new Set<TraceStep>()
  const pending: TraceStep[] = [run.trace(column, 0)]
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    if (seen.has(step)) continue
    seen.add(step)
    if (step.kind === 'rule') pending.push(...step.reads)
    if (step.kind === 'rule' || step.kind === 'given') pending.push(...(step.publication?.reads ?? []))
    if (step.kind !== 'input') continue
    const read = program.columns.get(step.column)
    const isWritten = rowsOf(step.level)[step.row]?.has(step.column) ?? false
    if (read !== undefined && !isWritten && !mayBeUnwritten(read)) return true
  }
  return false
}

type Step = (cohort: GeneratedCohort) => GeneratedCohort | undefined

/** Rows of levels below first, then values; key columns stay. */
function smallerThan({ program, shape }: Search, { levels }: GeneratedCohort): readonly Step[] {
  const rows = [...levels].flatMap(([level, own]) =>
    level === shape.level || own.length < 2
      ? []
      : own.map(
          (_, index): Step =>
            cohort =>
              withoutRow(cohort, level, own.length - 1 - index),
        ),
  )
  const named = new Set(
    [...program.levels.values()].flatMap(it => [...it.key, ...[...it.belongs.values()].flat()]),
  )
  const cells = [...levels].flatMap(([level, own]) =>
    own.flatMap((row, index) =>
      [...row.keys()]
        .filter(it => !named.has(it) && !isKey(program, it))
        .map(
          (id): Step =>
            cohort =>
              withoutCell(cohort, level, index, id),
        ),
    ),
  )
  return [...rows, ...cells]
}

const isKey = ({ columns }: Program, id: ColumnId): boolean => {
  const content = columns.get(id)?.content
  return content?.kind === 'input' && content.key !== undefined
}

function withoutRow({ levels }: GeneratedCohort, level: string, index: number): GeneratedCohort | undefined {
  const own = levels.get(level) ?? []
  if (own.length < 2 || index >= own.length) return undefined
  return { levels: new Map([...levels, [level, own.toSpliced(index, 1)]]) }
}

function withoutCell(
  { levels }: GeneratedCohort,
  level: string,
  index: number,
  id: ColumnId,
): GeneratedCohort | undefined {
  const own = levels.get(level) ?? []
  const row = own[index]
  if (row === undefined || !row.has(id)) return undefined
  const left: GeneratedRow = new Map([...row].filter(([it]) => it !== id))
  return { levels: new Map([...levels, [level, own.with(index, left)]]) }
}
