import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildRuleset } from '../../src/model/build-ruleset.ts'
import { canonicalJson, canonicalText, digestOf } from '../../src/model/canonical-form.ts'
import type { DocumentNode, MapNode } from '../../src/syntax/document/node.ts'
import { completed, type FileTexts, filesOf, soundRuleset } from '../fixtures/ruleset.ts'

const SAMPLE = `
sources: {guide: {title: Guide}, other: {title: Other}}
reasons: {small: {kind: suppressed, text: few}}
dimensions:
  subject: {members: {reading: Reading, maths: Mathematics}}
  test: {members: [reading, gps], meets: subject}
codes: {grade: {order: worst first, list: [B, A]}, outcome: {list: {X: absent, Y: ill}}}
tables:
  points: {by: grade, cite: guide p1, rows: {A: 2, B: 1}}
  line: {by: {n: number}, rows: {1: 2, 3: 4}, line: {along: n, at a repeat: last, at the end: first, outside: nearest}}
parameters: {comparator: {one of: [published, cohort], default: cohort}}
styles: {whole: {round: 0, instead: [small when n < 6]}}
rules:
  pupil:
    f: {per: subject, is: (n + 1) * 2, show: whole}
    g: {decide: first, on: [n], rows: [[1..3, 1, {id: one}], [any, 2]]}
laws: {positive: {at: pupil, holds: n > 0}}
`

const digest = (fragment: string, files: FileTexts = {}) => digestOf(soundRuleset(fragment, files))

describe('the canonical form', () => {
  test('is the same whatever the order of keys', () => {
    const { value } = completed(SAMPLE)
    const expected = digest(SAMPLE)
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), numbers => {
        const shuffled = shuffle(value, () => numbers.next().value ?? 0)
        const built = buildRuleset(shuffled as MapNode, filesOf({}))
        expect(built.value && digestOf(built.value)).toBe(expected)
      }),
      { numRuns: 30 },
    )
  })

  test('is the same whatever the comments, spaces and brackets that change nothing', () => {
    const rewritten = SAMPLE.replace('(n + 1) * 2', '((n+1)  * (2))')
      .replace('rules:', '# a comment\nrules:')
      .replace('[1..3, 1, {id: one}]', '[ "1 .. 3", 1, {id: one} ]')
      .replace('n > 0', '"n>0"')
    expect(digest(rewritten)).toBe(digest(SAMPLE))
  })

  test('is the same for rows in the document and in a file', () => {
    const inline = 'tables: {t: {by: {n: whole}, rows: {1: 2, 2: unknown}}}'
    const filed = 'tables: {t: {by: {n: whole}, file: t.csv}}'
    expect(digest(filed, { 't.csv': 'value,n\nunknown,2\n2,1\n' })).toBe(digest(inline))
  })

  test.each([
    ['a number', '* 2', '* 3'],
    ['a title', 'Mathematics', 'Maths'],
    ['a citation', 'guide p1', 'guide p2'],
    ['the order of ranked codes', '[B, A]', '[A, B]'],
    [
      'the order of rows of a decision',
      '[[1..3, 1, {id: one}], [any, 2]]',
      '[[any, 2], [1..3, 1, {id: one}]]',
    ],
    ['the order of rows of a line', '{1: 2, 3: 4}', '{3: 4, 1: 2}'],
    ['the order of members', '[reading, gps]', '[gps, reading]'],
    ['an end of a range', '1..3', '1..<3'],
    ['a setting', 'round: 0', 'round: 1'],
    ['a name', 'positive', 'negative'],
  ])('changes with %s', (_, from, to) => {
    expect(SAMPLE).toContain(from)
    expect(digest(SAMPLE.replace(from, to))).not.toBe(digest(SAMPLE))
  })

  test('is JSON with sorted keys and without places', () => {
    const ruleset = soundRuleset('rules: {pupil: {f: {is: (n)}}}')
    expect(JSON.parse(canonicalText(ruleset))).toEqual(canonicalJson(ruleset))
    expect(canonicalText(soundRuleset('parameters: {p: {type: number, default: 1}}'))).toContain(
      '"parameters":{"p":{"cites":[],"default":{"text":"1"},"name":"p","title":"p","type":"number","unconfirmed":false}}',
    )
  })

  test('has a digest that is pinned in its form', () => {
    expect(digest('')).toMatch(/^sha256:[0-9a-f]{64}$/)
  })
})

/** The keys of lists of codes that rank, of rows of lines and of dimensions are content. */
const KEEPS_ORDER = new Set(['members', 'rows', 'list'])

/** The document with the entries of its maps in another order, where order is free. */
function shuffle(node: DocumentNode, random: () => number, under = ''): DocumentNode {
  if (node.kind === 'list') return { ...node, items: node.items.map(it => shuffle(it, random)) }
  if (node.kind === 'scalar') return node
  const entries = node.entries.map(it => ({ ...it, value: shuffle(it.value, random, it.key.text) }))
  if (KEEPS_ORDER.has(under)) return { ...node, entries }
  const ranked = entries.map(it => [random(), it] as const).toSorted(([a], [b]) => a - b)
  return { ...node, entries: ranked.map(it => it[1]) }
}
