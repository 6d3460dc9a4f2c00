/** Which declared names a checked program uses. Lists of codes are used by the types that hold them. */
import { walkCore } from '../../model/core-parts.ts'
import type { ColumnId, Core, Program, Type } from '../../model/program.ts'

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

type Recorders = { [K in Core['kind']]?: (core: Extract<Core, { kind: K }>, found: Found) => void }

const RECORDERS: Recorders = {
  Literal: ({ value }, found) => value.kind === 'absent' && found.reasons.add(value.reason),
  Column: ({ column }, found) => found.columns.add(column),
  LookUp: ({ column }, found) => found.columns.add(column),
  Shown: ({ column }, found) => found.columns.add(column),
  SlotOf: ({ column }, found) => found.columns.add(column),
  Table: ({ table }, found) => found.tables.add(table),
  Parameter: ({ parameter }, found) => found.parameters.add(parameter),
  AggregateMembers: ({ dimension }, found) => found.lists.add(dimension),
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
    record(level.groups?.where, found)
  }
  for (const { type, members, content } of program.columns.values()) {
    recordType(type, found)
    for (const { dimension } of members) found.lists.add(dimension)
    if (content.kind !== 'rule') continue
    record(content.is, found)
    for (const { when, reason } of content.show?.instead ?? []) {
      record(when, found)
      found.reasons.add(reason.reason)
    }
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
      for (const { holds } of claim.claims) record(holds, found)
      for (const { dimension } of claim.claims.flatMap(it => it.members)) found.lists.add(dimension)
    }
  }
}

function recordTables(program: Program, found: Found): void {
  for (const { keys, gives, rows, otherwise, line, level } of program.tables.values()) {
    for (const { type } of [...keys, ...gives]) recordType(type, found)
    for (const id of [...(level?.keys ?? []), ...(level?.gives ?? [])]) found.columns.add(id)
    record(otherwise, found)
    if (line?.outside !== 'nearest') record(line?.outside, found)
    for (const value of rows.flatMap(it => it.values))
      if (value.kind === 'absent') found.reasons.add(value.reason)
  }
}

function recordType(type: Type, found: Found): void {
  for (const it of type.alternatives) {
    if (it.kind === 'code') found.lists.add(it.list)
    if (it.kind === 'key') found.tables.add(it.table)
  }
}

const record = (core: Core | undefined, found: Found): void => {
  if (core !== undefined) walkCore(core, it => RECORDERS[it.kind]?.(it as never, found))
}
