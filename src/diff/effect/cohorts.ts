/** One set of rows under two rulesets, and under those between them. */
import { type Cohort, type CohortLevel, columnOf } from '../../engine/cohort.ts'
import type { Program } from '../../model/program.ts'
import { textOfValue } from '../../value/text-of-value.ts'
import { builtInAbsence, type Value } from '../../value/value.ts'

export interface CohortPair {
  readonly before: Cohort
  readonly after: Cohort
}

/** The rows that both rulesets could use, by their keys, in the order of the second; how many were left out. */
export function sharedRows(
  before: { readonly program: Program; readonly cohort: Cohort },
  after: { readonly program: Program; readonly cohort: Cohort },
): CohortPair & { readonly leftOut: number } {
  let leftOut = 0
  const old = new Map<string, CohortLevel>()
  const now = new Map<string, CohortLevel>()
  for (const [level, own] of after.cohort.levels) {
    const other = before.cohort.levels.get(level)
    if (other === undefined) {
      now.set(level, own)
      continue
    }
    const places = new Map(keysOf(before.program, level, other).map((key, row) => [key, row]))
    const keys = keysOf(after.program, level, own)
    const shared = keys.flatMap((key, row) => {
      const place = places.get(key)
      return place === undefined ? [] : [[place, row] as const]
    })
    leftOut += own.size - shared.length + (other.size - shared.length)
    old.set(
      level,
      picked(
        other,
        shared.map(it => it[0]),
      ),
    )
    now.set(
      level,
      picked(
        own,
        shared.map(it => it[1]),
      ),
    )
  }
  for (const [level, own] of before.cohort.levels) if (!old.has(level)) old.set(level, own)
  return { before: { levels: old }, after: { levels: now }, leftOut }
}

function keysOf({ levels }: Program, level: string, { size, columns }: CohortLevel): readonly string[] {
  const ids = (levels.get(level)?.key ?? []).map(it => `${level}.${it.slice(it.indexOf('.') + 1)}`)
  return Array.from({ length: size }, (_, row) =>
    ids.map(it => textOfValue(columns.get(it)?.at(row) ?? NO_VALUE)).join(' / '),
  )
}
const NO_VALUE = builtInAbsence('no_value')

function picked({ columns }: CohortLevel, rows: readonly number[]): CohortLevel {
  const own = [...columns].map(([id, column]) => [id, columnOf(rows.map(it => column.at(it)))] as const)
  return { size: rows.length, columns: new Map(own) }
}

/** The rows for a ruleset between the two: each value as the ruleset reads it that the input's codes are from. */
export function cohortFor(
  program: Program,
  { before, after }: CohortPair,
  isNew: (path: string) => boolean,
): Cohort {
  const names = new Set([...after.levels.keys(), ...before.levels.keys()])
  const levels = [...names].flatMap(level => {
    if (!program.levels.has(level)) return []
    const [old, now] = [before.levels.get(level), after.levels.get(level)]
    const size = (now ?? old)?.size ?? 0
    const columns = [...program.columns.values()].flatMap(({ id, name, content, level: own }) => {
      if (own !== level || content.kind !== 'input') return []
      const [was, is] = [old?.columns.get(id), now?.columns.get(id)]
      const isTaken = isNew(`levels.${level}.inputs.${name}`)
      const at = (row: number): Value => {
        const [a, b] = [was?.at(row), is?.at(row)]
        if (a === undefined || b === undefined) return a ?? b ?? NO_VALUE
        const list = a.kind === 'code' ? a.list : b.kind === 'code' ? b.list : undefined
        return isTaken || (list !== undefined && (isNew(`codes.${list}`) || isNew(`dimensions.${list}`)))
          ? b
          : a
      }
      return [[id, { at }] as const]
    })
    return [[level, { size, columns: new Map(columns) }] as const]
  })
  return { levels: new Map(levels) }
}
