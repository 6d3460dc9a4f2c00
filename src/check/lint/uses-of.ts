/**
 * Which declared names a checked program reads. Walks core expressions whole, whatever their kinds,
 * so that a kind added later is walked too; only the kinds that name something are listed.
 */
import type { ColumnId, Core, CorePattern, Program, Type } from '../../model/program.ts'
import type { Value } from '../../value/value.ts'

export interface Uses {
  readonly columns: ReadonlySet<ColumnId>
  readonly tables: ReadonlySet<string>
  readonly parameters: ReadonlySet<string>
  readonly reasons: ReadonlySet<string>
  /** Code lists and dimensions. */
  readonly lists: ReadonlySet<string>
}

interface Found {
  readonly columns: Set<ColumnId>
  readonly tables: Set<string>
  readonly parameters: Set<string>
  readonly reasons: Set<string>
  readonly lists: Set<string>
}

type Node = Core | CorePattern | Value
type Recorders = { [K in Node['kind']]?: (node: Extract<Node, { kind: K }>, found: Found) => void }

const RECORDERS: Recorders = {
  Column: (node, found) => found.columns.add(node.column),
  LookUp: (node, found) => found.columns.add(node.column),
  Shown: (node, found) => found.columns.add(node.column),
  SlotOf: (node, found) => found.columns.add(node.column),
  Table: (node, found) => found.tables.add(node.table),
  Parameter: (node, found) => found.parameters.add(node.parameter),
  AggregateMembers: (node, found) => found.lists.add(node.dimension),
  codes: (node, found) => found.lists.add(node.list),
  code: (node, found) => found.lists.add(node.list),
  /** An absence word as a pattern has the same kind, and names no reason. */
  absent: (node, found) => 'reason' in node && found.reasons.add(node.reason),
}

export function usesOf(program: Program): Uses {
  const found: Found = {
    columns: new Set(),
    tables: new Set(),
    parameters: new Set(),
    reasons: new Set(),
    lists: new Set(),
  }
  for (const level of program.levels.values()) {
    for (const id of [...level.key, ...[...level.belongs.values()].flat()]) found.columns.add(id)
    walk(level.groups?.where, found)
  }
  for (const { type, members, content } of program.columns.values()) {
    recordType(type, found)
    for (const { dimension } of members) found.lists.add(dimension)
    if (content.kind === 'rule') walk([content.is, content.show?.instead], found)
  }
  recordTables(program, found)
  for (const { type } of program.parameters.values()) recordType(type, found)
  recordLaws(program, found)
  return found
}

function recordLaws(program: Program, found: Found): void {
  for (const { set, claim } of program.laws.values()) {
    for (const name of set.keys()) found.parameters.add(name)
    if (claim.kind === 'better') {
      for (const id of [...claim.inputs, ...claim.neverLowers]) found.columns.add(id)
    } else {
      walk(
        claim.claims.map(it => it.holds),
        found,
      )
      for (const { dimension } of claim.claims.flatMap(it => it.members)) found.lists.add(dimension)
    }
  }
}

function recordTables(program: Program, found: Found): void {
  for (const { keys, gives, rows, otherwise, line, level } of program.tables.values()) {
    for (const { type } of [...keys, ...gives]) recordType(type, found)
    for (const id of [...(level?.keys ?? []), ...(level?.gives ?? [])]) found.columns.add(id)
    walk([otherwise, line?.outside, rows.map(it => it.values)], found)
  }
}

function recordType(type: Type, found: Found): void {
  for (const it of type.alternatives) {
    if (it.kind === 'code') found.lists.add(it.list)
    if (it.kind === 'key') found.tables.add(it.table)
  }
}

function walk(node: unknown, found: Found): void {
  if (typeof node !== 'object' || node === null) return
  if (Array.isArray(node)) {
    for (const it of node) walk(it, found)
    return
  }
  if ('kind' in node) RECORDERS[node.kind as Node['kind']]?.(node as never, found)
  for (const [key, it] of Object.entries(node)) if (key !== 'at') walk(it, found)
}
