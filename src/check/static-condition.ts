/**
 * Conditions that are settled before running because they look only at constants: `section = first`
 * in a rule for each subject. What cannot apply to a member is then left out of account there.
 */
import type { Core, CorePattern } from '../model/program.ts'
import { equal } from '../value/exact.ts'
import type { Present, Value } from '../value/value.ts'

/** Whether the condition holds, or undefined where that depends on data. */
export function staticCondition(core: Core): boolean | undefined {
  if (core.kind === 'Literal') return core.value.kind === 'yes/no' ? core.value.yes : undefined
  if (core.kind === 'Match') return staticMatch(core.operand, core.pattern)
  if (core.kind === 'Unary' && core.operator === 'not') return negated(staticCondition(core.operand))
  if (core.kind !== 'Binary') return undefined
  if (core.operator === 'and' || core.operator === 'or') return staticLogic(core)
  if (core.operator !== '=' && core.operator !== '!=') return undefined
  const [left, right] = [presentLiteral(core.left), presentLiteral(core.right)]
  if (left === undefined || right === undefined) return undefined
  return areEqual(left, right) === (core.operator === '=')
}

const negated = (condition: boolean | undefined): boolean | undefined =>
  condition === undefined ? undefined : !condition

function staticLogic(core: Extract<Core, { kind: 'Binary' }>): boolean | undefined {
  const decisive = core.operator === 'or'
  const [left, right] = [staticCondition(core.left), staticCondition(core.right)]
  if (left === decisive || right === decisive) return decisive
  return left === undefined || right === undefined ? undefined : !decisive
}

/** Whether a constant matches a pattern of constants. */
export function staticMatch(operand: Core, pattern: CorePattern): boolean | undefined {
  if (pattern.kind === 'any') return true
  const value = presentLiteral(operand)
  if (value === undefined) return undefined
  if (pattern.kind === 'codes') {
    return value.kind === 'code' && value.list === pattern.list && pattern.codes.includes(value.code)
  }
  if (pattern.kind === 'absent') return pattern.which === 'present'
  if (pattern.kind === 'not') return negated(staticMatch(operand, pattern.pattern))
  if (pattern.kind === 'equals') {
    const other = presentLiteral(pattern.value)
    return other === undefined ? undefined : areEqual(value, other)
  }
  if (pattern.kind === 'range') return undefined
  const matches = pattern.alternatives.map(it => staticMatch(operand, it))
  return matches.includes(true) ? true : matches.includes(undefined) ? undefined : false
}

function presentLiteral(core: Core): Present | undefined {
  const value: Value | undefined = core.kind === 'Literal' ? core.value : undefined
  return value === undefined || value.kind === 'absent' ? undefined : value
}

function areEqual(left: Present, right: Present): boolean {
  if (left.kind === 'number') return right.kind === 'number' && equal(left.number, right.number)
  if (left.kind === 'yes/no') return right.kind === 'yes/no' && left.yes === right.yes
  if (left.kind === 'code')
    return right.kind === 'code' && left.list === right.list && left.code === right.code
  if (left.kind === 'text') return right.kind === 'text' && left.text === right.text
  return right.kind === 'date' && left.date === right.date
}
