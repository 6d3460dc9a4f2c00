/**
 * Tries a row-level rule on every class of input that the rules of the two years can tell apart. Starts
 * with nothing settled; whatever input either year reads next is settled to each of its classes in turn,
 * so that inputs that are never read are never multiplied.
 */

import { fromWorst, listsIn } from '../../check/lists.ts'
import { type Node, nameOf, readsOf } from '../../check/reads-of.ts'
import type { GeneratedCohort, GeneratedRow } from '../../laws/generated-cohort.ts'
import { walkCore } from '../../model/core-parts.ts'
import type { ColumnId, Program } from '../../model/program.ts'
import { code, NO, type Value, YES } from '../../value/value.ts'
import { classesOf } from './input-classes.ts'
import { type Joint, runBoth, type Settings } from './joint.ts'
import { plainCohort } from './plain-cohort.ts'
import { readsOfCell } from './reads.ts'
import { type Difference, differenceOf } from './witness.ts'

export interface Explored {
  /** Classes of input tried: together they are all inputs that both years accept. */
  readonly classes: number
  readonly inputs: readonly string[]
  readonly differences: readonly Difference[]
  /** Parameters with endlessly many values, which kept their default. */
  readonly fixed: readonly string[]
}

/**
 * Undefined where the rule reads other rows, or an input with too many values, or there are too many
 * classes, or no more time.
 */
export function explore(
  joint: Joint,
  column: ColumnId,
  isOver: () => boolean = () => false,
): Explored | undefined {
  const closures = {
    before: rowClosure(joint.before, joint.beforeId(column)),
    after: rowClosure(joint.after, column),
  }
  const { before, after } = closures
  if (before === undefined || after === undefined) return undefined
  const pools = poolsOf(joint, { before, after })
  if (pools === undefined) return undefined
  const search = new Search(joint, column, pools, isOver)
  return search.run()
}
const MOST_CLASSES = 1500

/** The columns behind a column, if they are all of its own row. */
function rowClosure(program: Program, column: ColumnId): ReadonlySet<ColumnId> | undefined {
  const level = program.columns.get(column)?.level ?? ''
  if (program.levels.get(level)?.groups !== undefined || program.levels.get(level)?.key.length === 0)
    return undefined
  const seen = new Map<string, ColumnId>()
  const pending: Node[] = [
    { column, isPublished: false },
    { column, isPublished: true },
  ]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (seen.has(nameOf(node))) continue
    const found = program.columns.get(node.column)
    if (found === undefined || found.level !== level || readsElsewhere(program, node)) return undefined
    seen.set(nameOf(node), node.column)
    pending.push(...readsOf(program, node))
  }
  return new Set(seen.values())
}

const ELSEWHERE: ReadonlySet<string> = new Set(['LookUp', 'AggregateRows', 'Slots', 'SlotOf'])

function readsElsewhere(program: Program, { column }: Node): boolean {
  const content = program.columns.get(column)?.content
  if (content?.kind !== 'rule') return false
  let found = false
  const look = (core: Parameters<typeof walkCore>[0]): void =>
    walkCore(core, it => {
      const isOutside = it.kind === 'Shown' && it.path.length > 0
      const isLevel = it.kind === 'Table' && program.tables.get(it.table)?.level !== undefined
      if (ELSEWHERE.has(it.kind) || isOutside || isLevel) found = true
    })
  look(content.is)
  for (const it of content.show?.instead ?? []) look(it.when)
  return found
}

// --- what can be tried -----------------------------------------------------------------------------

/** Values by name: inputs under their new names, and parameters. */
interface Pools {
  readonly inputs: ReadonlyMap<ColumnId, readonly Value[]>
  readonly parameters: ReadonlyMap<string, readonly Value[]>
  readonly fixed: ReadonlySet<string>
}

function poolsOf(
  joint: Joint,
  closures: { readonly before: ReadonlySet<ColumnId>; readonly after: ReadonlySet<ColumnId> },
): Pools | undefined {
  const inputs = new Map<ColumnId, readonly Value[]>()
  for (const input of joint.inputs.values()) {
    const isRead =
      (input.after !== undefined && closures.after.has(input.after.id)) ||
      (input.before !== undefined && closures.before.has(input.before.id))
    if (!isRead) continue
    const classes = classesOf(joint, input, closures)
    if (classes === undefined) return undefined
    inputs.set(input.id, classes)
  }
  const settings = parameterPools(joint)
  return { inputs, ...settings }
}

/** By name, every value of the parameters that have few. */
export function parameterChoices(program: Program): ReadonlyMap<string, readonly Value[]> {
  const lists = listsIn(program.ruleset)
  return new Map(
    [...program.parameters.values()].flatMap(({ name, type }) => {
      const all = type.alternatives.flatMap((it): readonly Value[] => {
        if (it.kind === 'yes/no') return [NO, YES]
        const list = it.kind === 'code' ? lists.get(it.list) : undefined
        return it.kind === 'code' && list !== undefined
          ? (it.only ?? fromWorst(list)).map(own => code(it.list, own))
          : []
      })
      return all.length === 0 ? [] : [[name, all] as const]
    }),
  )
}

