/**
 * A document written inside another, as a block after `|`, as a source of its own in which every
 * character keeps its line and column: the lines are taken with their indentation.
 */
import { offsetIn } from '../source/fragment.ts'
import { lineStartsOf, positionOf, type Source } from '../source/source.ts'
import type { ScalarNode } from '../syntax/document/node.ts'

export function writtenSource({ text, style, fragment, at }: ScalarNode): Source {
  const { source } = at
  if (style !== 'literal' || fragment === undefined)
    return { name: source.name, text, firstLine: positionOf(source, at.start).line }
  const content = offsetIn(fragment, 0)
  const start = lineStartsOf(source).findLast(it => it <= content) ?? 0
  return {
    name: source.name,
    text: source.text.slice(start, at.end),
    firstLine: positionOf(source, start).line,
  }
}
