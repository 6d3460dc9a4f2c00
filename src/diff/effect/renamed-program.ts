/** A program, and rows for it, under the names that another has for the same things. Words for people stay. */
import { type Cohort, type CohortLevel, columnOf } from '../../engine/cohort.ts'
import type { Program } from '../../model/program.ts'
import type { Ruleset } from '../../model/ruleset.ts'
import type { Value } from '../../value/value.ts'
import type { Renames } from '../structure/renames.ts'

const isNothing = ({ entries, codes }: Renames): boolean => entries.size === 0 && codes.size === 0

export function renamedProgram(program: Program, renames: Renames): Program {
  if (isNothing(renames)) return program
  const { levels, columns, tables, parameters, order } = program
  const { codes, dimensions, parameters: choices } = program.ruleset
  const ruleset: Ruleset = {
    ...program.ruleset,
    ...renamed({ codes, dimensions, parameters: choices }, renames.apply),
  }
  const own = renamed({ levels, columns, tables, parameters }, renames.apply)
  return { ...program, ...own, ruleset, order: order.map(renames.apply) }
}

/** What holds names of declared things, or codes. */
const NAMES: ReadonlySet<string> = new Set([
  ...['id', 'name', 'column', 'columns', 'level', 'path', 'table', 'parameter', 'dimension', 'member'],
  ...['list', 'code', 'codes', 'only', 'reason', 'key', 'keys', 'gives', 'fill', 'meets', 'of'],
])
/** Where something stands, and the rule as written, which engines do not look at. */
const LEFT: ReadonlySet<string> = new Set(['at', 'whole', 'rule', 'cites', 'title', 'note'])

function renamed<T>(value: T, apply: (name: string) => string, isName = false): T {
  const result = (): unknown => {
    if (typeof value === 'string') return isName ? apply(value) : value
    if (Array.isArray(value)) return value.map(it => renamed(it, apply, isName))
    if (value instanceof Map)
      return new Map([...value].map(([key, it]) => [renamed(key, apply, true), renamed(it, apply, true)]))
    if (typeof value !== 'object' || value === null || 'rational' in value) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, it]) => [
        key,
        LEFT.has(key) ? it : renamed(it, apply, NAMES.has(key)),
      ]),
    )
  }
  return result() as T
}

/** `toAfter`: a value under the new names. */
export function renamedCohort(cohort: Cohort, renames: Renames, toAfter: (value: Value) => Value): Cohort {
  if (isNothing(renames)) return cohort
  const levels = [...cohort.levels].map(([level, { size, columns }]): [string, CohortLevel] => {
    const own = [...columns].map(([id, column]) => {
      const values = Array.from({ length: size }, (_, row) => toAfter(column.at(row)))
      return [renames.apply(id), columnOf(values)] as const
    })
    return [renames.apply(level), { size, columns: new Map(own) }]
  })
  return { levels: new Map(levels) }
}
