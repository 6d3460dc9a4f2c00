import { array, assert, constantFrom, oneof, property, string, stringMatching } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { offsetIn } from '../../../src/source/fragment.ts'
import { readDocument } from '../../../src/syntax/document/read-document.ts'
import { expectWithin } from '../../fixtures/processor-time.ts'
import { plain, scalarsIn } from './reading.ts'

/** Text that looks enough like YAML to reach every corner of the reader. */
const pieces = constantFrom(
  ...[
    'a',
    'b c',
    ':',
    ': ',
    ' ',
    '  ',
    '\n',
    '\n  ',
    '\r\n',
    '- ',
    ', ',
    '[',
    ']',
    '{',
    '}',
    '(',
    ')',
    "'",
    "''",
  ],
  ...[
    '"',
    '\\',
    '#',
    ' #',
    '|',
    '|-\n',
    '>\n ',
    '|2\n',
    '&x ',
    '*x',
    '!x ',
    '!',
    '---\n',
    '...\n',
    '%',
    '? ',
    '<<',
  ],
  ...['é', '𝄞', '\u00a0', '\t', '\u0000', '@', '`', '~', '1', 'f(a, b)', '\\x00', '\r'],
)
const likeYaml = array(pieces, { maxLength: 30 }).map(it => it.join(''))
const anyText = oneof(likeYaml, string({ unit: 'binary' }), string())

describe('reading any text', () => {
  it('never throws, and every span lies inside the source', () => {
    assert(
      property(anyText, text => {
        const { value, diagnostics } = readDocument({ name: 'x', text })
        for (const { at } of diagnostics)
          expect(0 <= at.start && at.start <= at.end && at.end <= text.length).toBe(true)
        for (const { at } of value === undefined ? [] : scalarsIn(value)) {
          expect(0 <= at.start && at.start <= at.end && at.end <= text.length).toBe(true)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('either gives a document or says why not', () => {
    assert(
      property(anyText, text => {
        const { value, diagnostics } = readDocument({ name: 'x', text })
        expect(value !== undefined || diagnostics.length > 0).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('says the same about the same text', () => {
    assert(
      property(anyText, text => {
        expect(readDocument({ name: 'x', text })).toEqual(readDocument({ name: 'x', text }))
      }),
    )
  })
})

describe('a scalar of any document', () => {
  const documents = likeYaml.map(text => ({ name: 'x', text: `k: ${text}` }))

  it('is the slice of the source at its span where it is plain and on one line', () => {
    assert(
      property(documents, source => {
        const { value } = readDocument(source)
        for (const { text, style, at } of value === undefined ? [] : scalarsIn(value)) {
          const slice = source.text.slice(at.start, at.end)
          if (style === 'plain' && !/[\r\n]/.test(slice)) expect(text).toBe(slice)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('stands character by character where its fragment says', () => {
    assert(
      property(documents, source => {
        const { value } = readDocument(source)
        for (const { text, fragment } of value === undefined ? [] : scalarsIn(value)) {
          for (let index = 0; fragment !== undefined && index < text.length; index++) {
            const there = source.text[offsetIn(fragment, index)]
            if (there !== text[index])
              expect(`${text[index] === '\n' ? ' ' : text[index]}${there}`).toMatch(/^ [\r\n ]$/)
          }
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('has places that never go back', () => {
    assert(
      property(documents, source => {
        const { value } = readDocument(source)
        for (const { text, fragment } of value === undefined ? [] : scalarsIn(value)) {
          for (let index = 1; fragment !== undefined && index <= text.length; index++) {
            expect(offsetIn(fragment, index)).toBeGreaterThan(offsetIn(fragment, index - 1))
          }
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a document without fault', () => {
  it('holds the texts that YAML itself reads, but for breaks at the end of blocks', () => {
    assert(
      property(likeYaml, text => {
        const { value, diagnostics } = readDocument({ name: 'x', text })
        if (value === undefined || diagnostics.length > 0) return
        const yaml: unknown = parseDocument(text, { schema: 'failsafe' }).toJS()
        expect(withoutBreaks(plain(text))).toEqual(withoutBreaks(yaml))
      }),
      { numRuns: 5000 },
    )
  })

  it('reads a quoted text back', () => {
    assert(
      property(stringMatching(/^[ -~]*$/), text => {
        expect(plain(`a: '${text.replaceAll("'", "''")}'`)).toEqual({ a: text })
      }),
    )
  })
})

describe('a hostile document is refused or read in time:', () => {
  const many = 100_000
  it.each([
    ['lists in lists', '['.repeat(many)],
    ['maps in maps', '{a: '.repeat(many)],
    ['lists of blocks', '- '.repeat(many)],
    ['keys of keys', '? '.repeat(many)],
    ['open parentheses', `[${'a(,'.repeat(many / 4)}]`],
    ['open parentheses in a map', `{a: b(${',c('.repeat(many / 4)}}`],
    ['anchors', '&a '.repeat(many / 4)],
    ['aliases', `a: &a [x]\nb: [${'*a, '.repeat(many / 8)}]`],
    ['quotes', `a: '${"''".repeat(many)}'`],
    ['spaces', `a: b${' '.repeat(many)}c`],
    ['spaces in quotes', `a: 'b${' '.repeat(many)}c\n d'`],
    ['line breaks', `a: b${'\n'.repeat(many)} c`],
    ['documents', '---\n'.repeat(many / 8)],
    ['entries', `{${Array.from({ length: many / 20 }, (_, index) => `k${index}: v`).join(', ')}}`],
  ])('%s', (_, text) => {
    expectWithin(3000, () => readDocument({ name: 'x', text }))
  })
})

/** YAML keeps the breaks at the end of a block, and has null where nothing is written. */
function withoutBreaks(value: unknown): unknown {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value.replace(/[\n ]+$/, '')
  if (Array.isArray(value)) return value.map(withoutBreaks)
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, withoutBreaks(it)]))
}
