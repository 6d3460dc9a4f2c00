/**
 * Which rows belong to which. A row belongs directly to the group it is part of, to a level that `in`
 * names, to a level whose key columns it has by name, and to the nation; and through those to theirs.
 * spec: levels/belonging
 */
import type { Level, Ruleset } from '../model/ruleset.ts'

/** The level of one row, to which every row belongs. */
export const NATION = 'nation'

export interface Belonging {
  /** For each level: the levels its rows belong to directly, and the columns of this level that hold their keys. */
  readonly direct: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>
  /** The shortest way up, level after level, ending at the other; empty from a level to itself. */
  path(from: string, to: string): readonly string[] | undefined
  /** Another way up of the same length, which could lead to another row. */
  rival(from: string, to: string): readonly string[] | undefined
}

/** `columns` are the names of the columns without dimensions of each level. */
export function belongingIn(ruleset: Ruleset, columns: ReadonlyMap<string, ReadonlySet<string>>): Belonging {
  const levels = [...ruleset.levels.values()]
  const direct = new Map<string, ReadonlyMap<string, readonly string[]>>([
    ...levels.map(it => [it.name, directOf(it, levels, columns.get(it.name) ?? new Set())] as const),
    [NATION, new Map()],
  ])
  const known = new Map<string, readonly (readonly string[])[]>()
  const ways = (from: string, to: string): readonly (readonly string[])[] => {
    const id = `${from} ${to}`
    const found = known.get(id) ?? shortestWays(from, to, direct)
    known.set(id, found)
    return found
  }
  return { direct, path: (from, to) => ways(from, to)[0], rival: (from, to) => ways(from, to)[1] }
}

function directOf(
  level: Level,
  levels: readonly Level[],
  columns: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const above = new Map<string, readonly string[]>()
  for (const other of levels) {
    if (other.groups?.level === level.name) above.set(other.name, other.groups.by)
  }
  for (const [name, by] of level.in) above.set(name, by)
  for (const other of levels) {
    const isNamed = other.key.length > 0 && other.key.every(it => columns.has(it))
    if (isNamed && other.name !== level.name && !above.has(other.name)) above.set(other.name, other.key)
  }
  return above.set(NATION, [])
}

type Direct = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>

/** All ways of the least length, in the order in which levels are declared. */
function shortestWays(from: string, to: string, direct: Direct): readonly (readonly string[])[] {
  if (from === to) return [[]]
  const seen = new Set([from])
  let ways: readonly (readonly string[])[] = [[]]
  while (ways.length > 0) {
    const longer = ways.flatMap(way =>
      [...(direct.get(way.at(-1) ?? from)?.keys() ?? [])].map(it => [...way, it]),
    )
    const arrived = longer.filter(it => it.at(-1) === to)
    if (arrived.length > 0) return arrived
    ways = longer.filter(it => !seen.has(it.at(-1) ?? from) && it.at(-1) !== NATION)
    for (const way of ways) seen.add(way.at(-1) ?? from)
  }
  return []
}
