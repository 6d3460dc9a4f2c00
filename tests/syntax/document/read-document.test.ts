import { describe, expect, it } from 'vitest'
import { offsetIn } from '../../../src/source/fragment.ts'
import { readDocument } from '../../../src/syntax/document/read-document.ts'
import { codesIn, entryText, plain, scalarAt } from './reading.ts'

describe('a document read', () => {
  it('is maps, lists and scalars as written', () => {
    expect(plain('a: 1E3\nb: [010, ~, No, 0x10, 1.50]\nc: {"1": x, d: }\n')).toEqual({
      a: '1E3',
      b: ['010', '~', 'No', '0x10', '1.50'],
      c: { '1': 'x', d: '' },
    })
  })

  it('has no difference between a code in quotes and without', () => {
    expect(plain('{"1": a}')).toEqual(plain('{1: a}'))
  })

  it('keeps keys in the order written', () => {
    expect(Object.keys(plain('{b: 1, a: 2, c: 3}') as object)).toEqual(['b', 'a', 'c'])
  })

  it('may use the line ends of Windows', () => {
    expect(plain('a: |\r\n  b\r\n  c\r\nd:\r\n- e\r\n- f\r\n  g\r\n')).toEqual({ a: 'b\nc', d: ['e', 'f g'] })
  })

  it('may start and end with document markers', () => {
    expect(plain('---\na: b\n...\n')).toEqual({ a: 'b' })
  })

  it('has an empty scalar where nothing is written, standing after the colon', () => {
    const { value } = readDocument({ name: 'x', text: 'a:\nb: c' })
    expect(value?.entries[0]?.value).toMatchObject({ kind: 'scalar', text: '', at: { start: 2, end: 2 } })
  })

  it('keeps a key such as __proto__ an ordinary key', () => {
    const { value } = readDocument({ name: 'x', text: '__proto__: {a: b}\nconstructor: c' })
    expect(value?.entries.map(it => it.key.text)).toEqual(['__proto__', 'constructor'])
  })
})

describe('the span of', () => {
  const spans = (text: string) => {
    const { value } = readDocument({ name: 'x', text })
    const node = value?.entries[0]?.value
    return node && text.slice(node.at.start, node.at.end)
  }
  it.each([
    ['a: b c # d', 'b c'],
    ["a: 'b'", "'b'"],
    ['a: {b: c} # d', '{b: c}'],
    ['a: [ b ]\n', '[ b ]'],
    ['a:\n  b: c\n  d: e\n\n# f\ng: h', 'b: c\n  d: e'],
    ['a:\n  - b\n  - c\n', '- b\n  - c'],
    ['a: |-\n  b\n\n  c\n\nd: e', '|-\n  b\n\n  c'],
    ['a: b\n  c\nd: e', 'b\n  c'],
  ])('the value in %j is %j', (text, expected) => {
    expect(spans(text)).toBe(expected)
  })
})

