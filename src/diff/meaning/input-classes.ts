/**
 * The values of an input in classes that the rules of neither year can tell apart. Found from the places
 * where formulas meet the input: cells and comparisons with constants, and keys of tables. Where a
 * formula does anything else with the value, every value is a class of its own.
 */
import { constantOf } from '../../check/decision/constant.ts'
import { atomsOf, type DecisionContext } from '../../check/decision/domain.ts'
import { matchAtom } from '../../check/decision/match-atom.ts'
import { fromWorst, listsIn } from '../../check/lists.ts'
import { partsOf, partsOfPattern } from '../../model/core-parts.ts'
import type {
  ColumnId,
  Core,
  CoreBinary,
  CorePattern,
  KeyPattern,
  Program,
  Type,
  TypeAlternative,
} from '../../model/program.ts'
import { add, compare, type Exact, isWhole, ONE, subtract } from '../../value/exact.ts'
import { code, NO, number, type Value, YES } from '../../value/value.ts'
import { type Joint, type JointInput, NO_VALUE } from './joint.ts'

/** A value of each class; undefined where there are too many values to name. */
export function classesOf(
  joint: Joint,
  input: JointInput,
  closures: { readonly before: ReadonlySet<ColumnId>; readonly after: ReadonlySet<ColumnId> },
): readonly Value[] | undefined {
  const sides = [
    {
      program: joint.before,
      column: input.before,
      closure: closures.before,
      to: joint.toBefore,
      from: joint.toAfter,
    },
    { program: joint.after, column: input.after, closure: closures.after, to: same, from: same },
  ].flatMap(({ column, ...side }) => (column === undefined ? [] : [{ ...side, column }]))
  const meetings = sides.map(it => ({ ...it, sites: sitesOf(it.program, it.column.id, it.closure) }))
  const values = valuesOf(meetings.map(it => ({ ...it, type: it.column.type })))
  if (values === undefined) return undefined
  const candidates = [...values, NO_VALUE].filter(input.accepts)
  const tells = (value: Value): string =>
    meetings.map(({ program, sites, to }) => signatureOf(program, sites, to(value))).join(' | ')
  const classes = new Map<string, Value>()
  for (const value of distinct(candidates)) {
    const signature = value.kind === 'absent' ? 'missing' : tells(value)
    if (!classes.has(signature)) classes.set(signature, value)
  }
  return [...classes.values()]
}

const same = (value: Value): Value => value

// --- where formulas meet the input -----------------------------------------------------------------

interface Sites {
  readonly patterns: readonly CorePattern[]
  /** The value itself goes on, so that every one counts. */
  readonly isRaw: boolean
}

function sitesOf(program: Program, input: ColumnId, closure: ReadonlySet<ColumnId>): Sites {
  const patterns: CorePattern[] = []
  let isRaw = false
  const isInput = (core: Core): boolean => core.kind === 'Column' && core.column === input
  const look = (own: readonly CorePattern[]): void => {
    if (own.some(it => partsOfPattern(it).some(part => constantOf(part) === undefined))) isRaw = true
    patterns.push(...own)
  }
  const visit = (core: Core): void => {
    if (isInput(core)) {
      isRaw = true
      return
    }
    const rest = meet(core)
    for (const part of rest) visit(part)
  }
  /** Takes note where the formula looks at the input; the parts still to be visited. */
  function meet(core: Core): readonly Core[] {
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
    if (core.kind === 'Table' && program.tables.get(core.table)?.line === undefined) {
      for (const [index, key] of core.keys.entries())
        if (isInput(key)) look(keyPatterns(program, core.table, index))
      return core.keys.filter(it => !isInput(it))
    }
    const compared = core.kind === 'Binary' ? comparison(core, isInput) : undefined
    if (compared === undefined) return partsOf(core)
    look([compared])
    return []
  }
  for (const id of closure) {
    const content = program.columns.get(id)?.content
    if (content?.kind === 'rule') visit(content.is)
    for (const { when } of content?.kind === 'rule' ? (content.show?.instead ?? []) : []) visit(when)
  }
  return { patterns, isRaw }
}

