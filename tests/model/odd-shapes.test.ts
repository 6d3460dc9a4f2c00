/** Whatever a document looks like, building gives a value and diagnostics with places, and never throws. */

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { applyOverlay } from '../../src/model/apply-overlay.ts'
import { buildRuleset } from '../../src/model/build-ruleset.ts'
import { buildRegistry } from '../../src/model/registry.ts'
import type { MapNode } from '../../src/syntax/document/node.ts'
import { completed, filesOf, mapIn } from '../fixtures/ruleset.ts'

const SECTIONS = 'sources reasons dimensions codes levels tables parameters styles rules laws'.split(' ')
const SETTINGS =
  'title key groups by where in inputs type per default earlier members meets of is list file column order aliases rows gives level line complete otherwise unconfirmed columns each decide on slots from choose score fill take accept limits show cite one of set at holds better replace remove add address folder'.split(
    ' ',
  )
const WORDS = [
  'pupil',
  'nation',
  'n',
  'a',
  'yes',
  '',
  '1',
  '0..<2',
  'A*',
  'a.b',
  'lower ..< upper',
  't.csv',
  '(',
  'first',
  '__proto__',
  'constructor',
]

const key = fc.constantFrom(...SETTINGS, ...WORDS.filter(it => it !== ''))
const { tree } = fc.letrec(tie => ({
  tree: fc.oneof(
    { depthSize: 'large', maxDepth: 8 },
    fc.constantFrom(...WORDS),
    fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
    fc.array(tie('tree'), { maxLength: 4 }),
  ),
}))
const document = fc.dictionary(
  fc.constantFrom(...SECTIONS, 'year', 'release', 'overlay', 'of', 'rulesets'),
  tree,
)

/** JSON is YAML, so that every shape can be written; a space keeps keys and values apart. */
const asText = (value: unknown): string => JSON.stringify(value, undefined, 1)

function expectPlaces(diagnostics: readonly Diagnostic[]): void {
  for (const { at } of diagnostics) {
    expect(at.start).toBeLessThanOrEqual(at.end)
    expect(at.end).toBeLessThanOrEqual(at.source.text.length)
  }
}

const FILES = filesOf({ 't.csv': 'lower,upper,n,a,value\n1,2,x,y,z\n' })

test('a ruleset of any shape is built without a throw', () => {
  fc.assert(
    fc.property(document, it => expectPlaces(buildRuleset(completed(asText(it)).value, FILES).diagnostics)),
    { numRuns: 300 },
  )
})

test('an overlay of any shape is applied without a throw', () => {
  const base = completed('rules: {pupil: {f: {decide: first, on: [n], rows: [[1, 2, {id: a}]]}}}').value
  fc.assert(
    fc.property(document, it =>
      expectPlaces(applyOverlay(base, mapIn('o.yaml', asText({ ...it, of: 'test@2000' })).value).diagnostics),
    ),
  )
})

test('a registry of any shape is read without a throw', () => {
  fc.assert(
    fc.property(document, it => expectPlaces(buildRegistry(mapIn('r.yaml', asText(it)).value).diagnostics)),
  )
})

test('a real ruleset with any part of it cut out or put elsewhere is built without a throw', () => {
  const text = readFileSync('rulesets/ks2/2016/ruleset.yaml', 'utf8')
  const whole = mapIn('ruleset.yaml', text).value
  const parts = subtrees(whole)
  fc.assert(
    fc.property(fc.nat(parts.length - 1), fc.nat(parts.length - 1), (target, replacement) => {
      const changed = replaced(whole, parts[target], parts[replacement])
      if (changed.kind === 'map') expectPlaces(buildRuleset(changed, FILES).diagnostics)
    }),
    { numRuns: 60 },
  )
})

type Node = MapNode['entries'][number]['value']

const subtrees = (node: Node): readonly Node[] => {
  if (node.kind === 'scalar') return [node]
  const children = node.kind === 'map' ? node.entries.map(it => it.value) : node.items
  return [node, ...children.flatMap(subtrees)]
}

function replaced(node: Node, target: Node | undefined, by: Node | undefined): Node {
  if (node === target && by !== undefined) return by
  if (node.kind === 'scalar') return node
  if (node.kind === 'list') return { ...node, items: node.items.map(it => replaced(it, target, by)) }
  return { ...node, entries: node.entries.map(it => ({ ...it, value: replaced(it.value, target, by) })) }
}
