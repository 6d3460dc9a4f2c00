/**
 * Which columns stand on rows that nobody typed in: sums over entries when there is one entry, say. Such
 * a column cannot be computed from a row alone, so its value is asked for like an input.
 */
import { walkCore } from '../model/core-parts.ts'
import type { Column, Core, CoreSlots, Program } from '../model/program.ts'

/** Levels whose rows are all known, because a file or several typed rows gave them. */
export type KnownLevels = ReadonlySet<string>

export function isMadeOfRows(program: Program, { content }: Column, known: KnownLevels): boolean {
  return content.kind === 'rule' && readsUnknownRows(program, content.is, known)
}

/** Whether what is published in place of the value depends on rows that are not known. */
export function isPublishedByRows(program: Program, { content }: Column, known: KnownLevels): boolean {
  if (content.kind !== 'rule') return false
  return (content.show?.instead ?? []).some(it => readsUnknownRows(program, it.when, known))
}

function readsUnknownRows(program: Program, core: Core, known: KnownLevels): boolean {
  let found = false
  walkCore(core, part => {
    const level = levelRead(program, part)
    found ||= level !== undefined && !hasKnownRows(program, level, known)
  })
  return found
}

/** The level whose rows a part of a formula goes through; undefined where it stays on its own row. */
function levelRead(program: Program, part: Core): string | undefined {
  if (part.kind === 'AggregateRows' || part.kind === 'Slots') return part.level
  if (part.kind === 'Table') return program.tables.get(part.table)?.level?.level
  return part.kind === 'SlotOf' ? slotsOf(program, part.column)?.level : undefined
}

function slotsOf(program: Program, column: string): CoreSlots | undefined {
  const content = program.columns.get(column)?.content
  return content?.kind === 'rule' && content.is.kind === 'Slots' ? content.is : undefined
}

/** Groups are known where the rows that they group are. */
export function hasKnownRows(program: Program, level: string, known: KnownLevels): boolean {
  if (known.has(level)) return true
  const below = program.levels.get(level)?.groups?.level
  return below !== undefined && hasKnownRows(program, below, known)
}
