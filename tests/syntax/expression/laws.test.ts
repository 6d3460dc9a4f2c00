/** Laws of reading and printing, on generated trees and texts. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fragment } from '../../../src/source/fragment.ts'
import { lineStartsOf, type Span } from '../../../src/source/source.ts'
import type { Expression, Pattern, TypeExpression } from '../../../src/syntax/expression/ast.ts'
import { printExpression, printPattern, printType } from '../../../src/syntax/expression/print-expression.ts'
import { expectWithin } from '../../fixtures/processor-time.ts'
import { anyText, TREES } from './arbitraries.ts'
import { READERS, read, SORTS, type Sort, withoutPlaces } from './support.ts'

const PRINT = {
  expression: (it: object) => printExpression(it as Expression),
  pattern: (it: object) => printPattern(it as Pattern),
  type: (it: object) => printType(it as TypeExpression),
} as const

/** The same trees and texts every time. */
const SEED = 20160901

describe.each(['expression', 'pattern', 'type'] as const)('any tree of sort %s', sort => {
  it('reads back from its printed form', () => {
    fc.assert(
      fc.property<[object]>(TREES[sort], tree => {
        const { value, diagnostics } = read(sort, PRINT[sort](tree))
        expect(diagnostics).toEqual([])
        expect(withoutPlaces(value)).toEqual(withoutPlaces(tree))
      }),
      { numRuns: 500, seed: SEED },
    )
  })
})

/** Every span in a value, however deep. */
function spansIn(value: unknown): readonly Span[] {
  if (typeof value !== 'object' || value === null) return []
  if ('source' in value && 'start' in value) return [value as Span]
  return Object.values(value).flatMap(spansIn)
}

describe.each(SORTS)('any text read as %s', (sort: Sort) => {
  it('gives a tree and diagnostics whose spans lie inside it', () => {
    fc.assert(
      fc.property(anyText, text => {
        const outcome = read(sort, text)
        for (const span of spansIn(outcome)) {
          expect(span.start).toBeGreaterThanOrEqual(0)
          expect(span.end).toBeGreaterThanOrEqual(span.start)
          expect(span.end).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 1000, seed: SEED },
    )
  })

  it('is said to be wrong wherever a part of its tree is invalid', () => {
    fc.assert(
      fc.property(anyText, text => {
        const { value, diagnostics } = read(sort, text)
        if (/"(Invalid|InvalidPattern)"/.test(JSON.stringify(withoutPlaces(value)))) {
          expect(diagnostics).not.toEqual([])
        }
      }),
      { numRuns: 500, seed: SEED },
    )
  })

  it('says the same again when read again', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, other) => {
        const first = withoutPlaces(read(sort, text))
        read(sort, other)
        expect(withoutPlaces(read(sort, text))).toEqual(first)
      }),
      { numRuns: 200, seed: SEED },
    )
  })
})

describe('a text in pieces', () => {
  /** A block scalar: each line of the text stands in the source after an indentation. */
  const indented = (text: string, indent: string): Fragment => {
    const lines = text.split('\n')
    const source = { name: '<block>', text: `is: |\n${lines.map(it => indent + it).join('\n')}\n` }
    const offsets = lineStartsOf(source).slice(1)
    const starts = lineStartsOf({ name: '', text })
    return {
      source,
      text,
      pieces: starts.map((index, line) => ({ index, offset: (offsets[line] ?? 0) + indent.length })),
    }
  }

  it.each(SORTS)('keeps the places of all that is read as %s', sort => {
    const lines = fc.array(
      fc.constantFrom('a', '+', 'or', '(', ')', ',', '\n', '80..120', 'is', 'missing', '=='),
    )
    fc.assert(
      fc.property(lines, fc.constantFrom(' ', '    '), (tokens, indent) => {
        const text = tokens.join(' ')
        const fragment = indented(text, indent)
        const outcome = READERS[sort](fragment)
        const plain = read(sort, text)
        const texts = (it: readonly Span[]) =>
          it.map(at => withoutIndent(at.source.text.slice(at.start, at.end)))
        expect(texts(spansIn(outcome))).toEqual(texts(spansIn(plain)))
      }),
    )
  })

  const withoutIndent = (text: string): string => text.replace(/\n\s*/g, '\n').trimEnd()

  it('marks a mistake on its own line', () => {
    const { diagnostics } = READERS.expression(indented('if a\nthen b\nelse c == d', '    '))
    const [{ at }] = diagnostics as [(typeof diagnostics)[0]]
    expect([at.source.text.slice(at.start, at.end), at.start]).toEqual(['==', 37])
  })
})

describe('hostile texts', () => {
  const HOSTILE: Readonly<Record<string, string>> = {
    'a megabyte of brackets': '('.repeat(1_000_000),
    'nine thousand brackets': '('.repeat(9_000),
    'nine thousand closing brackets': ')'.repeat(9_000),
    'calls in calls': 'f('.repeat(4_000),
    'a ladder of ifs': 'if a then '.repeat(900),
    'ifs in conditions': 'if '.repeat(3_000),
    'else without if': 'else if '.repeat(1_200),
    'brackets closed too often': 'a)('.repeat(3_000),
    signs: '-'.repeat(9_000),
    negations: 'not '.repeat(2_400),
    'a long sum': 'a+'.repeat(4_900),
    'a long chain of comparisons': 'a<'.repeat(4_900),
    'a long chain of members': 'a.'.repeat(4_900),
    'a long chain of powers': 'a^'.repeat(4_900),
    'a long list of alternatives': `a is ${'b or '.repeat(1_900)}`,
    'a long list of arguments': `f(${'a,'.repeat(4_900)}`,
    'words without operators': 'a '.repeat(4_900),
    'open texts': "'a".repeat(4_900),
    'points without digits': '1.'.repeat(4_900),
    'characters of no use': '#'.repeat(9_999),
    'characters of no use among others': 'a#'.repeat(4_900),
    'lone surrogates': '\ud800'.repeat(100),
  }

  it.each(Object.entries(HOSTILE))('%s are read in a moment', (_, text) => {
    expectWithin(4000, () => {
      for (const sort of SORTS) expect(read(sort, text).diagnostics.length).toBeGreaterThan(0)
    })
  })

  it('expressions at the limit of nesting can be read', () => {
    expect(read('expression', `${'('.repeat(50)}1${')'.repeat(50)}`).diagnostics).toEqual([])
    expect(read('expression', `1${' + 1'.repeat(300)}`).diagnostics).toEqual([])
  })
})
