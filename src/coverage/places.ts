/**
 * The places of a ruleset that examples can exercise and assert on: rules, rows of decision tables, branches,
 * rows of tables, fills of slots, and what stands in place of a published value. What is written once is
 * one place, however many columns it was written out into.
 */
import { walkCore } from '../model/core-parts.ts'
import { ownersIn } from '../model/owner.ts'
import type { Core, CoreSlots, Program, ProgramTable } from '../model/program.ts'
import type { Span } from '../source/source.ts'

export const PLACE_SORTS = {
  rule: 'rules',
  'decision row': 'decision rows',
  branch: 'branches',
  fill: 'fills of slots',
  publication: 'suppressions',
  'table row': 'table rows',
} as const
export type PlaceSort = keyof typeof PLACE_SORTS

export interface Place {
  /** The same for the same place of the same text, in programs checked from it at other times. */
  readonly id: string
  readonly sort: PlaceSort
  /** The rule, table or style it is in. */
  readonly owner: string
  readonly at: Span
  /** Parts of the program: any of them in a slice means that the place had a say. */
  readonly objects: readonly object[]
}

export function placesIn(program: Program): readonly Place[] {
  const found = new Map<string, Place & { readonly objects: object[] }>()
  const ownerOf = ownersIn(program)
  const add: Add = (sort, at, object, owner = ownerOf(at)) => {
    const id = `${sort} ${at.source.name} ${at.start} ${at.end}`
    const place = found.get(id) ?? { id, sort, owner, at, objects: [] }
    found.set(id, place)
    place.objects.push(object)
  }
  for (const { content, level } of program.columns.values()) {
    if (content.kind !== 'rule') continue
    const { rule, is, show } = content
    add('rule', rule.at, is, `${level}.${rule.name}`)
    walkCore(is, it => addParts(it, add))
    for (const it of show?.instead ?? []) add('publication', it.when.at, it)
  }
  for (const table of program.tables.values()) addTable(table, add)
  return [...found.values()]
}

type Add = (sort: PlaceSort, at: Span, object: object, owner?: string) => void

function addParts(core: Core, add: Add): void {
  if (core.kind === 'If') for (const it of [core.yes, core.no]) addArm(it, add)
  if (core.kind === 'Otherwise') add('branch', core.fallback.at, core.fallback)
  if (core.kind === 'Decide') for (const it of core.rows) add('decision row', it.at, it)
  if (core.kind === 'Slots') addFills(core, add)
}

/** `else if` goes on with arms of its own. */
function addArm(arm: Core, add: Add): void {
  if (arm.kind !== 'If') add('branch', arm.at, arm)
}

const addFills = ({ fills }: CoreSlots, add: Add): void => {
  for (const it of fills) add('fill', it.take.at, it)
}

function addTable({ name, level, rows, otherwise }: ProgramTable, add: Add): void {
  if (level !== undefined) return
  for (const it of rows) add('table row', it.at, it, `table ${name}`)
  if (otherwise !== undefined) add('branch', otherwise.at, otherwise, `table ${name}`)
}
