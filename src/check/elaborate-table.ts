/**
 * Elaborates tables with rows: keys and values become constants, so that engines find a row by
 * comparing values.
 * spec: tables/exact, tables/ranges, tables/several-values
 */

import { nearest } from '../diagnostics/nearest.ts'
import { walkCore } from '../model/core-parts.ts'
import type { Core, KeyPattern, ProgramTable, ProgramTableRow, Type } from '../model/program.ts'
import type { Table, TableRow } from '../model/ruleset.ts'
import type { Expression } from '../syntax/expression/ast.ts'
import { type AbsenceKind, BUILT_IN_REASONS } from '../value/value.ts'
import { elaborate } from './elaborate-expression.ts'
import { constantIn, keyPatterns, noRow } from './elaborate-table-cell.ts'
import type { Context, Environment, KnownTable } from './environment.ts'
import { openKeys, readType } from './read-type.ts'
import { checkCoverage } from './table-coverage.ts'
import { reportOverlaps } from './table-overlap.ts'
import { withUnit } from './typed.ts'
import { isOnly, NOTHING } from './types.ts'

export function elaborateTable(env: Environment, table: Table): KnownTable {
  const context = noRow(env)
  const names = { lists: env.lists, tables: env.ruleset.tables, reporter: env.reporter }
  const keys = table.keys.map(it => ({ name: it.name, type: openKeys(readType(names, it.type), env) }))
  const gives = table.gives.map(it => ({
    name: it.name,
    type: openKeys(readType(names, it.type), env),
    ...withUnit(it.unit),
  }))
  const read = table.rows.map(row => elaborateRow(context, row, keys, gives))
  const rows = read.flat()
  const base = { ...baseOf(context, table), keys, gives, rows }
  const along = base.line?.along
  if (along !== undefined) checkLine(env, table, base)
  else reportOverlaps(env.reporter, table.name, base)
  const isSound = read.every(it => it.length > 0)
  const coverage = isSound && table.complete ? checkCoverage(env, table, base) : { isWhole: false }
  return { ...base, at: table.at, absences: cellAbsences(rows), ...noRowAbsences(base, coverage) }
}

type Shape = readonly { readonly name: string; readonly type: Type }[]

/** A row whose keys have alternatives in several kinds becomes several rows. */
function elaborateRow(
  context: Context,
  row: TableRow,
  keys: Shape,
  gives: Shape,
): readonly ProgramTableRow[] {
  const patterns = keys.map((key, index) => {
    const pattern = row.keys[index]
    return pattern === undefined ? [] : keyPatterns(context, pattern, key.type)
  })
  const values = gives.map((it, index) => {
    const cell = row.values[index]
    return cell === undefined ? undefined : constantIn(context, cell, it.type)
  })
  const known = values.flatMap(it => (it === undefined ? [] : [it]))
  if (known.length !== gives.length) return []
  return product(patterns).map(it => ({ keys: it, values: known, cites: row.cites, at: row.at }))
}

const product = (choices: readonly (readonly KeyPattern[])[]): readonly (readonly KeyPattern[])[] =>
  choices.reduce<readonly (readonly KeyPattern[])[]>(
    (rows, alternatives) => rows.flatMap(row => alternatives.map(it => [...row, it])),
    [[]],
  )

export type TableBase = Pick<ProgramTable, 'name' | 'title' | 'complete' | 'cites' | 'otherwise' | 'line'>

export function baseOf(context: Context, table: Table): TableBase {
  const { name, title, complete, cites } = table
  const [given] = table.gives
  const names = {
    lists: context.env.lists,
    tables: context.env.ruleset.tables,
    reporter: context.env.reporter,
  }
  const expected = given === undefined ? NOTHING : readType(names, given.type)
  const otherwise = table.otherwise && fallback(context, table.otherwise, expected)
  const line = table.line && lineOf(context, table, table.line)
  return { name, title, complete, cites, ...(otherwise && { otherwise }), ...(line && { line }) }
}

/** What stands in for a row is no table in turn: that could lead from one to the next for ever. */
function fallback(context: Context, node: Expression, expected: Type | undefined): Core {
  const { core } = elaborate(context, node, expected)
  const tables: Core[] = []
  walkCore(core, it => it.kind === 'Table' && tables.push(it))
  if (tables[0] !== undefined) {
    context.env.reporter.report('check/not-constant', tables[0].at, { what: 'what stands in for a row' })
  }
  return core
}

function lineOf(
  context: Context,
  table: Table,
  { along, atRepeat, atEnd, outside, at }: NonNullable<Table['line']>,
): NonNullable<ProgramTable['line']> {
  const names = table.keys.map(it => it.name)
  const index = names.indexOf(along)
  if (index < 0) {
    const args = { table: table.name, key: along, nearest: nearest(along, names) }
    context.env.reporter.report('check/unknown-key', at, args)
  }
  const beyond = outside === 'nearest' ? outside : fallback(context, outside, undefined)
  return { along: Math.max(index, 0), atRepeat, atEnd, outside: beyond }
}

/** A line joins numbers at numbers. */
function checkLine(
  env: Environment,
  table: Table,
  { keys, gives, rows, line }: Pick<ProgramTable, 'keys' | 'gives' | 'rows' | 'line'>,
): void {
  const along = keys[line?.along ?? 0]
  const isNumeric =
    along !== undefined && isOnly(along.type, 'number') && gives.every(it => isOnly(it.type, 'number'))
  if (!isNumeric)
    env.reporter.report('check/line-of-numbers', table.line?.at ?? table.at, { table: table.name })
  for (const row of rows) {
    const key = row.keys[line?.along ?? 0]
    if (isNumeric && key?.kind !== 'equals')
      env.reporter.report('check/line-at-points', row.at, { table: table.name })
  }
}

// --- absence -------------------------------------------------------------------------------------

const cellAbsences = (rows: readonly ProgramTableRow[]): readonly AbsenceKind[] => [
  ...new Set(rows.flatMap(row => row.values.flatMap(it => (it.kind === 'absent' ? [it.absence] : [])))),
]

/** What a key without a row gives, and whether the declared types of the keys leave any. */
export function noRowAbsences(
  table: Pick<ProgramTable, 'otherwise' | 'line'>,
  coverage: { readonly isWhole: boolean },
): Pick<KnownTable, 'withoutRow' | 'hasRowForAll'> {
  const outside =
    table.line === undefined || table.line.outside === 'nearest' ? undefined : table.line.outside
  const without = [
    absencesOf(table.otherwise) ?? [BUILT_IN_REASONS.no_row.absence],
    absencesOf(outside) ?? [],
  ]
  return {
    withoutRow: [...new Set(without.flat())],
    hasRowForAll: coverage.isWhole && outside === undefined,
  }
}

const absencesOf = (core: Core | undefined): readonly AbsenceKind[] | undefined => {
  if (core === undefined) return undefined
  return core.kind === 'Literal' && core.value.kind === 'absent' ? [core.value.absence] : []
}
