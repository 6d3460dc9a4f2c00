/** Settings that exclude each other. */
import { type DocumentNode, entryOf } from '../syntax/document/node.ts'
import { complain, type Reading } from './reading.ts'

/** Which of the keys a map has; complains unless it is exactly one. */
export function exactlyOne<K extends string>(
  node: DocumentNode,
  keys: readonly K[],
  what: string,
  reading: Reading,
): K | undefined {
  const present = keysIn(node, keys)
  if (present.length === 1) return present[0]
  const found = present.length === 0 ? 'none of them' : quoted(present, 'and')
  return complain(reading, 'model/not-exactly-one', node.at, { what, expected: quoted(keys, 'or'), found })
}

const keysIn = <K extends string>(node: DocumentNode, keys: readonly K[]): readonly K[] =>
  node.kind === 'map' ? keys.filter(it => entryOf(node, it) !== undefined) : []

function quoted(keys: readonly string[], joint: string): string {
  const words = keys.map(it => `\`${it}\``)
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`
}

/** Complains of a key that says nothing, or something else, beside another. */
export function excludes(node: DocumentNode, key: string, other: string, reading: Reading): void {
  if (node.kind !== 'map') return
  const [first, second] = [entryOf(node, key), entryOf(node, other)]
  if (first === undefined || second === undefined) return
  const related = [{ at: second.key.at, label: 'set here' }]
  complain(reading, 'model/conflicting-settings', first.key.at, { key, other }, { related })
}
