/** Translates YAML's tree into the document's own: refuses keys that are not names, or written twice. */
import {
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import type { Diagnostic, Outcome } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { type Source, spanOf } from '../../source/source.ts'
import { fromScalar } from './from-scalar.ts'
import type { DocumentNode, ListNode, MapEntry, MapNode, ScalarNode } from './node.ts'
import { mendEntries, mendItems } from './split-by-comma.ts'
import { COLON_INSIDE } from './yaml-problem.ts'

/** An entry as YAML has it. Without a colon, a key of a flow map has no value, not even an empty one. */
export interface RawEntry {
  readonly key: ScalarNode
  readonly value: DocumentNode | undefined
}

interface Reading {
  readonly source: Source
  readonly diagnostics: Diagnostic[]
}

export function fromYaml(source: Source, root: ParsedNode | null): Outcome<DocumentNode> {
  const reading: Reading = { source, diagnostics: [] }
  return { value: fromNode(reading, root), diagnostics: reading.diagnostics }
}

function fromNode(reading: Reading, node: unknown): DocumentNode {
  if (isMap(node)) return fromMap(reading, node as YAMLMap.Parsed)
  if (isSeq(node)) return fromList(reading, node as YAMLSeq.Parsed)
  if (isScalar(node)) {
    const { value, diagnostics } = fromScalar(reading.source, node as Scalar.Parsed)
    reading.diagnostics.push(...diagnostics)
    return value
  }
  return emptyAt(reading, reading.source.text.length)
}

function fromList(reading: Reading, node: YAMLSeq.Parsed): ListNode {
  const items = node.items.map(it => fromNode(reading, it))
  const mended = node.flow === true ? mendItems(reading.source, items) : { value: items, diagnostics: [] }
  reading.diagnostics.push(...mended.diagnostics)
  return { kind: 'list', items: mended.value, at: spanAround(reading, node, mended.value.at(-1)) }
}

function fromMap(reading: Reading, node: YAMLMap.Parsed): MapNode {
  const raw = node.items.map(it => fromPair(reading, it)).filter(it => it !== undefined)
  const mended = mendEntries(reading.source, raw)
  reading.diagnostics.push(...mended.diagnostics)
  const entries = mended.value.map(it => withValue(reading, it))
  const at = spanAround(reading, node, entries.at(-1)?.value)
  return { kind: 'map', entries: withoutRepeats(reading, entries), at }
}

function fromPair(reading: Reading, pair: Pair<unknown, unknown>): RawEntry | undefined {
  const key = fromNode(reading, pair.key)
  const value = pair.value == null ? undefined : fromNode(reading, pair.value)
  if (key.kind === 'scalar' && (key.text !== '' || key.style !== 'plain')) {
    if (key.text === '<<') reading.diagnostics.push(report('document/merge-key', key.at))
    return { key, value }
  }
  const found = { map: 'a map', list: 'a list', scalar: 'nothing' }[key.kind]
  reading.diagnostics.push(report('document/key-is-not-text', key.at, { found }))
  return undefined
}

function withValue(reading: Reading, { key, value }: RawEntry): MapEntry {
  if (value !== undefined) return { key, value }
  reading.diagnostics.push(
    COLON_INSIDE.test(key.text)
      ? report('document/colon-without-space', key.at, { text: key.text })
      : report('document/key-without-value', key.at, { key: key.text }),
  )
  return { key, value: emptyAt(reading, key.at.end) }
}

/** Of entries with the same key only the first stays. */
function withoutRepeats(reading: Reading, entries: readonly MapEntry[]): readonly MapEntry[] {
  const seen = new Map<string, ScalarNode>()
  return entries.filter(({ key }) => {
    const first = seen.get(key.text)
    if (first === undefined) seen.set(key.text, key)
    else {
      const related = [{ at: first.at, label: 'written first here' }]
      reading.diagnostics.push(report('document/duplicate-key', key.at, { key: key.text }, { related }))
    }
    return first === undefined
  })
}

/** Of a collection in brackets, brackets included; of a block, up to the end of what it holds. */
function spanAround(reading: Reading, node: YAMLMap.Parsed | YAMLSeq.Parsed, last: DocumentNode | undefined) {
  const [start, end] = node.range
  const isBlock = node.flow !== true && last !== undefined
  return spanOf(reading.source, start, isBlock ? Math.max(start, last.at.end) : end)
}

function emptyAt({ source }: Reading, offset: number): ScalarNode {
  const fragment = { source, text: '', pieces: [{ index: 0, offset }] }
  return { kind: 'scalar', text: '', style: 'plain', fragment, at: spanOf(source, offset, offset) }
}
