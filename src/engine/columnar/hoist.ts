/** A formula of a lower row that reads nothing but the row above it, as a formula of that row. */
import { partsOfPattern } from '../../model/core-parts.ts'
import type { Core } from '../../model/program.ts'

/** Undefined where the formula reads anything of the lower row itself. */
export function hoisted(core: Core, path: readonly string[]): Core | undefined {
  const up = (part: Core) => hoisted(part, path)
  if (core.kind === 'Literal' || core.kind === 'Parameter') return core
  if (core.kind === 'LookUp') {
    const isThere = core.path.length === path.length && core.path.every((it, index) => it === path[index])
    return isThere ? { kind: 'Column', column: core.column, at: core.at } : undefined
  }
  if (core.kind === 'If') {
    const [condition, yes, no] = [up(core.condition), up(core.yes), up(core.no)]
    return condition && yes && no && { ...core, condition, yes, no }
  }
  if (core.kind === 'Binary') {
    const [left, right] = [up(core.left), up(core.right)]
    return left && right && { ...core, left, right }
  }
  if (core.kind === 'Otherwise') {
    const [value, fallback] = [up(core.value), up(core.fallback)]
    return value && fallback && { ...core, value, fallback }
  }
  if (core.kind === 'Unary' || core.kind === 'Match') {
    const operand = up(core.operand)
    if (core.kind === 'Match' && !partsOfPattern(core.pattern).every(it => it.kind === 'Literal'))
      return undefined
    return operand && { ...core, operand }
  }
  return undefined
}
