/** How many different values something has, as far as its type tells: no matter of meaning, only of speed. */
import type { Column, Core, Program, TypeAlternative } from '../../model/program.ts'
import { rationalOf } from '../../value/exact.ts'
import type { Known } from './sheet.ts'

/** More than can be counted on. */
export const MANY = 1e9

/** Days that a column of dates is likely to have. */
const DATES = 500

export function varietyOfColumn({ type }: Column, program: Program): number {
  if (type.alternatives.length === 0) return MANY
  return type.alternatives.reduce((sum, it) => sum + varietyOf(it, program), 1)
}

type Varieties = {
  [K in TypeAlternative['kind']]: (
    alternative: Extract<TypeAlternative, { kind: K }>,
    program: Program,
  ) => number
}

const varietyOf = (alternative: TypeAlternative, program: Program): number =>
  (VARIETY[alternative.kind] as (alternative: TypeAlternative, program: Program) => number)(
    alternative,
    program,
  )

const VARIETY: Varieties = {
  'yes/no': () => 2,
  text: () => MANY,
  date: () => DATES,
  code: ({ list, only }, { ruleset }) =>
    only?.length ??
    ruleset.codes.get(list)?.codes.length ??
    ruleset.dimensions.get(list)?.members.length ??
    MANY,
  key: ({ table }, { tables }) => tables.get(table)?.rows.length ?? MANY,
  number({ whole, from, to }) {
    const [least, most] = [from && rationalOf(from.value), to && rationalOf(to.value)]
    if (!whole || least === undefined || most === undefined) return MANY
    return Number(most.numerator) - Number(least.numerator) + 1
  },
}

/** Kinds of formulas that are yes, no or absent. */
const TRUTHS: ReadonlySet<string> = new Set(['and', 'or', 'not', '=', '!=', '<', '<=', '>', '>='])

/** Of what is made of the values of operands. */
export function knownOfFormula(core: Core, operands: readonly Known[]): Known {
  const isTruth =
    core.kind === 'Match' || ((core.kind === 'Binary' || core.kind === 'Unary') && TRUTHS.has(core.operator))
  const combinations = operands.reduce((product, it) => product * it.variety, 1)
  return {
    variety: isTruth ? 3 : Math.min(MANY, combinations),
    isOfCall: false,
    isOfRow: operands.every(it => it.isOfRow),
  }
}
