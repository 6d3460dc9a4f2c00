/**
 * All mutants of a program. An expression that was written out into many columns is changed in all of
 * them at once: changes of the same kind, of the same text, to the same text are one mutant.
 */

import { walkCore } from '../model/core-parts.ts'
import { ownersIn } from '../model/owner.ts'
import type {
  Column,
  ColumnId,
  Core,
  Program,
  ProgramParameter,
  ProgramShow,
  ProgramTable,
  RuleContent,
} from '../model/program.ts'
import { replaceCore } from '../model/replace-core.ts'
import { type Span, textOf } from '../source/source.ts'
import { type Change, type Edit, oneLine } from './change.ts'
import { type IdleEnds, idleEndsIn } from './idle-bound.ts'
import type { Mutant, MutationKind } from './mutant.ts'
import { changesOf } from './mutate-core.ts'
import { literalChanges, type Role, rolesIn } from './mutate-numbers.ts'
import { showChanges } from './mutate-show.ts'
import { tableChanges } from './mutate-table.ts'
import { type PlaceOf, placesIn } from './place.ts'
import { isTableRefused } from './refused.ts'
import { stepped } from './stepped.ts'

export function mutantsOf(program: Program): readonly Mutant[] {
  return [...formulaMutants(program), ...parameterMutants(program), ...tableMutants(program)]
}

const idOf = (kind: MutationKind, { source, start, end }: Span, before: string, after: string): string =>
  [kind, source.name, start, end, before, after].join('|')

// --- formulas ------------------------------------------------------------------------------------

interface Gathered {
  readonly kind: MutationKind
  readonly at: Span
  readonly before: string
  readonly after: string
  readonly edit: Edit | undefined
  /** What takes the place of expressions, by the column or level they are in. */
  readonly columns: Map<string, Map<Core, Core>>
  readonly levels: Map<string, Map<Core, Core>>
  readonly shows: Map<string, ProgramShow>
  readonly sites: object[]
  isOfPublication: boolean
}

function formulaMutants(program: Program): readonly Mutant[] {
  const gathered = new Map<string, Gathered>()
  const around: Surroundings = { program, placeOf: placesIn(program), role: 'constant' }
  const of = ({ kind, at, before, after, edit }: Omit<Change, 'core' | 'sites'>): Gathered => {
    const [was, is] = [oneLine(before ?? textOf(at)), oneLine(after)]
    const id = idOf(kind, at, was, is)
    const found = gathered.get(id) ?? {
      ...{ kind, at, before: was, after: is, edit, sites: [], isOfPublication: true },
      ...{ columns: new Map(), levels: new Map(), shows: new Map() },
    }
    gathered.set(id, found)
    return found
  }
  for (const column of program.columns.values()) {
    if (column.content.kind !== 'rule') continue
    for (const [index, root] of rootsOf(column.content).entries())
      gatherChanges(root, around, (core, change) => {
        addCore(of(change).columns, of(change), column.id, core, change)
        if (index === 0) of(change).isOfPublication = false
      })
    for (const { show, ...change } of showChanges(column.content, program)) {
      of(change).shows.set(column.id, show)
      of(change).sites.push(column.content)
    }
  }
  for (const level of program.levels.values()) {
    const where = level.groups?.where
    if (where !== undefined)
      gatherChanges(where, around, (core, change) => {
        addCore(of(change).levels, of(change), level.name, core, change)
        of(change).sites.push(level)
      })
  }
  const ownerOf = ownersIn(program)
  return [...gathered].map(
    ([id, it]): Mutant => ({
      ...{ id, kind: it.kind, at: it.at, before: it.before, after: it.after, sites: it.sites },
      owner: ownerOf(it.at),
      columns: [...it.columns.keys(), ...it.shows.keys()],
      isOfPublication: it.isOfPublication && it.levels.size === 0,
      ...(it.edit === undefined ? {} : { edit: it.edit }),
      apply: () => applied(program, it),
      isRefused: () => false,
    }),
  )
}

const rootsOf = ({ is, show }: RuleContent): readonly Core[] => [
  is,
  ...(show?.instead.map(it => it.when) ?? []),
]

type Add = (core: Core, change: Change) => void

interface Surroundings {
  readonly program: Program
  readonly placeOf: PlaceOf
  readonly role: Role
  readonly idle?: IdleEnds
}

function gatherChanges(core: Core, around: Surroundings, add: Add): void {
  const placed = { ...core, at: around.placeOf(core) }
  const changes = placed.kind === 'Literal' ? literalChanges(placed, around.role) : changesOf(placed)
  const isIdle = around.idle?.get(core)
  for (const change of changes) {
    const moved = change.core.kind === 'Literal' ? change.core.value : undefined
    if (moved?.kind !== 'number' || isIdle?.(moved.number) !== true) add(core, change)
  }
  const idle = idleEndsIn(core, around.program)
  for (const [part, role] of rolesIn(core, around.role)) gatherChanges(part, { ...around, role, idle }, add)
}

