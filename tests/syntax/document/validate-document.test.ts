import { globSync, readFileSync } from 'node:fs'
import { array, assert, constantFrom, dictionary, letrec, oneof, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { messageOf } from '../../../src/diagnostics/report.ts'
import { positionOf, textOf } from '../../../src/source/source.ts'
import { readDocument } from '../../../src/syntax/document/read-document.ts'
import { type DocumentSort, validateDocument } from '../../../src/syntax/document/validate-document.ts'
import { expectWithin } from '../../fixtures/processor-time.ts'

const SORTS: readonly DocumentSort[] = ['ruleset', 'overlay', 'registry', 'cases', 'columns']

const HEADER = `yardstick: "1.0"
ruleset: example
year: 2016
release: final
revision: 1
title: Example
levels: {pupil: {key: pupil_id, inputs: {n: {type: number}}}}
`

function problems(text: string, sort: DocumentSort = 'ruleset'): readonly string[] {
  const { value, diagnostics } = readDocument({ name: 'x', text })
  expect(diagnostics).toEqual([])
  return (value === undefined ? [] : validateDocument(value, sort)).map(it => {
    const { line } = positionOf(it.at.source, it.at.start)
    return `${line}: ${textOf(it.at)} -- ${messageOf(it)}`
  })
}

describe('a ruleset', () => {
  it('of the smallest form is accepted', () => {
    expect(problems(HEADER)).toEqual([])
  })

  it('with independent faults has all of them told, in the order of the text', () => {
    const text = `${HEADER}reasons:
  small: {kind: supressed, text: few, show: SUPP}
tables:
  points: {by: grade, rows: {A: [1, {B: 2}]}, complete: true}
rules:
  pupil:
    one: {is: n, titel: One}
    two: {per: subject}
    three: {decide: first, rows: [[any]], on: n}
    four: [n]
`
    expect(problems(text)).toMatchInlineSnapshot(`
      [
        "9: supressed -- expected \`missing\`, \`not applicable\`, \`excluded\` or \`suppressed\`, found \`supressed\`",
        "9: show -- \`show\` is not a setting of a reason",
        "11: {B: 2} -- expected a value, written as a text; found a map",
        "11: true -- expected \`yes\` or \`no\`, found \`true\`",
        "14: titel -- \`titel\` is not a setting of a rule",
        "15: two -- a rule needs exactly one of \`is\`, \`each\`, \`decide\` or \`slots\`, found none of them",
        "16: n -- expected a list of headings, written as a list or a map; found \`n\`",
        "17: [n] -- expected a rule, written as a map; found a list",
      ]
    `)
  })

  it('with a misspelt key is not also said to lack the key that was meant', () => {
    expect(problems(HEADER.replace('title:', 'tilte:'))).toEqual([
      '6: tilte -- `tilte` is not a setting of a ruleset',
    ])
    expect(problems(`${HEADER}rules: {pupil: {a: {i: n}}}`)).toHaveLength(2)
    expect(problems(`${HEADER}rules: {pupil: {a: {slot: {}}}}`)).toHaveLength(1)
  })

  it('may have names that JavaScript has for itself', () => {
    expect(problems(`${HEADER}rules: {constructor: {__proto__: {is: n}, toString: {is: n}}}`)).toEqual([])
    expect(problems(`${HEADER}rules: {pupil: {a: {is: n, constructor: x}}}`)).toEqual([
      '8: constructor -- `constructor` is not a setting of a rule',
    ])
  })

  it('may have rows with several keys', () => {
    expect(problems(`${HEADER}tables: {t: {by: [a, b, c], rows: {x: {y: {z: [1, unknown]}}}}}`)).toEqual([])
  })

  it.each(globSync('rulesets/*/*/ruleset.yaml'))('%s has the form that the schema describes', path => {
    expect(problems(readFileSync(path, 'utf8'))).toEqual([])
  })
})

describe('a file of cases', () => {
  it('holds a ruleset or names one, and its cases', () => {
    expect(
      problems('ruleset: ks2@2016\ncases: [{id: a, given: {pupil: [{pupil_id: a, score: }]}}]', 'cases'),
    ).toEqual([])
    expect(
      problems('rules: |\n  a: b\ncases:\n  - {id: a, refuse: [{code: document/tag, at: "!x"}]}', 'cases'),
    ).toEqual([])
    expect(problems('ruleset: x\nrules: y\ncases: [{id: a}]', 'cases')).toMatchInlineSnapshot(`
      [
        "1: ruleset: x -- a file of cases needs exactly one of \`ruleset\` or \`rules\`, found \`ruleset\` and \`rules\`",
      ]
    `)
  })
})

describe('a file of columns', () => {
  it('names a column, or says what its words stand for', () => {
    const text = `yardstick: "1.0"
binds: ks2@2016
levels:
  pupil:
    file: pupils.csv
    columns:
      pupil_id: UPN
      sex: {column: Gender, values: {1: boy, 2: girl}, blank: boy}
`
    expect(problems(text, 'columns')).toEqual([])
    expect(problems(text.replace('column: Gender', 'colum: Gender'), 'columns')).toEqual([
      '8: colum -- `colum` is not a setting of a column',
    ])
  })
})

describe('a registry', () => {
  it('lists addresses, folders and digests', () => {
    const entry = `{address: ks2@2016/final.1, folder: ks2/2016, digest: sha256:${'0'.repeat(64)}}`
    expect(problems(`yardstick: "1.0"\nrulesets:\n  - ${entry}`, 'registry')).toEqual([])
    expect(
      problems('yardstick: "1.0"\nrulesets: [{address: ks2@2016, folder: a}]', 'registry'),
    ).toMatchInlineSnapshot(`
      [
        "2: ks2@2016 -- expected a full address such as \`example@2018/final.1\`, found \`ks2@2016\`",
      ]
    `)
  })
})

describe('any document', () => {
  const words = [
    'rules',
    'pupil',
    'is',
    'tables',
    'rows',
    'levels',
    'members',
    'list',
    'slots',
    'fill',
    'a',
    '',
    '__proto__',
  ]
  const { document } = letrec<{ document: string }>(tie => ({
    document: oneof(
      { maxDepth: 6 },
      constantFrom('x', '1', 'yes', '', "''"),
      array(tie('document'), { maxLength: 3 }).map(it => `[${it.map(item => item || "''").join(', ')}]`),
      dictionary(constantFrom(...words), tie('document'), { maxKeys: 4 }).map(
        it =>
          `{${Object.entries(it)
            .map(([key, value]) => `"${key}": ${value}`)
            .join(', ')}}`,
      ),
    ),
  }))

  it('is judged without throwing, at places inside the source', () => {
    assert(
      property(document, constantFrom(...SORTS), (text, sort) => {
        const { value } = readDocument({ name: 'x', text })
        for (const { at } of value === undefined ? [] : validateDocument(value, sort)) {
          expect(0 <= at.start && at.start <= at.end && at.end <= text.length).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['deep rules', `rules: {pupil: ${'{is: '.repeat(55)}x${'}'.repeat(56)}`],
    ['deep rows', `tables: {t: {rows: ${'{a: '.repeat(55)}x${'}'.repeat(57)}`],
    [
      'many faults',
      `rules:\n  pupil:\n${Array.from({ length: 3000 }, (_, it) => `    r${it}: {iss: 1, each: []}`).join('\n')}`,
    ],
  ])('with %s is judged in time that grows with its size', (_, text) => {
    const { value } = readDocument({ name: 'x', text })
    // A schema that tries all ways for each fault takes minutes; one that does not, less than a second on its own.
    expectWithin(5000, () => {
      expect(value && validateDocument(value, 'ruleset').length).toBeLessThanOrEqual(100)
    })
  })
})

describe('the schema of', () => {
  it.each(SORTS)('%s describes every setting', sort => {
    const schema = JSON.parse(readFileSync(`spec/1.0/schema/${sort}.schema.json`, 'utf8'))
    const bare = settingsIn(schema).filter(([, it]) => it.description === undefined && it.$ref === undefined)
    expect(bare.map(([name]) => name)).toEqual([])
  })
})

type Setting = { readonly description?: string; readonly $ref?: string }

function settingsIn(schema: unknown): readonly [string, Setting][] {
  if (typeof schema !== 'object' || schema === null) return []
  const own = 'properties' in schema ? Object.entries(schema.properties as Record<string, Setting>) : []
  return [...own, ...Object.values(schema).flatMap(settingsIn)]
}
