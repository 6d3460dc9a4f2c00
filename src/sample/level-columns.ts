/** The columns of a level of a description: which the program has, which are filled by themselves, which are hidden. */
import { headingOf } from '../data/cell.ts'
import { inputsOf, type LevelInput } from '../data/match-columns.ts'
import { nearest } from '../diagnostics/nearest.ts'
import type { Column, Program } from '../model/program.ts'
import type { DrawnColumn, LevelDescription } from './description.ts'
import type { ScopeColumn, Slot } from './scope.ts'
import { membersOf } from './scope.ts'
import type { Complain } from './site.ts'

/** A column for all its members, with the inputs that they are where it is one. */
export interface LevelColumn extends ScopeColumn {
  readonly inputs: readonly Column[]
}

export interface LevelColumns {
  readonly byName: ReadonlyMap<string, LevelColumn>
  readonly inputs: readonly LevelInput[]
  /** Slots by heading. */
  readonly slotOf: (heading: string) => number | undefined
}

/** The slot that keeps a row's own key where it has no column of its own for it. */
export const KEY_SLOT = 0

export function columnsOf(level: LevelDescription, program: Program, complain: Complain): LevelColumns {
  const inputs = inputsOf(program, level.name)
  const slots = slotsFrom(KEY_SLOT + 1)
  const byName = new Map<string, LevelColumn>()
  for (const name of new Set(inputs.map(it => it.column.name))) {
    const own = inputs.map(it => it.column).filter(it => it.name === name)
    const dimensions = (own[0]?.members ?? []).map(it => it.dimension)
    const made = own.map(it => slots.next(`${level.name}.${headingOf(it)}`, membersIn(it)))
    byName.set(name, { name, dimensions, slots: made, inputs: own })
  }
  for (const column of level.hidden.values()) {
    if (byName.has(column.name)) complain('sample/hidden-input', column.at, { input: column.name })
    else byName.set(column.name, hiddenColumn(column, level.name, program, slots, complain))
  }
  checkInputs(level, byName, complain)
  const headings = new Map(
    [...byName.values()].flatMap(({ slots: own }) => own.map(it => [it.id, it.index] as const)),
  )
  return { byName, inputs, slotOf: heading => headings.get(`${level.name}.${heading}`) }
}

const membersIn = ({ members }: Column): readonly string[] => members.map(it => it.member)

const slotsFrom = (first: number) => {
  let index = first
  return { next: (id: string, members: readonly string[]): Slot => ({ id, members, index: index++ }) }
}

function hiddenColumn(
  { name, per }: DrawnColumn,
  level: string,
  program: Program,
  slots: ReturnType<typeof slotsFrom>,
  complain: Complain,
): LevelColumn {
  const known = [...program.ruleset.dimensions.keys()]
  for (const { text, at } of per) {
    if (!known.includes(text)) {
      complain('sample/unknown-dimension', at, { dimension: text, nearest: nearest(text, known) })
    }
  }
  const dimensions = per.map(it => it.text).filter(it => known.includes(it))
  const places = dimensions.reduce<readonly (readonly string[])[]>(
    (all, it) => all.flatMap(place => membersOf(program, it).map(member => [...place, member])),
    [[]],
  )
  const made = places.map(it => slots.next([level, name, ...it].join('.'), it))
  return { name, dimensions, slots: made, inputs: [] }
}

/** Every name under `inputs` is one, and every name of a listed row is something of the level. */
function checkInputs(
  level: LevelDescription,
  byName: ReadonlyMap<string, LevelColumn>,
  complain: Complain,
): void {
  const names = [...byName.values()].filter(it => it.inputs.length > 0).map(it => it.name)
  const unknown = ({ name, at, per }: DrawnColumn, known: readonly string[]): void => {
    if (!known.includes(name)) {
      const args = { input: name, level: level.name, nearest: nearest(name, known) }
      complain('sample/unknown-input', at, args)
    }
    for (const it of known.includes(name) ? per : []) {
      complain('sample/dimension-of-input', it.at, { input: name })
    }
  }
  for (const column of level.inputs.values()) unknown(column, names)
  const listed = level.rows?.kind === 'listed' ? level.rows.rows : []
  for (const row of listed) for (const column of row.columns.values()) unknown(column, [...byName.keys()])
}
