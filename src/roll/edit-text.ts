/**
 * Changes to the text of a document that leave everything else of it as it stands: layout, comments and
 * quotes. A change is a range and what takes its place; where an entry lies is known from the document.
 */
import type { DocumentNode, ListNode, MapEntry, MapNode } from '../syntax/document/node.ts'

/** `[start, end)` of the old text, and what stands there instead. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The text with all edits made, in its own line ends; none may overlap another. */
export function edited(text: string, edits: readonly Edit[]): string {
  const ends = text.includes('\r\n') ? '\r\n' : '\n'
  const last = edits.toSorted((a, b) => a.start - b.start || a.end - b.end).toReversed()
  return last.reduce(
    (changed, it) => changed.slice(0, it.start) + withEnds(it.text, ends) + changed.slice(it.end),
    text,
  )
}

const withEnds = (text: string, ends: string): string =>
  ends === '\n' ? text : text.replaceAll(/\r?\n/g, ends)

export const replaced = ({ at }: DocumentNode, text: string): Edit => ({
  start: at.start,
  end: at.end,
  text,
})

/** Whether a map or list is written in brackets. */
export const isFlow = ({ at }: MapNode | ListNode): boolean => '{['.includes(at.source.text.charAt(at.start))

/** An entry given a value: in place of the one it has, or as a new entry before the one named, or at the end. */
export function setEntry(map: MapNode, key: string, value: string, before: readonly string[] = []): Edit {
  const own = map.entries.find(it => it.key.text === key)
  if (own !== undefined) return replaced(own.value, value)
  const next = map.entries.findIndex(it => before.includes(it.key.text))
  return insertedEntry(map, `${key}: ${value}`, next < 0 ? map.entries.length : next)
}

/** A new entry at an index of a map that has some. */
export function insertedEntry(map: MapNode, entry: string, index: number): Edit {
  const [previous, next] = [map.entries[index - 1], map.entries[index]]
  const text = map.at.source.text
  if (isFlow(map)) {
    if (previous !== undefined) return inserted(endOf(previous), `, ${entry}`)
    return next === undefined ? inserted(map.at.start + 1, entry) : inserted(next.key.at.start, `${entry}, `)
  }
  const indent = ' '.repeat(columnOf(text, (previous ?? next)?.key.at.start ?? map.at.start))
  const lines = entry.replaceAll('\n', `\n${indent}`)
  if (previous === undefined) return inserted(next?.key.at.start ?? map.at.start, `${lines}\n${indent}`)
  const end = endOfLine(text, endOf(previous))
  return inserted(end, `\n${indent}${lines}`)
}

/**
 * An entry taken out, with its line if it has lines of its own. Comments above it stay; one beside it goes
 * with it, or stays on a line of its own where it says something about what is left.
 */
export function removedEntry(map: MapNode, entry: MapEntry, comment: 'goes' | 'stays' = 'goes'): Edit {
  const text = map.at.source.text
  const [start, end] = [entry.key.at.start, endOf(entry)]
  if (isFlow(map)) return removedBetweenCommas(text, start, end)
  const from = start - columnOf(text, start)
  const after = endOfLine(text, end)
  const beside = comment === 'stays' ? /#.*$/.exec(text.slice(end, after))?.[0] : undefined
  return beside === undefined
    ? { start: from, end: text.startsWith('\r\n', after) ? after + 2 : after + 1, text: '' }
    : { start, end: after, text: beside }
}

/** Something between commas taken out, with the comma that parted it from its neighbour. */
export function removedBetweenCommas(text: string, start: number, end: number): Edit {
  const after = /^\s*,[ \t]*(?:\r?\n[ \t]*)?/.exec(text.slice(end))?.[0]
  if (after !== undefined) return { start, end: end + after.length, text: '' }
  const before = /,\s*$/.exec(text.slice(0, start))?.[0] ?? ''
  return { start: start - before.length, end, text: '' }
}

/** A map or list of short form made into the value of a key of a longer one: `[a]` into `{members: [a]}`. */
export function wrapped(node: MapNode | ListNode, key: string, more: string): Edit {
  const { source, start, end } = node.at
  const own = source.text.slice(start, end)
  if (isFlow(node)) return replaced(node, `{${key}: ${own}, ${more}}`)
  const column = columnOf(source.text, start)
  const indent = ' '.repeat(column)
  const inner = own.replaceAll(/\n(?=[^\n])/g, '\n  ')
  return replaced(node, `${more}\n${indent}${key}:\n${indent}  ${inner}`)
}

const inserted = (at: number, text: string): Edit => ({ start: at, end: at, text })

/** Where an entry ends, without the line breaks that a block of text may end with. */
function endOf({ key, value }: MapEntry): number {
  const end = Math.max(key.at.end, value.at.end)
  return key.at.start + value.at.source.text.slice(key.at.start, end).trimEnd().length
}

const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from)
  if (end < 0) return text.length
  return text.charAt(end - 1) === '\r' ? end - 1 : end
}

const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1)

/** A text as a scalar that can stand anywhere, in brackets as well. */
export const scalar = (text: string): string =>
  /^[\p{L}\d](?:[\p{L}\d_.*+/()-]| (?!#| ))*$/u.test(text) && text === text.trim()
    ? text
    : JSON.stringify(text)

/** A list in brackets, broken into lines of a width, each after the first with an indentation. */
export function listText(items: readonly string[], indent: string, first: number, width = 110): string {
  const lines: string[] = ['']
  for (const [index, item] of items.entries()) {
    const word = `${item}${index < items.length - 1 ? ',' : ''}`
    const line = lines.at(-1) ?? ''
    const used = lines.length === 1 ? first + 1 : indent.length
    if (line !== '' && used + line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return `[${lines.join(`\n${indent}`)}]`
}
