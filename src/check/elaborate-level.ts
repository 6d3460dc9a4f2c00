/** Makes the levels of a program: keys, filters of groups, and the columns by which rows belong to others. */
import { nearest } from '../diagnostics/nearest.ts'
import type { ColumnId, ProgramLevel } from '../model/program.ts'
import type { Level } from '../model/ruleset.ts'
import type { Span } from '../source/source.ts'
import { NATION } from './belonging.ts'
import { columnId } from './declared-columns.ts'
import { elaborateFilter } from './elaborate-expression.ts'
import type { Environment } from './environment.ts'
import { NO_FACTS } from './facts.ts'

export function elaborateLevels(env: Environment): ReadonlyMap<string, ProgramLevel> {
  const nation: ProgramLevel = { name: NATION, title: 'Nation', key: [], belongs: new Map() }
  const levels = [...env.ruleset.levels.values()].map(it => [it.name, elaborateLevel(env, it)] as const)
  return new Map([...levels, [NATION, nation]])
}

function elaborateLevel(env: Environment, level: Level): ProgramLevel {
  const { name, title, groups } = level
  const from = groups?.level ?? name
  const where =
    groups?.where &&
    elaborateFilter({ env, level: from, members: new Map(), facts: NO_FACTS }, groups.where).core
  return {
    name,
    title,
    key: level.key.map(it => plainColumn(env, from, it, level.at)),
    ...(groups && { groups: { level: groups.level, ...(where && { where }) } }),
    belongs: new Map(
      [...(env.belonging.direct.get(name) ?? [])].map(([above, by]) => [
        above,
        by.map(it => (level.in.has(above) ? plainColumn(env, name, it, level.at) : columnId(name, it, []))),
      ]),
    ),
  }
}

/** The id of a column that is part of a key, which has to be one column. */
function plainColumn(env: Environment, level: string, name: string, at: Span): ColumnId {
  const columns = env.columns.get(level)
  const column = columns?.get(name)
  if (column === undefined) {
    env.reporter.report('check/unknown-column', at, {
      name,
      level,
      nearest: nearest(name, columns?.keys() ?? []),
    })
  } else if (column.per.length > 0) {
    env.reporter.report('check/dimensioned-key', at, { name, dimension: column.per.join('`, `') })
  }
  return columnId(level, name, [])
}
