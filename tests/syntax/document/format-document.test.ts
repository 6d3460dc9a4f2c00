import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { formatDocument } from '../../../src/syntax/document/format-document.ts'
import type { DocumentNode } from '../../../src/syntax/document/node.ts'
import { readDocument } from '../../../src/syntax/document/read-document.ts'

function format(text: string): string {
  const { value, diagnostics } = formatDocument({ name: 'test.yaml', text })
  if (value === undefined) throw new Error(diagnostics.map(it => it.code).join())
  return value
}

const said = (text: string): unknown => {
  const plain = (node: DocumentNode): unknown => {
    if (node.kind === 'scalar') return [node.style, node.text]
    return node.kind === 'list'
      ? node.items.map(plain)
      : node.entries.map(it => [plain(it.key), plain(it.value)])
  }
  const { value } = readDocument({ name: 'test.yaml', text })
  return value && plain(value)
}

describe('laying out a document', () => {
  test('indents by two spaces and puts one space where one belongs', () => {
    expect(
      format(
        'a:\n     b:   1\n     c:\n     - x\n     -   y:  2\n         z: 3\nd: { e :  [1,2 ,3 ] , f:  { } }\n',
      ),
    ).toBe('a:\n  b: 1\n  c:\n    - x\n    - y: 2\n      z: 3\nd: {e: [1, 2, 3], f: {}}\n')
  })

  test('keeps single blank lines and ends with one line break', () => {
    expect(format('\n\na: 1\n\n\n\nb:\n\n  c: 2\n\n\n')).toBe('a: 1\n\nb:\n  c: 2\n')
    expect(format('a: 1')).toBe('a: 1\n')
  })

  test('puts the cells of the rows of a list in columns', () => {
    expect(
      format(
        'rows:\n - [reading or maths, 80..120, result, {id: one}]\n # between\n - [any,any,  excluded(none)]\n',
      ),
    ).toBe(
      `rows:
  - [reading or maths, 80..120, result, {id: one}]
  # between
  - [any,              any,     excluded(none)]
`,
    )
  })

  test('puts neighbouring maps in brackets in a column', () => {
    expect(format('small: {kind: suppressed}\nno_score: {kind: excluded}\n\nx: {a: b}\ncite: [a, b]\n')).toBe(
      'small:    {kind: suppressed}\nno_score: {kind: excluded}\n\nx: {a: b}\ncite: [a, b]\n',
    )
  })

  test('keeps comments where they are', () => {
    const text = `# head

a: 1  # one
# before b
b:  # after b
  # inside b
  - x  # the x

  # before y
  - y
  # end of b
c: |  # a block
  text # no comment

# before d
d: {e: 1,  # the e
  f: 2}
# end
`
    expect(format(text.replaceAll('  #', '    #').replaceAll('\n    #', '\n  #'))).toBe(
      text.replace('1,  # the e', '1, # the e'),
    )
  })

  test('keeps line breaks inside brackets, and indents what follows them', () => {
    expect(format('a: {b: 1, c: 2,\n        d: [3,\n  4]}\ne:\n  - [1,\n   2]\n')).toBe(
      'a: {b: 1, c: 2,\n  d: [3,\n    4]}\ne:\n  - [1,\n    2]\n',
    )
  })

  test('keeps a comment at the end of a value of several lines, also below one at its key', () => {
    expect(format('a: [1,\n  2] # end\nb: # of b\n  [] # end\n')).toBe(
      'a: [1,\n  2]  # end\nb:  # of b\n  []  # end\n',
    )
  })

  test('never touches the text of a scalar', () => {
    const text = `a: 'it''s'
b: "x  \\n y"
c: |
    indented

      more
d: >-
      folded
      lines
e: word
     and word
1E3: ~
`
    expect(said(format(text))).toEqual(said(text))
    expect(format(text)).toContain('c: |\n  indented\n\n    more\nd: >-\n  folded\n')
  })

  test('keeps how far the lines of a block stand in', () => {
    const text = 'a: |2\n    two more\n  none\nb: |4\n      two more\n    none\n'
    expect(format(text)).toBe('a: |2\n    two more\n  none\nb: |2\n    two more\n  none\n')
  })

  test('gives line feeds for other line ends', () => {
    expect(format('a: 1\r\nb: |\r\n  c\r\n')).toBe('a: 1\nb: |\n  c\n')
  })

  test('says what is wrong with a document that cannot be read', () => {
    const { value, diagnostics } = formatDocument({ name: 'test.yaml', text: 'a: [1' })
    expect(value).toBeUndefined()
    expect(diagnostics.length).toBeGreaterThan(0)
  })

  test.each(['rulesets/ks2/2016/ruleset.yaml', 'rulesets/ks2/2017/ruleset.yaml'])(
    'says the same as %s',
    path => {
      const text = readFileSync(path, 'utf8')
      const once = format(text)
      expect(said(once)).toEqual(said(text))
      expect(format(once)).toBe(once)
    },
  )
})

const word = fc.constantFrom(
  'a',
  'b c',
  '80..120',
  "it's",
  'yes',
  'x # y',
  'A*',
  '{',
  '- b',
  'a: b',
  'two\nlines',
  'x\n\n  y\n',
  ' z ',
)
const { tree } = fc.letrec(tie => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.dictionary(fc.constantFrom('a', 'key', 'a long key', 'rows'), tie('tree'), { maxKeys: 3 }),
    fc.array(tie('tree'), { maxLength: 3 }),
  ),
}))
const document = fc.dictionary(fc.constantFrom('a', 'b', 'c'), tree, { minKeys: 1 })

describe('any document', () => {
  test('says the same when it is laid out, and is then laid out', () => {
    fc.assert(
      fc.property(
        document,
        fc.constantFrom('any', 'flow', 'block'),
        fc.nat(4),
        (value, collectionStyle, more) => {
          const text = stringify(value, { collectionStyle, indent: more + 1, lineWidth: 40 })
          fc.pre(readDocument({ name: 'test.yaml', text }).diagnostics.length === 0)
          const once = format(text)
          expect(said(once)).toEqual(said(text))
          expect(format(once)).toBe(once)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('is laid out the same whatever its indentation, spaces and blank lines', () => {
    const plain = document.filter(it => !/\\n| z |"(b c|a: b|- b|x # y)"/.test(JSON.stringify(it)))
    fc.assert(
      fc.property(plain, fc.nat(4), (value, more) => {
        const options = { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' } as const
        const one = stringify(value, { ...options, indent: 2 })
        const other = stringify(value, { ...options, indent: more + 1, flowCollectionPadding: false })
        expect(format(`\n${other}\n\n`)).toBe(format(one))
      }),
    )
  })

  test('keeps every comment, wherever it stands', () => {
    const line = fc.constantFrom('', '', '# c', '  # d')
    const infinite = fc.infiniteStream(line)
    fc.assert(
      fc.property(
        document,
        fc.constantFrom('any', 'flow', 'block'),
        infinite,
        (value, collectionStyle, comments) => {
          const next = (): string => comments.next().value ?? ''
          const lines = stringify(value, { collectionStyle, lineWidth: 30 }).trimEnd().split('\n')
          const text = lines
            .map(it => [it, next().trimStart()].filter(part => part !== '').join(' '))
            .join('\n')
          fc.pre(readDocument({ name: 'test.yaml', text }).diagnostics.length === 0)
          const once = format(text)
          expect(said(once)).toEqual(said(text))
          expect(format(once)).toBe(once)
          expect(once.match(/# [cd]/g) ?? []).toEqual(text.match(/# [cd]/g) ?? [])
        },
      ),
      { numRuns: 300 },
    )
  })
})
