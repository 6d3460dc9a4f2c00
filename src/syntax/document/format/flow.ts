/**
 * Lays out collections in brackets: one space after commas and colons, none inside the brackets. Line
 * breaks stay where the author put them.
 */
import type { CST } from 'yaml'
import { scalarLines } from './scalar.ts'
import { hasComments, isClosing, splitAt, type Trivia, tailOf, triviaOf } from './trivia.ts'

/** The lines of a node inside brackets, or of a whole collection in brackets. */
export const flowLines = (node: CST.Token | null | undefined): readonly string[] => {
  if (node == null) return ['']
  return node.type === 'flow-collection' ? collectionLines(node) : scalarLines(node)
}

interface Part {
  readonly gap: Trivia
  readonly lines: readonly string[]
}

function collectionLines(node: CST.FlowCollection): readonly string[] {
  const { parts, last } = partsOf(node)
  const lines: string[] = [node.start.source]
  for (const [index, { gap, lines: own }] of parts.entries()) {
    if (index > 0) append(lines, ',')
    addPart(lines, gap, index > 0 ? ' ' : '', own)
  }
  addPart(lines, last, '', [node.start.source === '{' ? '}' : ']'])
  return lines
}

/** The items of a collection that fits on one line and holds no comment: the cells of a row. */
export function cellsOf(node: CST.Token | null | undefined): readonly string[] | undefined {
  if (node?.type !== 'flow-collection' || node.start.source !== '[') return undefined
  const { parts, last } = partsOf(node)
  const isPlain = [last, ...parts.map(it => it.gap)].every(it => !it.breaks && !hasComments(it))
  const isOneLine = parts.every(it => it.lines.length === 1)
  return isPlain && isOneLine ? parts.map(it => it.lines[0] ?? '') : undefined
}

/** The items, with what stands before each, and what stands before the closing bracket. */
function partsOf(node: CST.FlowCollection): { readonly parts: readonly Part[]; readonly last: Trivia } {
  const parts: Part[] = []
  let gap: readonly CST.SourceToken[] = []
  for (const item of node.items) {
    gap = [...gap, ...item.start]
    if (item.key == null && item.value == null && item.sep === undefined) continue
    parts.push({ gap: triviaOf(gap, false), lines: itemLines(item) })
    gap = tailOf(item.value ?? item.key)
  }
  const [before] = splitAt(node.end, isClosing)
  return { parts, last: triviaOf([...gap, ...before], false) }
}

function itemLines({ key, sep, value }: CST.CollectionItem): readonly string[] {
  if (sep === undefined) return flowLines(value ?? key)
  const lines = [...flowLines(key)]
  append(lines, ':')
  const [, after] = splitAt(sep, it => it === 'map-value-ind')
  if (value != null) addPart(lines, triviaOf(after, false), ' ', flowLines(value), 'on one line')
  return lines
}

/** Adds a part to the last line, or on a line of its own where there is a line break or a comment before it. */
function addPart(
  lines: string[],
  gap: Trivia,
  joint: string,
  part: readonly string[],
  breaks: 'kept' | 'on one line' = 'kept',
): void {
  const [first = '', ...others] = part
  if (gap.trailing !== undefined) append(lines, ` ${gap.trailing}`)
  if (hasComments(gap) || (gap.breaks && breaks === 'kept')) {
    lines.push(...gap.lines.filter(it => it !== '').map(it => `  ${it}`), `  ${first}`)
    lines.push(...others.map(indented))
  } else {
    append(lines, joint + first)
    lines.push(...others)
  }
}

const indented = (line: string): string => (line === '' ? '' : `  ${line}`)

function append(lines: string[], text: string): void {
  lines[lines.length - 1] = (lines.at(-1) ?? '') + text
}
