/**
 * Units of numbers. A number without a unit fits any: units catch points added to entries, they do
 * not derive dimensions. A product or quotient of two different units has none, and the unit its
 * rule declares is believed.
 */
import type { Operator } from '../model/operator.ts'

/** A unit or none; or the first two units that do not agree. */
interface UnitResult {
  readonly unit?: string
  readonly clash?: readonly [string, string]
}

type Units = readonly (string | undefined)[]

export const unitOf = (rule: Operator['unit'], units: Units): UnitResult => RULES[rule](units)

const RULES: Record<Operator['unit'], (units: Units) => UnitResult> = {
  agree: agreed,
  compare: units => withoutUnit(agreed(units)),
  product: ([left, right]) => (left === undefined || right === undefined ? unit(left ?? right) : {}),
  quotient: ([left, right]) => (right === undefined ? unit(left) : {}),
  keep: ([first]) => unit(first),
  none: () => ({}),
}

const unit = (name: string | undefined): UnitResult => (name === undefined ? {} : { unit: name })

const withoutUnit = ({ clash }: UnitResult): UnitResult => (clash === undefined ? {} : { clash })

function agreed(units: Units): UnitResult {
  const [first, ...others] = units.filter(it => it !== undefined)
  if (first === undefined) return {}
  const other = others.find(it => it !== first)
  return other === undefined ? { unit: first } : { unit: first, clash: [first, other] }
}
