/**
 * Ends of ranges that can be moved without a difference, because no value of the operand's type lies
 * beyond them: what was typed in is held to the type before any rule sees it.
 */
import type { Bound, Core, CoreBound, CorePattern, Program, Type } from '../model/program.ts'
import { compare, type Exact } from '../value/exact.ts'

/** For each end that is written: whether it makes no difference when it is there instead. */
export type IdleEnds = ReadonlyMap<Core, (moved: Exact) => boolean>

export function idleEndsIn(core: Core, program: Program): IdleEnds {
  const ends = new Map<Core, (moved: Exact) => boolean>()
  if (core.kind === 'Match') addEnds(ends, core.pattern, typeOf(core.operand, program))
  if (core.kind === 'Decide') {
    for (const [column, { is }] of core.on.entries()) {
      const type = typeOf(is, program)
      for (const row of core.rows) addEnds(ends, row.cells[column], type)
    }
  }
  return ends
}

/** Values of rules are what they come out as, whatever their type says. */
function typeOf(core: Core, { columns }: Program): Type | undefined {
  const column = core.kind === 'Column' || core.kind === 'LookUp' ? columns.get(core.column) : undefined
  return column?.content.kind === 'input' ? column.type : undefined
}

function addEnds(
  ends: Map<Core, (moved: Exact) => boolean>,
  pattern: CorePattern | undefined,
  type: Type | undefined,
): void {
  if (pattern?.kind === 'one of') for (const it of pattern.alternatives) addEnds(ends, it, type)
  if (pattern?.kind === 'not') addEnds(ends, pattern.pattern, type)
  if (pattern?.kind !== 'range' || type === undefined) return
  addEnd(ends, pattern.from, limitOf(type, 'from'), 1)
  addEnd(ends, pattern.to, limitOf(type, 'to'), -1)
}

function addEnd(
  ends: Map<Core, (moved: Exact) => boolean>,
  end: CoreBound | undefined,
  limit: Exact | undefined,
  side: 1 | -1,
): void {
  const value = end?.value.kind === 'Literal' ? end.value.value : undefined
  if (end === undefined || limit === undefined || value?.kind !== 'number' || !end.inclusive) return
  const takesAll = (it: Exact): boolean => compare(limit, it) * side >= 0
  if (takesAll(value.number)) ends.set(end.value, takesAll)
}

/** The least or greatest number of a type; undefined where there is none. */
function limitOf(type: Type, end: 'from' | 'to'): Exact | undefined {
  const numbers = type.alternatives.flatMap(it => (it.kind === 'number' ? [it[end]] : []))
  if (numbers.length === 0 || numbers.some(it => it === undefined)) return undefined
  const sorted = numbers
    .flatMap((it): readonly Bound[] => (it === undefined ? [] : [it]))
    .toSorted((a, b) => compare(a.value, b.value))
  return (end === 'from' ? sorted[0] : sorted.at(-1))?.value
}
