/**
 * Programs between two others: of the parts in which they differ some are taken from the second, the rest
 * from the first. What only one of them has stands by, read by whatever of that one is taken.
 */
import type { Column, ColumnId, CoreDecide, Program, ProgramTable } from '../../model/program.ts'
import { type Change, words } from '../change.ts'
import type { Pair } from '../structure/pair.ts'
import {
  type Choice,
  type ColumnChoice,
  columnChoice,
  type Part,
  PartList,
  shape,
  type TableChoice,
  tableChoice,
  taken,
} from './parts.ts'
import { type Choices, columnsBehind, partsBehind, type Whole } from './parts-behind.ts'

export interface Between {
  readonly parts: readonly Part[]
  /** Places of the parts that these columns may rest on, in the first or in the second. */
  behind(columns: readonly ColumnId[], isAfter: boolean): readonly number[]
  /** With the parts of these places taken from the second; undefined where columns would rest on themselves. */
  program(chosen: ReadonlySet<number>, columns: readonly ColumnId[]): Program | undefined
}

export interface Said {
  readonly changes: readonly Change[]
  readonly pairs: ReadonlyMap<string, Pair>
}

/** Both programs are under the names of the second. */
export function programsBetween(before: Program, after: Program, { changes, pairs }: Said): Between {
  const list = new PartList(changes)
  const choices: Choices = {
    columns: both(before.columns, after.columns, (was, is) => columnChoice(was, is, pairs, list)),
    tables: both(before.tables, after.tables, (was, is) => tableChoice(was, is, list)),
    levels: both(before.levels, after.levels, (was, is, name) => choice(was, is, list, `levels.${name}`)),
    parameters: both(before.parameters, after.parameters, (was, is, name) =>
      choice(was, is, list, `parameters.${name}`),
    ),
    codes: both(before.ruleset.codes, after.ruleset.codes, (was, is, name) =>
      choice(was, is, list, `codes.${name}`, ({ order, codes }) => shape([order, codes.map(it => it.code)])),
    ),
    dimensions: both(before.ruleset.dimensions, after.ruleset.dimensions, (was, is, name) =>
      choice(was, is, list, `dimensions.${name}`, it => shape([it.meets, it.members.map(own => own.name)])),
    ),
  }
  const { parts } = list
  const vocabulary = parts.flatMap(({ entry }, part) => (VOCABULARY.test(entry) ? [part] : []))
  const leads = refinementsAmong(choices, parts, changes)
  return {
    parts: parts.map((it, place) => withFollowers(it, place, parts, leads)),
    behind(own, isAfter) {
      const found = partsBehind(isAfter ? after : before, own, choices)
      return [...new Set([...vocabulary, ...found])].map(it => leads.get(it) ?? it)
    },
    program(chosen, own) {
      const all = new Set(chosen)
      for (const [follower, leader] of leads) if (chosen.has(leader)) all.add(follower)
      return mixed(choices, after, all, own)
    },
  }
}
const VOCABULARY = /^(?:codes|dimensions|levels\.\w+$)/

function both<T, C extends object>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  choose: (was: T, is: T, name: string) => C,
): ReadonlyMap<string, C | Whole<T>> {
  const found = new Map<string, C | Whole<T>>()
  for (const name of new Set([...after.keys(), ...before.keys()])) {
    const [was, is] = [before.get(name), after.get(name)]
    const isBoth = was !== undefined && is !== undefined
    if (isBoth) found.set(name, choose(was, is, name))
    else found.set(name, { whole: { ...(was && { before: was }), ...(is && { after: is }) } })
  }
  return found
}

function choice<T>(
  before: T,
  after: T,
  list: PartList,
  entry: string,
  tells: (it: T) => string = shape,
): Whole<T> {
  return tells(before) === tells(after)
    ? { whole: { before, after } }
    : { whole: { before, after, part: list.whole(entry) } }
}

// --- a program between -----------------------------------------------------------------------------

