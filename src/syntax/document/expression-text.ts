/** Hands out the text of a scalar that holds an expression, or says why it cannot hold one. */
import type { Outcome } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import type { Fragment } from '../../source/fragment.ts'
import type { ScalarNode } from './node.ts'

/** The fragment to parse. Undefined where places inside it would be wrong: folded blocks and escapes. */
export function expressionText(node: ScalarNode): Outcome<Fragment | undefined> {
  if (node.fragment !== undefined) return { value: node.fragment, diagnostics: [] }
  const style = node.style === 'folded' ? 'a folded block' : 'a text with escapes'
  return { value: undefined, diagnostics: [report('document/expression-style', node.at, { style })] }
}
