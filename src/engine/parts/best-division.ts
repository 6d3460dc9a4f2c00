/** Chooses the level whose rows are best divided: the one with which most can be computed in parts. */
import type { Program, ProgramLevel } from '../../model/program.ts'
import { type Cohort, type CohortColumn, countOf } from '../cohort.ts'
import { type Division, divisionBy } from './local-columns.ts'

/** `fewest`: into fewer parts than these it is not worth dividing. Undefined where nothing is. */
export function bestDivision(program: Program, cohort: Cohort, fewest: number): Division | undefined {
  let best: Division | undefined
  let most = 0
  for (const level of program.levels.values()) {
    if (!mayDivide(program, level) || mostRows(level, cohort) < fewest) continue
    const division = divisionBy(program, level.name)
    const weight = level.groups === undefined ? 1 : OF_GROUPS
    const cells = localCells(program, division, cohort) * weight
    if (cells <= most) continue
    best = division
    most = cells
  }
  return best
}

/** Rows of the data lie in order, those of groups mostly do not: their parts take longer to put together. */
const OF_GROUPS = 0.8

/** Levels of the data, and groups of their rows without data of their own whose keys are in the data. */
export function mayDivide({ columns, levels }: Program, { name, key, groups }: ProgramLevel): boolean {
  if (key.length === 0 || key.some(it => columns.get(it)?.content.kind !== 'input')) return false
  const own = [...columns.values()].filter(it => it.level === name && it.content.kind === 'input')
  const hasData = own.some(({ content }) => content.kind === 'input' && content.key === undefined)
  const isOfData = groups !== undefined && levels.get(groups.level)?.groups === undefined
  return groups === undefined || (isOfData && groups.where === undefined && !hasData)
}

/** Rows of a level of the data; of groups as many as there can be, going by the values of their keys. */
export function mostRows({ name, key, groups }: ProgramLevel, cohort: Cohort): number {
  const data = cohort.levels.get(groups?.level ?? name)
  if (groups === undefined || data === undefined) return data?.size ?? 0
  const values = (column: CohortColumn | undefined) =>
    column?.dictionary === undefined ? data.size : countOf(column.dictionary)
  const keys = key.reduce((product, it) => product * values(data.columns.get(it)), 1)
  return Math.min(data.size, keys)
}

function localCells(program: Program, division: Division, cohort: Cohort): number {
  let cells = 0
  for (const { id, level, content } of program.columns.values())
    if (content.kind === 'rule' && division.divided.has(level) && division.isLocal(id))
      cells += rowsAbout(program, level, cohort)
  return cells
}

/** Rows of a level of the data; of groups, whose number is not known before they are found, a guess. */
export function rowsAbout(program: Program, level: string, cohort: Cohort): number {
  const groups = program.levels.get(level)?.groups
  return groups === undefined
    ? (cohort.levels.get(level)?.size ?? 1)
    : rowsAbout(program, groups.level, cohort) / 4
}