export function parameterPools({ before, after, toAfter }: Joint): Pick<Pools, 'parameters' | 'fixed'> {
  const parameters = new Map<string, readonly Value[]>()
  const fixed = new Set<string>()
  const same = (it: Value): Value => it
  for (const { program, map } of [
    { program: after, map: same },
    { program: before, map: toAfter },
  ]) {
    const choices = parameterChoices(program)
    for (const { name, default: value } of program.parameters.values()) {
      const all = choices.get(name) ?? []
      const usual = value === undefined ? [] : [value]
      const values = all.length > 0 ? [...usual, ...all] : usual
      const known = parameters.get(name)
      if (all.length === 0) fixed.add(name)
      const texts = new Set((known ?? []).map(it => JSON.stringify(textOf(it))))
      const own = distinct(values.map(map))
      // A choice that only one of the years has cannot be made for both.
      parameters.set(
        name,
        known === undefined ? own : own.filter(it => texts.has(JSON.stringify(textOf(it)))),
      )
    }
  }
  return { parameters, fixed }
}

const textOf = (value: Value): string =>
  JSON.stringify(value, (_, it) => (typeof it === 'bigint' ? String(it) : it))
const distinct = (values: readonly Value[]): readonly Value[] => [
  ...new Map(values.map(it => [textOf(it), it])).values(),
]

// --- trying it -------------------------------------------------------------------------------------

type Settled = ReadonlyMap<string, Value>

class Search {
  readonly #joint: Joint
  readonly #column: ColumnId
  readonly #pools: Pools
  readonly #isOver: () => boolean
  readonly #found: Difference[] = []
  readonly #read = new Set<string>()
  readonly #fixed = new Set<string>()
  readonly #plain: GeneratedRow
  readonly #level: string
  #classes = 0

  constructor(joint: Joint, column: ColumnId, pools: Pools, isOver: () => boolean) {
    this.#joint = joint
    this.#column = column
    this.#pools = pools
    this.#isOver = isOver
    this.#level = joint.after.columns.get(column)?.level ?? ''
    this.#plain = plainCohort(joint).levels.get(this.#level)?.[0] ?? new Map()
  }

  run(): Explored | undefined {
    if (!this.#settle(new Map(), new Map())) return undefined
    return {
      classes: this.#classes,
      inputs: [...this.#read],
      differences: this.#found,
      fixed: [...this.#fixed],
    }
  }

  /** Goes through all that begins like this; no where there is more of it than may be tried, or no time. */
  #settle(inputs: Settled, settings: Settings): boolean {
    if (this.#isOver()) return false
    const cohort = this.#cohortWith(inputs)
    const runs = runBoth(this.#joint, cohort, settings)
    const open = this.#openIn(runs, inputs, settings)
    if (open === undefined) {
      this.#classes++
      const difference = differenceOf(this.#joint, cohort, settings, this.#column, runs)
      if (difference !== undefined) this.#found.push(difference)
      return this.#classes <= MOST_CLASSES
    }
    return open.values.every(value =>
      open.isParameter
        ? this.#settle(inputs, new Map([...settings, [open.name, value]]))
        : this.#settle(new Map([...inputs, [open.name, value]]), settings),
    )
  }

  /** One row, which is all that the rule looks at. */
  #cohortWith(inputs: Settled): GeneratedCohort {
    return { levels: new Map([[this.#level, [new Map([...this.#plain, ...inputs])]]]) }
  }

  /** The first thing read that has not been settled. What comes before it is settled, so it is read whatever it is. */
  #openIn(runs: ReturnType<typeof runBoth>, inputs: Settled, settings: Settings) {
    const { beforeId } = this.#joint
    const newNames = new Map(
      [...this.#joint.inputs.values()].flatMap(it => (it.before ? [[it.before.id, it.id]] : [])),
    )
    const sides = [
      { run: runs.before, column: beforeId(this.#column), nameOf: (id: string) => newNames.get(id) ?? id },
      { run: runs.after, column: this.#column, nameOf: (id: string) => id },
    ]
    for (const { run, column, nameOf } of sides) {
      const { cells, parameters } = readsOfCell(run, column, 0)
      for (const name of parameters) {
        if (this.#pools.fixed.has(name)) this.#fixed.add(name)
        const values = this.#pools.parameters.get(name) ?? []
        if (!settings.has(name) && values.length > 1) return { name, values, isParameter: true }
      }
      for (const { column: id } of cells) {
        const name = nameOf(id)
        this.#read.add(name)
        const values = this.#pools.inputs.get(name) ?? []
        if (!inputs.has(name) && values.length > 0) return { name, values, isParameter: false }
      }
    }
    return undefined
  }
}
