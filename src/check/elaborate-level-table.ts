/**
 * Elaborates tables that read a level: there are no rows here, and keys and values have the types of
 * the level's columns.
 * spec: tables/levels-as-tables
 */
import { nearest } from '../diagnostics/nearest.ts'
import type { Type } from '../model/program.ts'
import type { Table } from '../model/ruleset.ts'
import { columnId, type DeclaredColumn } from './declared-columns.ts'
import { baseOf, noRowAbsences } from './elaborate-table.ts'
import { noRow } from './elaborate-table-cell.ts'
import type { Environment, KnownTable } from './environment.ts'
import { openKeys } from './read-type.ts'
import { withUnit } from './typed.ts'
import { NOTHING } from './types.ts'

export function elaborateLevelTable(env: Environment, table: Table, level: string): KnownTable {
  const known = (column: DeclaredColumn | undefined) =>
    column === undefined ? undefined : env.know(column, [])
  const typeOf = (column: DeclaredColumn | undefined): Type => openKeys(known(column)?.type ?? NOTHING, env)
  const keys = keyColumns(env, level)
  const gives = table.gives.map(it => ({ ...it, column: columnGiven(env, level, it) }))
  return {
    ...unknownTable(env, table),
    ...baseOf(noRow(env), table),
    keys: keys.map(it => ({ name: it.name, type: typeOf(it) })),
    gives: gives.map(({ name, column, unit }) => ({
      ...{ name, type: typeOf(column) },
      ...withUnit(known(column)?.unit ?? unit),
    })),
    absences: [...new Set(gives.flatMap(it => known(it.column)?.absence.kinds ?? []))],
    ...noRowAbsences(baseOf(noRow(env), table), { isWhole: false }),
  }
}

/** What is known of a table before anything in it has been looked at: what it reads, of no type. */
export function unknownTable(env: Environment, table: Table): KnownTable {
  const { name, title, complete, cites, at, level } = table
  const unknown = (it: { readonly name: string }) => ({ name: it.name, type: NOTHING })
  const reads = level && {
    level: level.level,
    keys: keyColumns(env, level.level).map(it => columnId(it.level, it.name, [])),
    gives: table.gives.map(it => columnId(level.level, it.column ?? it.name, [])),
  }
  return {
    ...{ name, title, complete, cites, at, rows: [], absences: [], withoutRow: [], hasRowForAll: false },
    ...{ keys: table.keys.map(unknown), gives: table.gives.map(unknown) },
    ...(reads && { level: reads }),
  }
}

const keyColumns = (env: Environment, level: string): readonly DeclaredColumn[] =>
  (env.ruleset.levels.get(level)?.key ?? []).flatMap(it => env.columns.get(level)?.get(it) ?? [])

function columnGiven(
  env: Environment,
  level: string,
  given: Table['gives'][number],
): DeclaredColumn | undefined {
  const name = given.column ?? given.name
  const columns = env.columns.get(level)
  const column = columns?.get(name)
  if (column === undefined) {
    const args = { name, level, nearest: nearest(name, columns?.keys() ?? []) }
    env.reporter.report('check/unknown-column', given.at, args)
  } else if (column.per.length > 0) {
    env.reporter.report('check/dimensioned-key', given.at, { name, dimension: column.per.join('`, `') })
    return undefined
  }
  return column
}
