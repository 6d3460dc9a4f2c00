/** The grammar written for people and the parser accept the same texts. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isLexical, literalsOf, readEbnf } from '../../../../scripts/grammar/ebnf.ts'
import { ExpressionGrammar } from '../../../../src/syntax/expression/grammar.ts'
import { LIMITS } from '../../../../src/syntax/expression/parse-expression.ts'
import { CONTEXTUAL, DIRECTIONS, RESERVED, SIGNS } from '../../../../src/syntax/expression/tokens.ts'
import { read, SORTS, type Sort } from '../support.ts'
import { recogniserOf } from './recogniser.ts'
import { mutated, pick, randomFrom, SAMPLES, writerOf } from './sentences.ts'

const ebnf = readEbnf(readFileSync('grammar/expression.ebnf', 'utf8'))
const recognise = recogniserOf(ebnf)
const write = writerOf(ebnf)
const ALPHABET = [...literalsOf(ebnf), ...Object.values(SAMPLES).map(it => it[0] ?? '')]

/** Refusals that are not the grammar's: they are about what was meant, and are stated beside it. */
const BEYOND: ReadonlySet<string> = new Set([
  'parse/bracketed-alternatives',
  'parse/too-deep',
  'parse/too-long',
])

const accepts = (sort: Sort, tokens: readonly string[]): boolean =>
  read(sort, tokens.join(' ')).diagnostics.every(it => BEYOND.has(it.code))

/** Those on which grammar and parser disagree, with what each says. */
const disagreements = (sort: Sort, sentences: Iterable<readonly string[]>): readonly string[] =>
  [...sentences]
    .filter(it => accepts(sort, it) !== recognise(sort, it))
    .map(it => `${it.join(' ')} (the parser ${accepts(sort, it) ? 'accepts' : 'refuses'} it)`)

function* times<T>(count: number, make: (index: number) => T): Iterable<T> {
  for (let index = 0; index < count; index += 1) yield make(index)
}

it('the grammar of the parser is sound', () => {
  expect(() => new ExpressionGrammar({ validate: true })).not.toThrow()
})

it('the words and signs are those of the lexer', () => {
  const known = [...RESERVED, ...DIRECTIONS, ...CONTEXTUAL, ...SIGNS]
  expect([...literalsOf(ebnf)].sort()).toEqual([...known].sort())
})

it('the diagrams are those of the grammar', () => {
  expect(() => execFileSync(process.execPath, ['scripts/draw-grammar.ts', '--check'])).not.toThrow()
})

it('the words and limits named beside the grammar are the true ones', () => {
  const text = readFileSync('grammar/README.md', 'utf8')
  for (const words of [RESERVED, CONTEXTUAL, DIRECTIONS.join('` and `').split(' ')]) {
    expect(text).toContain(words.join(' '))
  }
  const { length, nesting, depth } = LIMITS
  const limits = `More than ${length.toLocaleString('en').replace(',', ' ')} characters, brackets or conditions nested more than ${nesting} deep, or a tree more than ${depth} deep`
  expect(text).toContain(limits)
})

it('every rule is used', () => {
  const text = [...ebnf.rules].map(([name, part]) => [name, JSON.stringify(part)] as const)
  const unused = [...ebnf.rules.keys()].filter(
    name => !SORTS.includes(name as Sort) && !text.some(([, it]) => it.includes(`"name":"${name}"`)),
  )
  expect(unused).toEqual([])
})

describe.each(SORTS)('as %s', sort => {
  it('every sentence of the grammar is accepted', () => {
    const random = randomFrom(20160901)
    const sentences = times(500, index => write(sort, random, 8 + (index % 12)))
    expect([...sentences].filter(it => !accepts(sort, it)).map(it => it.join(' '))).toEqual([])
  })

  it('sentences with changes are accepted or refused alike', () => {
    const random = randomFrom(19910214)
    const sentences = times(700, index => {
      const sentence = write(sort, random, 8 + (index % 10))
      const once = mutated(sentence, ALPHABET, random)
      return index % 3 === 0 ? mutated(once, ALPHABET, random) : once
    })
    expect(disagreements(sort, sentences)).toEqual([])
  })

  it('all texts of one or two tokens are accepted or refused alike', () => {
    const pairs = ALPHABET.flatMap(one => [[one], ...ALPHABET.map(two => [one, two])])
    expect(disagreements(sort, pairs)).toEqual([])
  })

  it('tokens in any order are accepted or refused alike', () => {
    const random = randomFrom(17)
    const sentences = times(1000, index => [...times(3 + (index % 4), () => pick(random, ALPHABET))])
    expect(disagreements(sort, sentences)).toEqual([])
  })
})

it('rules about characters describe the tokens taken for them', () => {
  expect(Object.keys(SAMPLES).sort()).toEqual([...ebnf.rules.keys()].filter(isLexical).sort())
  const texts: Readonly<Record<string, boolean>> = {
    '1.5': true,
    '1.': false,
    '.5': false,
    '1.5.2': false,
    '65%': true,
    "'it''s'": true,
    "'it's'": false,
    "'": false,
    _: false,
    _9a: true,
    '9': true,
    '9_': false,
    é: false,
  }
  for (const [text, isGood] of Object.entries(texts)) {
    expect([text, recognise('literal', [text]) || recognise('name', [text])]).toEqual([text, isGood])
    expect([text, accepts('expression', [text])]).toEqual([text, isGood])
  }
})
