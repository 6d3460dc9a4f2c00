/**
 * Whether an atom of a column satisfies a cell. `unknown` where the cell looks at an absent value;
 * only the absence words are definite about those.
 */
import type { Core, CoreBound, CorePattern } from '../../model/program.ts'
import { compare } from '../../value/exact.ts'
import type { Present } from '../../value/value.ts'
import { constantOf, shapeOf } from './constant.ts'
import type { Atom, DecisionContext } from './domain.ts'

export type Match = 'yes' | 'no' | 'unknown'
type CodesOf = DecisionContext['codesOf']

export const matchAtom = (pattern: CorePattern, atom: Atom, codesOf: CodesOf): Match =>
  MATCHES[pattern.kind](pattern as never, atom, codesOf)

const MATCHES: {
  [K in CorePattern['kind']]: (
    pattern: Extract<CorePattern, { kind: K }>,
    atom: Atom,
    codesOf: CodesOf,
  ) => Match
} = {
  any: () => 'yes',
  absent: ({ which }, atom) => definite(ABSENCE_WORDS[which](atom)),
  equals: ({ value }, atom, codesOf) => whenPresent(atom, () => sideOf(atom, value, codesOf) === 0),
  codes: ({ list, codes }, { value }) =>
    value.kind === 'absent'
      ? 'unknown'
      : definite(value.kind === 'code' && value.list === list && codes.includes(value.code)),
  range: ({ from, to }, atom, codesOf) =>
    whenPresent(atom, () =>
      from === undefined && to === undefined
        ? atom.value.kind === 'number'
        : isWithin(atom, from, 1, codesOf) && isWithin(atom, to, -1, codesOf),
    ),
  'one of': ({ alternatives }, atom, codesOf) => or(alternatives.map(it => matchAtom(it, atom, codesOf))),
  not: ({ pattern }, atom, codesOf) => NOT[matchAtom(pattern, atom, codesOf)],
}

const ABSENCE_WORDS: Record<Extract<CorePattern, { kind: 'absent' }>['which'], (atom: Atom) => boolean> = {
  absent: ({ value }) => value.kind === 'absent',
  present: ({ value }) => value.kind !== 'absent',
  missing: ({ value }) => value.kind === 'absent' && value.absence === 'missing',
  excluded: ({ value }) => value.kind === 'absent' && value.absence === 'excluded',
  suppressed: ({ value }) => value.kind === 'absent' && value.absence === 'suppressed',
  'not applicable': ({ value }) => value.kind === 'absent' && value.absence === 'not applicable',
}

const NOT: Record<Match, Match> = { yes: 'no', no: 'yes', unknown: 'unknown' }

const definite = (holds: boolean): Match => (holds ? 'yes' : 'no')

const whenPresent = (atom: Atom, holds: () => boolean): Match =>
  atom.value.kind === 'absent' ? 'unknown' : definite(holds())

function or(matches: readonly Match[]): Match {
  if (matches.includes('yes')) return 'yes'
  return matches.includes('unknown') ? 'unknown' : 'no'
}

/** Whether the atom is on the side of the bound that the direction says: 1 from it upwards, -1 downwards. */
function isWithin(atom: Atom, bound: CoreBound | undefined, direction: 1 | -1, codesOf: CodesOf): boolean {
  if (bound === undefined) return true
  const side = sideOf(atom, bound.value, codesOf)
  return side !== undefined && (side === direction || (side === 0 && bound.inclusive))
}

const SIDE_SIGNS = { below: -1, at: 0, above: 1, apart: undefined } as const

/** Where a present atom lies to a value: -1 below, 0 at, 1 above; undefined where they cannot be compared. */
function sideOf(atom: Atom, value: Core, codesOf: CodesOf): -1 | 0 | 1 | undefined {
  const constant = constantOf(value)
  if (constant !== undefined) {
    return atom.value.kind === 'absent' ? undefined : order(atom.value, constant, codesOf)
  }
  const side = atom.sides.get(shapeOf(value))
  return side === undefined ? undefined : SIDE_SIGNS[side]
}

function order(left: Present, right: Present, codesOf: CodesOf): -1 | 0 | 1 | undefined {
  if (left.kind === 'number' && right.kind === 'number') return compare(left.number, right.number)
  if (left.kind === 'text' && right.kind === 'text') return orderTexts(left.text, right.text)
  if (left.kind === 'date' && right.kind === 'date') return orderTexts(left.date, right.date)
  if (left.kind === 'yes/no' && right.kind === 'yes/no') return signOf(Number(left.yes) - Number(right.yes))
  if (left.kind !== 'code' || right.kind !== 'code' || left.list !== right.list) return undefined
  const codes = codesOf(left.list)
  return signOf(codes.indexOf(left.code) - codes.indexOf(right.code))
}

const orderTexts = (left: string, right: string): -1 | 0 | 1 => (left < right ? -1 : left > right ? 1 : 0)
const signOf = (difference: number): -1 | 0 | 1 => (difference < 0 ? -1 : difference > 0 ? 1 : 0)
