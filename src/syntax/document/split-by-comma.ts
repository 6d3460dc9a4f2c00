/**
 * Finds texts that a comma has split because they stand in `{ }` or `[ ]`, and puts them together
 * again, so that nothing later stumbles over the halves: `{is: f(a, b)}` is an entry `is` with the
 * value `f(a` and an entry `b)` to YAML.
 */
import type { Diagnostic, Outcome } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { type Source, spanOf } from '../../source/source.ts'
import type { RawEntry } from './from-yaml.ts'
import type { DocumentNode, ScalarNode } from './node.ts'
import { joinedLines } from './scalar-text.ts'

/** More parts than a call has arguments; looking further would cost the square of a long list. */
const MOST_PARTS = 50

/** In a map, an entry without a colon after a value with an open parenthesis was part of that value. */
export function mendEntries(source: Source, entries: readonly RawEntry[]): Outcome<readonly RawEntry[]> {
  const wholes = new Map<number, { readonly whole: ScalarNode; readonly end: number }>()
  for (const [index, { value }] of entries.entries()) {
    if (!isOpen(value)) continue
    const rest = entries.slice(index + 1, index + MOST_PARTS)
    const named = rest.findIndex(it => it.value !== undefined)
    const parts = rest.slice(0, named < 0 ? undefined : named).map(it => it.key)
    const count = parts.length === 0 ? 0 : (closingPart([value, ...parts]) ?? parts.length)
    const last = parts[count - 1]
    if (last !== undefined) wholes.set(index, { whole: together(source, value, last), end: index + count })
  }
  return mended(entries, wholes, '{ }', (entry, value) => ({ key: entry.key, value }))
}

/** In a list, items are one text from an open parenthesis to the item that closes it. */
export function mendItems(source: Source, items: readonly DocumentNode[]): Outcome<readonly DocumentNode[]> {
  const wholes = new Map<number, { readonly whole: ScalarNode; readonly end: number }>()
  for (const [index, item] of items.entries()) {
    if (!isOpen(item)) continue
    const parts = items.slice(index, index + MOST_PARTS)
    const last = parts[closingPart(parts) ?? 0]
    if (last === undefined || last === item || last.kind !== 'scalar') continue
    wholes.set(index, { whole: together(source, item, last), end: index + parts.indexOf(last) })
  }
  return mended(items, wholes, '[ ]', (_, whole) => whole)
}

/** The parts with each split text in one; parts inside a whole are passed over. */
function mended<T>(
  parts: readonly T[],
  wholes: ReadonlyMap<number, { readonly whole: ScalarNode; readonly end: number }>,
  brackets: string,
  put: (part: T, whole: ScalarNode) => T,
): Outcome<readonly T[]> {
  const value: T[] = []
  const diagnostics: Diagnostic[] = []
  let passed = -1
  for (const [index, part] of parts.entries()) {
    if (index <= passed) continue
    const split = wholes.get(index)
    if (split !== undefined) {
      diagnostics.push(splitIn(split.whole, brackets))
      passed = split.end
    }
    value.push(split === undefined ? part : put(part, split.whole))
  }
  return { value, diagnostics }
}

/** The part with which all parentheses are closed. */
function closingPart(parts: readonly DocumentNode[]): number | undefined {
  let open = 0
  for (const [index, part] of parts.entries()) {
    if (part.kind !== 'scalar' || part.style !== 'plain') return undefined
    open += openIn(part.text)
    if (open <= 0) return open === 0 ? index : undefined
  }
  return undefined
}

const isOpen = (node: DocumentNode | undefined): node is ScalarNode =>
  node?.kind === 'scalar' && node.style === 'plain' && openIn(node.text) > 0

/** Parentheses opened less those closed, outside quotes. */
function openIn(text: string): number {
  const bare = text.replaceAll(/'[^']*'/g, '')
  return bare.split('(').length - bare.split(')').length
}

function together(source: Source, first: ScalarNode, last: ScalarNode): ScalarNode {
  const at = spanOf(source, first.at.start, last.at.end)
  const fragment = joinedLines(source, source.text.slice(at.start, at.end), at.start)
  return { kind: 'scalar', text: fragment.text, style: 'plain', fragment, at }
}

function splitIn(whole: ScalarNode, brackets: string): Diagnostic {
  const quoted = `'${whole.text.replaceAll("'", "''")}'`
  const args = { text: whole.text, brackets, quoted }
  return report('document/split-at-comma', whole.at, args, {
    suggestion: { at: whole.at, replacement: quoted },
  })
}