/** Each character of the text must stand in the source where the fragment says; breaks are joined lines. */
describe('the places of', () => {
  it.each([
    ['a plain text', 'a:  b + c  # d', 'b + c'],
    ['a plain text over lines', 'a: b +\n    c\n  - d', 'b + c - d'],
    ['a plain text with a blank line', 'a: b\n\n  c', 'b\nc'],
    ['a text in single quotes', "a: 'b + c'", 'b + c'],
    ['quotes in single quotes', "a: 'b = ''A*'' or c'", "b = 'A*' or c"],
    ['a text in single quotes over lines', "a: ' b\n   c\n\n\n   d '", ' b c\n\nd '],
    ['a text in double quotes', 'a: "b + c"', 'b + c'],
    ['a text in double quotes over lines', 'a: "b\n  + c"', 'b + c'],
    ['a literal block', 'a: |\n  b\n    + c\n\n  + d\n', 'b\n  + c\n\n+ d'],
    ['a literal block with a strip mark', 'a: |-\n   b\n   + c\n', 'b\n+ c'],
    ['a literal block with a keep mark', 'a: |+\n   b\n\n\n', 'b'],
    ['a literal block with a written indentation', 'a: |1\n  b\n c\n', ' b\nc'],
    ['a literal block after a comment', 'a: | # note\n  b\n', 'b'],
    ['a literal block that starts with a blank line', 'a: |\n\n  b\n', '\nb'],
    ['a literal block with Windows line ends', 'a: |\r\n  b\r\n  c\r\n', 'b\nc'],
    ['a literal block in a list', 'a: \n  - |\n    b\n    c\n', 'b\nc'],
    ['an empty literal block', 'a: |\nb: c', ''],
    ['an item of a flow list', 'a: [ b c , d]', 'b c'],
    ['a wide character', 'a: é𝄞 b', 'é𝄞 b'],
  ])('%s are right', (_, text, expected) => {
    const scalar = scalarAt(text)
    expect(scalar.text).toBe(expected)
    const { fragment } = scalar
    if (fragment === undefined) throw new Error('no fragment')
    expect(fragment.text).toBe(expected)
    for (let index = 0; index < expected.length; index++) {
      const there = text[offsetIn(fragment, index)]
      if (there !== expected[index]) expect(there, `at ${index}`).toMatch(/[\r\n]/)
    }
  })

  it.each([
    ['a folded block', 'a: >\n  b\n  c\n\n  d\n', 'b c\nd'],
    ['a text with escapes', 'a: "b\\x41\\n\\"c"', 'bA\n"c'],
  ])('%s are unknown', (_, text, expected) => {
    expect(scalarAt(text)).toMatchObject({ text: expected, fragment: undefined })
  })
})

describe('a text split by a comma', () => {
  it.each([
    ['{is: f(a, b)}', { is: 'f(a, b)' }],
    ['{is: f(a, g(b, c), d), unit: e}', { is: 'f(a, g(b, c), d)', unit: 'e' }],
    ['{is: f(a, b}', { is: 'f(a, b' }],
    ["{is: f('(', b)}", { is: "f('(', b)" }],
  ])('in the map %s is put together again', (text, expected) => {
    expect(codesIn(text)).toEqual(['document/split-at-comma'])
    expect(plain(text)).toEqual(expected)
  })

  it.each([
    ['[f(a, b), c]', ['f(a, b)', 'c']],
    ['[a, f(b, c, d)]', ['a', 'f(b, c, d)']],
  ])('in the list %s is put together again', (text, expected) => {
    expect(codesIn(`x: ${text}`)).toEqual(['document/split-at-comma'])
    expect(entryText(`x: ${text}`)).toEqual(expected)
  })

  it('is left alone where nothing closes the parenthesis', () => {
    expect(entryText('x: [f(a, b, c]')).toEqual(['f(a', 'b', 'c'])
  })

  it('keeps the places of the whole', () => {
    const text = '{is: f(a, b)}'
    const { value } = readDocument({ name: 'x', text })
    const node = value?.entries[0]?.value
    expect(node?.kind === 'scalar' && node.fragment && offsetIn(node.fragment, 5)).toBe(text.indexOf('b)'))
  })
})

describe('what stands outside the first fault', () => {
  it('is still read: tags, anchors and repeated keys are told together', () => {
    const text = 'a: !!int 1\nb: &x [*x, !y]\na: 2\nc: {d, e: f}'
    expect(codesIn(text)).toEqual(
      [
        'document/alias',
        'document/tag',
        'document/anchor',
        'document/negation-is-tag',
        'document/duplicate-key',
        'document/key-without-value',
      ].sort(),
    )
    expect(plain(text)).toEqual({ a: '1', b: ['*x', '!y'], c: { d: '', e: 'f' } })
  })

  it('is not told where YAML itself breaks: one message, not its consequences', () => {
    expect(codesIn("a: 'b\nc: [d\ne: f: g")).toEqual(['document/unclosed-quote'])
  })
})
