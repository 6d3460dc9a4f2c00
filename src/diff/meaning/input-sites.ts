/**
 * Where the formulas of a rule meet an input: cells and comparisons with constants, and keys of tables.
 * Two values that come out alike at all of them are one to the rule. Where a formula does anything else
 * with the value, every value is one of its own.
 */
import { comparisonPattern } from '../../check/decision/comparison-pattern.ts'
import { constantOf, shapeOf } from '../../check/decision/constant.ts'
import type { DecisionContext } from '../../check/decision/domain.ts'
import { matchAtom } from '../../check/decision/match-atom.ts'
import { fromWorst, listsIn } from '../../check/lists.ts'
import { orderOf, type ValueOrder } from '../../engine/order.ts'
import { partsOf, partsOfPattern } from '../../model/core-parts.ts'
import type { ColumnId, Core, CorePattern, KeyPattern, Program, ProgramTable } from '../../model/program.ts'
import { number, type Value } from '../../value/value.ts'

export interface Sites {
  /** Of cells and comparisons. */
  readonly patterns: readonly CorePattern[]
  readonly keys: readonly KeySite[]
  /** The value itself goes on, so that every one counts. */
  readonly isRaw: boolean
}

/** A key of a table: which rows a value finds there, told by all that these rows say but the key. */
export interface KeySite {
  /** By the identity of the value. */
  readonly constants: ReadonlyMap<string, string>
  /** Of the rows that are not found by a constant. */
  readonly patterns: readonly CorePattern[]
  /** Every pattern, as a cell would have it. */
  readonly cuts: () => readonly CorePattern[]
}

export function sitesOf(program: Program, input: ColumnId, closure: Iterable<ColumnId>): Sites {
  const found: Found = { patterns: [], keys: new Set(), isRaw: false }
  const isInput = (core: Core): boolean => core.kind === 'Column' && core.column === input
  const visit = (core: Core): void => {
    if (isInput(core)) found.isRaw = true
    else for (const part of meet(program, core, isInput, found)) visit(part)
  }
  for (const id of closure) {
    const content = program.columns.get(id)?.content
    if (content?.kind === 'rule') visit(content.is)
    for (const { when } of content?.kind === 'rule' ? (content.show?.instead ?? []) : []) visit(when)
  }
  return { ...found, keys: [...found.keys] }
}

interface Found {
  readonly patterns: CorePattern[]
  readonly keys: Set<KeySite>
  isRaw: boolean
}

/** Takes note where the formula looks at the input; the parts still to be visited. */
function meet(program: Program, core: Core, isInput: (core: Core) => boolean, found: Found): readonly Core[] {
  const look = (own: readonly CorePattern[]): void => {
    if (own.some(it => partsOfPattern(it).some(part => constantOf(part) === undefined))) found.isRaw = true
    found.patterns.push(...own)
  }
  if (core.kind === 'Match' && isInput(core.operand)) {
    look([core.pattern])
    return partsOfPattern(core.pattern)
  }
  if (core.kind === 'Decide') {
    for (const [index, on] of core.on.entries()) {
      if (isInput(on.is)) look(core.rows.flatMap(it => it.cells[index] ?? []))
    }
    const met = new Set(core.on.map(it => it.is).filter(isInput))
    return partsOf(core).filter(it => !met.has(it))
  }
  const table = core.kind === 'Table' ? program.tables.get(core.table) : undefined
  if (core.kind === 'Table' && table !== undefined && table.line === undefined) {
    for (const [index, key] of core.keys.entries())
      if (isInput(key)) found.keys.add(keySiteOf(program, table, index))
    return core.keys.filter(it => !isInput(it))
  }
  const compared = core.kind === 'Binary' ? comparisonPattern(core, isInput) : undefined
  if (compared === undefined) return partsOf(core)
  look([compared])
  return []
}

const keySites = new WeakMap<ProgramTable, Map<number, KeySite>>()

function keySiteOf(program: Program, table: ProgramTable, index: number): KeySite {
  const known = keySites.get(table) ?? new Map<number, KeySite>()
  keySites.set(table, known)
  const site = known.get(index) ?? makeKeySite(program, table, index)
  known.set(index, site)
  return site
}

function makeKeySite(program: Program, { rows }: ProgramTable, index: number): KeySite {
  const order = orderOf(program.ruleset)
  const constants = new Map<string, string>()
  const patterns: CorePattern[] = []
  for (const { keys, values } of rows) {
    const key = keys[index]
    const own = key && constantsOf(key, order)
    if (own === undefined) patterns.push(asPattern(key ?? { kind: 'any' }, program))
    const says = own === undefined ? '' : shapeOf({ values, keys: keys.toSpliced(index, 1) })
    for (const it of own ?? []) constants.set(it, `${constants.get(it) ?? ''}${says}`)
  }
  const cuts = () => rows.flatMap(({ keys }) => keys[index] ?? []).map(it => asPattern(it, program))
  return { constants, patterns, cuts }
}

/** The values a key pattern is equal to, by their identities; undefined where it has no such list. */
function constantsOf(pattern: KeyPattern, { identity }: ValueOrder): readonly string[] | undefined {
  if (pattern.kind === 'equals') return [identity(pattern.value)]
  if (pattern.kind !== 'codes') return undefined
  const { list, codes } = pattern
  return codes.map(it => identity({ kind: 'code', list, code: it }))
}

function asPattern(pattern: KeyPattern, { ruleset: { at } }: Program): CorePattern {
  if (pattern.kind === 'any' || pattern.kind === 'codes') return pattern
  const literal = (value: Value): Core => ({ kind: 'Literal', value, at })
  if (pattern.kind === 'equals') return { kind: 'equals', value: literal(pattern.value) }
  const bound = (it: typeof pattern.from) =>
    it && { value: literal(number(it.value)), inclusive: it.inclusive }
  const [from, to] = [bound(pattern.from), bound(pattern.to)]
  return { kind: 'range', ...(from && { from }), ...(to && { to }) }
}

export const contextOf = (program: Program): DecisionContext => {
  const lists = listsIn(program.ruleset)
  const codesOf = (list: string): readonly string[] => {
    const known = lists.get(list)
    return known === undefined ? [] : fromWorst(known)
  }
  return { columns: [], codesOf }
}

/** What the rules see of a value; its own text where they see all of it. */
export function signatureOf(program: Program, { patterns, keys, isRaw }: Sites, value: Value): string {
  const { identity } = orderOf(program.ruleset)
  if (isRaw) return identity(value)
  const { codesOf } = contextOf(program)
  const atom = { value, text: '', sides: new Map() }
  const matches = (own: readonly CorePattern[]): string =>
    own.map(it => matchAtom(it, atom, codesOf)[0]).join('')
  const found = keys.map(it => `${it.constants.get(identity(value)) ?? ''} ${matches(it.patterns)}`)
  return [matches(patterns), ...found].join(' / ')
}
