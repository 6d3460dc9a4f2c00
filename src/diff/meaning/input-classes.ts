/**
 * The values of an input in classes that the rules of neither year can tell apart. Found by
 * trying every value, or one between any two constants, where the formulas meet the input.
 */
import { atomsOf } from '../../check/decision/domain.ts'
import type { ColumnId, Program, Type, TypeAlternative } from '../../model/program.ts'
import { add, compare, type Exact, isWhole, ONE, subtract } from '../../value/exact.ts'
import { code, NO, number, type Value, YES } from '../../value/value.ts'
import { contextOf, type Sites, signatureOf, sitesOf } from './input-sites.ts'
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
  const patterns = sides.flatMap(it => [...it.sites.patterns, ...it.sites.keys.flatMap(key => key.cuts())])
  const input = { type, absences: [], missingInput: false }
  return atomsOf(input, patterns, contextOf(program), MOST_NUMBERS)?.atoms.map(it => it.value)
}

const keyOf = (value: Value): string =>
  JSON.stringify(value, (_, it) => (typeof it === 'bigint' ? String(it) : it))
const distinct = (values: readonly Value[]): readonly Value[] => [
  ...new Map(values.map(it => [keyOf(it), it])).values(),
]
