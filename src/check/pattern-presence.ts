/** What patterns say about the operand being there at all. */
import type { Pattern } from '../syntax/expression/ast.ts'
import type { Fact } from './facts.ts'

/** Whether the pattern asks for nothing but absence, so that it is definite whatever the operand lacks. */
export function isDefinite(node: Pattern): boolean {
  if (node.kind === 'NotPattern') return isDefinite(node.pattern)
  if (node.kind === 'OneOfPattern') return node.alternatives.every(isDefinite)
  return node.kind === 'AbsentPattern'
}

/** What a match, or the lack of one, says about the operand being there. */
export function presenceAfter(node: Pattern, matched: boolean): Fact['presence'] {
  if (node.kind === 'NotPattern') return presenceAfter(node.pattern, !matched)
  if (node.kind === 'AnyPattern' || node.kind === 'InvalidPattern') return undefined
  if (node.kind === 'AbsentPattern') {
    if (node.which === 'present') return matched ? 'present' : undefined
    if (matched) return undefined
    return node.which === 'absent' ? 'present' : node.which === 'missing' ? 'not missing' : undefined
  }
  if (node.kind !== 'OneOfPattern') return 'present'
  const parts = node.alternatives.map(it => presenceAfter(it, matched))
  if (matched) return parts.every(it => it === 'present') ? 'present' : undefined
  return parts.includes('present') ? 'present' : parts.includes('not missing') ? 'not missing' : undefined
}