function addCore(
  into: Map<string, Map<Core, Core>>,
  { sites }: Gathered,
  name: string,
  core: Core,
  change: Change,
): void {
  const replaced = into.get(name) ?? new Map<Core, Core>()
  into.set(name, replaced.set(core, change.core))
  sites.push(...(change.sites ?? [core]))
}

function applied(program: Program, { columns: changed, levels, shows }: Gathered): Program {
  const columns = new Map(program.columns)
  for (const [id, by] of changed) {
    const column = columns.get(id)
    if (column?.content.kind === 'rule') columns.set(id, withContent(column, replacedIn(column.content, by)))
  }
  for (const [id, show] of shows) {
    const column = columns.get(id)
    if (column?.content.kind === 'rule') columns.set(id, withContent(column, { ...column.content, show }))
  }
  if (levels.size === 0) return { ...program, columns }
  const own = [...program.levels].map(([name, level]) => {
    const by = levels.get(name)
    const { groups } = level
    if (by === undefined || groups?.where === undefined) return [name, level] as const
    return [name, { ...level, groups: { ...groups, where: replaceCore(groups.where, by) } }] as const
  })
  return { ...program, columns, levels: new Map(own) }
}

const withContent = (column: Column, content: RuleContent): Column => ({ ...column, content })

function replacedIn(content: RuleContent, by: ReadonlyMap<Core, Core>): RuleContent {
  const is = replaceCore(content.is, by)
  const { show } = content
  if (show === undefined) return { ...content, is }
  const instead = show.instead.map(it => ({ ...it, when: replaceCore(it.when, by) }))
  return { ...content, is, show: { ...show, instead } }
}

// --- parameters and tables -----------------------------------------------------------------------

function parameterMutants(program: Program): readonly Mutant[] {
  return [...program.parameters.values()].flatMap((parameter): readonly Mutant[] => {
    const declared = program.ruleset.parameters.get(parameter.name)
    const written = declared?.default
    const other =
      written &&
      otherDefault(
        parameter,
        written.text,
        declared.choices?.map(it => it.name),
      )
    if (written === undefined || other === undefined) return []
    const changed = { ...parameter, default: other.value }
    return [
      {
        ...{ kind: 'default', at: written.at, before: written.text, after: other.text, sites: [parameter] },
        id: idOf('default', written.at, written.text, other.text),
        owner: `parameter ${parameter.name}`,
        columns: columnsWith(program, it => it.kind === 'Parameter' && it.parameter === parameter.name),
        isOfPublication: false,
        apply: () => ({
          ...program,
          parameters: new Map([...program.parameters, [parameter.name, changed]]),
        }),
        isRefused: () => false,
      },
    ]
  })
}

function otherDefault(
  { default: usual }: ProgramParameter,
  text: string,
  choices: readonly string[] | undefined,
) {
  if (usual?.kind === 'yes/no')
    return { text: usual.yes ? 'no' : 'yes', value: { ...usual, yes: !usual.yes } }
  if (usual?.kind === 'code') {
    const other = choices?.find(it => it !== usual.code)
    return other === undefined ? undefined : { text: other, value: { ...usual, code: other } }
  }
  return usual?.kind === 'number' ? stepped(text, 1) : undefined
}

const tableMutants = (program: Program): readonly Mutant[] =>
  [...program.tables.values()].flatMap(table => {
    const columns = columnsWith(program, it => it.kind === 'Table' && it.table === table.name)
    return tableChanges(table).map(
      (it): Mutant => ({
        ...{ kind: it.kind, at: it.at, before: it.before, after: it.after, sites: it.sites },
        id: idOf(it.kind, it.at, it.before, it.after),
        owner: `table ${table.name}`,
        columns,
        isOfPublication: false,
        apply: () => withTable(program, it.table()),
        isRefused: () => isTableRefused(program, it.table()),
      }),
    )
  })

/** Rule columns in whose formula there is such a part. */
const columnsWith = (program: Program, is: (part: Core) => boolean): readonly ColumnId[] =>
  [...program.columns.values()].flatMap(({ id, content }) => {
    let found = false
    if (content.kind === 'rule') walkCore(content.is, it => (found ||= is(it)))
    return found ? [id] : []
  })

const withTable = (program: Program, table: ProgramTable): Program => ({
  ...program,
  tables: new Map([...program.tables, [table.name, table]]),
})