function mixed(
  choices: Choices,
  after: Program,
  chosen: ReadonlySet<number>,
  wanted: readonly ColumnId[],
): Program | undefined {
  const wholes = <T>(own: ReadonlyMap<string, Whole<T>>): ReadonlyMap<string, T> =>
    made(own, it => taken(it.whole, chosen))
  const ruleset = { ...after.ruleset, codes: wholes(choices.codes), dimensions: wholes(choices.dimensions) }
  const program: Program = {
    ruleset,
    levels: wholes(choices.levels),
    columns: made(choices.columns, it => columnOf(it, chosen)),
    tables: made(choices.tables, it => tableOf(it, chosen)),
    parameters: wholes(choices.parameters),
    order: after.order,
    laws: new Map(),
  }
  return columnsBehind(program, wanted) === undefined ? undefined : program
}

const made = <C, T>(
  choices: ReadonlyMap<string, C>,
  make: (it: C) => T | undefined,
): ReadonlyMap<string, T> =>
  new Map(
    [...choices].flatMap(([name, it]) => {
      const value = make(it)
      return value === undefined ? [] : [[name, value] as const]
    }),
  )

/** What was put together of the same rows is the same thing, so that engines may remember what they know of it. */
const known = new WeakMap<object, Map<string, unknown>>()
function remembered<T>(of: object, key: string, make: () => T): T {
  const own = known.get(of) ?? new Map<string, unknown>()
  known.set(of, own)
  if (!own.has(key)) own.set(key, make())
  return own.get(key) as T
}

const keyOf = (rows: readonly Choice<unknown>[], chosen: ReadonlySet<number>): string =>
  rows.flatMap(({ part }) => (part !== undefined && chosen.has(part) ? [part] : [])).join()

function columnOf(choice: ColumnChoice, chosen: ReadonlySet<number>): Column | undefined {
  const { whole, decide } = choice
  const { after } = whole
  if (decide === undefined || after?.content.kind !== 'rule') return taken(whole, chosen)
  const { content } = after
  return remembered(choice, keyOf(decide.rows, chosen), () => {
    const rows = decide.rows.flatMap(it => taken(it, chosen) ?? [])
    const is: CoreDecide = { ...(content.is as CoreDecide), on: decide.on, rows }
    return { ...after, content: { ...content, is } }
  })
}

function tableOf(choice: TableChoice, chosen: ReadonlySet<number>): ProgramTable | undefined {
  const { whole, rows } = choice
  const { after } = whole
  if (rows === undefined || after === undefined) return taken(whole, chosen)
  return remembered(choice, keyOf(rows, chosen), () => ({
    ...after,
    rows: rows.flatMap(it => taken(it, chosen) ?? []),
  }))
}

// --- parts that go together ------------------------------------------------------------------------

/**
 * A value of a table that was given up for a table of its own goes with the decision row that looks it up
 * there: which part goes with which.
 */
function refinementsAmong(
  { columns, tables }: Choices,
  parts: readonly Part[],
  changes: readonly Change[],
): ReadonlyMap<number, number> {
  const leads = new Map<number, number>()
  for (const { form, entry, text } of changes) {
    const into = / \(table (.+)\)$/.exec(text)?.[1]
    const leader = parts.findIndex(it => it.entry === entry && text.startsWith(`${it.name}:`))
    if (form !== 'refined' || into === undefined || leader < 0) continue
    const isInto = (table: string): boolean =>
      words(table) === into && tables.get(table)?.whole.before === undefined
    for (const { decide } of columns.values()) {
      for (const { after, part } of decide?.rows ?? [])
        if (part !== undefined && after?.outcome.kind === 'Table' && isInto(after.outcome.table))
          leads.set(part, leader)
    }
  }
  return leads
}

/** A part with what follows it. */
const withFollowers = (
  part: Part,
  place: number,
  parts: readonly Part[],
  leads: ReadonlyMap<number, number>,
): Part => ({
  ...part,
  says: [
    ...part.says,
    ...[...leads].flatMap(([it, leader]) => (leader === place ? (parts[it]?.says ?? []) : [])),
  ],
})
