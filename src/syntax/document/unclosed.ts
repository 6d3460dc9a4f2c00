/** Finds quotes and brackets that are opened and not closed, and points at where they open. */
import type { CST } from 'yaml'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { type Source, spanOf } from '../../source/source.ts'
import { nodesIn } from './concrete-tree.ts'

export const unclosed = (source: Source, root: CST.Token): Diagnostic[] =>
  nodesIn(root).flatMap(node => {
    const at = spanOf(source, node.offset, node.offset + 1)
    if (node.type === 'single-quoted-scalar' || node.type === 'double-quoted-scalar') {
      return isClosed(node.source) ? [] : [report('document/unclosed-quote', at, { quote: node.source[0] })]
    }
    if (node.type !== 'flow-collection') return []
    const open = node.start.source
    const close = open === '{' ? '}' : ']'
    return node.end[0]?.source === close ? [] : [report('document/unclosed-bracket', at, { open, close })]
  })

/** Whether the last character of a quoted text is the quote that ends it. */
function isClosed(text: string): boolean {
  const quote = text[0]
  const escapedBy = quote === '"' ? '\\' : quote
  for (let index = 1; index < text.length; index++) {
    const ends = text[index] === quote && !(escapedBy === quote && text[index + 1] === quote)
    if (ends) return index === text.length - 1
    if (text[index] === escapedBy) index++
  }
  return false
}
