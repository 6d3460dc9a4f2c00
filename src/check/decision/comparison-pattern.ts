/** A comparison of something with a constant, as the pattern that a cell would ask of it. */
import type { Core, CoreBinary, CorePattern } from '../../model/program.ts'
import { constantOf } from './constant.ts'

/** `x < 5` and `5 > x` as `..<5`; a difference asks about the same value as equality. Undefined where it is no such comparison. */
export function comparisonPattern(
  { operator, left, right }: CoreBinary,
  isIt: (core: Core) => boolean,
): CorePattern | undefined {
  const isLeft = isIt(left)
  const value = isLeft ? right : left
  if (isLeft === isIt(right) || constantOf(value) === undefined) return undefined
  if (operator === '=' || operator === '!=') return { kind: 'equals', value }
  if (!ORDERINGS.has(operator)) return undefined
  const bound = { value, inclusive: operator.endsWith('=') }
  return operator.startsWith('<') === isLeft ? { kind: 'range', to: bound } : { kind: 'range', from: bound }
}

const ORDERINGS: ReadonlySet<CoreBinary['operator']> = new Set(['<', '<=', '>', '>='])