function keyPatterns(program: Program, table: string, key: number): readonly CorePattern[] {
  const patterns = program.tables.get(table)?.rows.flatMap(it => it.keys[key] ?? []) ?? []
  return patterns.map(it => asPattern(it, program))
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

const MIRRORED: Partial<Record<CoreBinary['operator'], CoreBinary['operator']>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '=': '=',
  '!=': '!=',
}

/** A comparison of the input with a constant, as a cell would make it. */
function comparison(
  { operator, left, right }: CoreBinary,
  isInput: (core: Core) => boolean,
): CorePattern | undefined {
  const isLeft = isInput(left)
  const other = isLeft ? right : left
  if (isLeft === isInput(right) || constantOf(other) === undefined) return undefined
  const sense = isLeft ? MIRRORED[operator] && operator : MIRRORED[operator]
  if (sense === undefined) return undefined
  const bound = { value: other, inclusive: sense.endsWith('=') }
  if (sense === '=' || sense === '!=') return { kind: 'equals', value: other }
  return sense.startsWith('<') ? { kind: 'range', to: bound } : { kind: 'range', from: bound }
}

const contextOf = (program: Program): DecisionContext => {
  const lists = listsIn(program.ruleset)
  const codesOf = (list: string): readonly string[] => {
    const known = lists.get(list)
    return known === undefined ? [] : fromWorst(known)
  }
  return { columns: [], codesOf }
}

/** What the rules see of a value; its own text where they see all of it. */
function signatureOf(program: Program, { patterns, isRaw }: Sites, value: Value): string {
  if (isRaw) return keyOf(value)
  const { codesOf } = contextOf(program)
  const atom = { value, text: '', sides: new Map() }
  return patterns.map(it => matchAtom(it, atom, codesOf)[0]).join('')
}

// --- values ----------------------------------------------------------------------------------------

interface Side {
  readonly program: Program
  readonly type: Type
  readonly sites: Sites
  readonly from: (value: Value) => Value
}

/** All values where they are few, and one between any two constants where only those matter. */
function valuesOf(sides: readonly Side[]): readonly Value[] | undefined {
  const found: Value[] = []
  for (const { program, type, from } of sides) {
    for (const alternative of type.alternatives) {
      const finite = finiteValues(program, alternative)
      if (finite !== undefined) found.push(...finite.map(from))
      else {
        const cut = cutValues(program, alternative, sides)
        if (cut === undefined) return undefined
        found.push(...cut.map(from))
      }
    }
  }
  return found
}

/** Whole numbers up to so many are tried one by one. */
const MOST_NUMBERS = 400

function finiteValues(program: Program, alternative: TypeAlternative): readonly Value[] | undefined {
  if (alternative.kind === 'yes/no') return [NO, YES]
  if (alternative.kind === 'code') {
    const { list, only } = alternative
    return (only ?? contextOf(program).codesOf(list)).map(it => code(list, it))
  }
  if (alternative.kind !== 'number' || !alternative.whole) return undefined
  const { from, to } = alternative
  if (from === undefined || to === undefined) return undefined
  const values: Value[] = []
  const last = to.inclusive ? to.value : subtract(to.value, ONE)
  for (
    let it: Exact = from.inclusive ? from.value : add(from.value, ONE);
    compare(it, last) <= 0;
    it = add(it, ONE)
  ) {
    if (!isWhole(it) || values.length > MOST_NUMBERS) return undefined
    values.push(number(it))
  }
  return values
}

/** Values of an endless type, of which the rules compare all with constants. */
function cutValues(
  program: Program,
  alternative: TypeAlternative,
  sides: readonly Side[],
): readonly Value[] | undefined {
  if (alternative.kind === 'key' || sides.some(it => it.sites.isRaw)) return undefined
  const type: Type = { alternatives: [alternative] }
  const patterns = sides.flatMap(it => it.sites.patterns)
  const input = { type, absences: [], missingInput: false }
  return atomsOf(input, patterns, contextOf(program), MOST_NUMBERS)?.atoms.map(it => it.value)
}

const keyOf = (value: Value): string =>
  JSON.stringify(value, (_, it) => (typeof it === 'bigint' ? String(it) : it))
const distinct = (values: readonly Value[]): readonly Value[] => [
  ...new Map(values.map(it => [keyOf(it), it])).values(),
]
