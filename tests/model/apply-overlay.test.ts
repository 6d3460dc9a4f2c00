import { describe, expect, test } from 'vitest'
import { applyOverlay } from '../../src/model/apply-overlay.ts'
import { buildRuleset } from '../../src/model/build-ruleset.ts'
import type { Rule, Ruleset } from '../../src/model/ruleset.ts'
import { printExpression } from '../../src/syntax/expression/print-expression.ts'
import { codesIn, completed, filesOf, mapIn } from '../fixtures/ruleset.ts'

const BASE = `codes: {grade: {list: [A, B, HNM]}}
parameters: {validated: {type: yes/no, default: yes}}
tables:
  score: {by: grade, rows: {A: 1, B: 2, HNM: none}}
  band: {by: {n: number}, complete: no, rows: {1.5: 1, 2..3.5: 2}}
  pair: {by: [grade, grade], rows: {A: {A: 1}}}
rules:
  pupil:
    f: {decide: first, on: [n], rows: [[1, 2, {id: one}], [2, 3, {id: two}], [any, 4]]}
    g: {is: n}
`

/** The base with an overlay over it. */
function overlaid(changes: string, of = 'test@2000/draft.1'): { ruleset: Ruleset; codes: readonly string[] } {
  const overlay = mapIn('overlay.yaml', `yardstick: "1.0"\noverlay: x\nof: ${of}\n${changes}`)
  const document = applyOverlay(completed(BASE).value, overlay.value)
  const { value, diagnostics } = buildRuleset(document.value, filesOf({}))
  if (value === undefined) throw new Error('no ruleset')
  return { ruleset: value, codes: codesIn([...document.diagnostics, ...diagnostics]) }
}

const outcomes = (rule: Rule | undefined): readonly string[] =>
  rule?.body.kind === 'decide' ? rule.body.rows.map(it => printExpression(it.outcome)) : []

const f = (ruleset: Ruleset) => outcomes(ruleset.rules.get('pupil')?.get('f'))

describe('an overlay', () => {
  test('replaces a setting, which then stands in the overlay', () => {
    const { ruleset, codes } = overlaid('replace: {parameters.validated.default: no}')
    const preset = ruleset.parameters.get('validated')?.default
    expect(codes).toEqual([])
    expect(preset?.text).toBe('no')
    expect(preset?.at.source.name).toBe('overlay.yaml')
  })

  test('replaces the row of a table, also where the key has dots in it', () => {
    const { ruleset, codes } = overlaid(
      'replace: {tables.score.rows.HNM: 79, tables.band.rows.1.5: 5, tables.band.rows.2..3.5: 6, tables.pair.rows.A.A: 7}',
    )
    const values = [...ruleset.tables.values()].map(it =>
      it.rows.flatMap(row => row.values.map(v => (v.kind === 'value' ? printExpression(v.value) : v.kind))),
    )
    expect(codes).toEqual([])
    expect(values).toEqual([['1', '2', '79'], ['5', '6'], ['7']])
  })

  test('replaces and removes rows of a decision by their ids', () => {
    const { ruleset, codes } = overlaid(
      'replace: {rules.pupil.f.rows.two: [2, 30, {id: two}]}\nremove: [rules.pupil.f.rows.one]',
    )
    expect(codes).toEqual([])
    expect(f(ruleset)).toEqual(['30', '4'])
  })

  test('adds a row of a decision at the end, or before another', () => {
    const last = overlaid('add: {rules.pupil.f.rows.three: [3, 5, {id: three}]}')
    expect(f(last.ruleset)).toEqual(['2', '3', '4', '5'])
    const before = overlaid('add: {rules.pupil.f.rows.three: {before: two, row: [3, 5, {id: three}]}}')
    expect(f(before.ruleset)).toEqual(['2', '5', '3', '4'])
    expect([...last.codes, ...before.codes]).toEqual([])
  })

  test('adds and removes entries, and whole sections', () => {
    const { ruleset, codes } = overlaid(`add:
  tables.band.rows.4.5: 3
  rules.pupil.h: {is: n + 1}
  laws: {positive: {at: pupil, holds: n > 0}}
remove: rules.pupil.g`)
    expect(codes).toEqual([])
    expect(ruleset.tables.get('band')?.rows.length).toBe(3)
    expect([...(ruleset.rules.get('pupil')?.keys() ?? [])]).toEqual(['f', 'h'])
    expect([...ruleset.laws.keys()]).toEqual(['positive'])
  })

  test('can make another release of the ruleset', () => {
    const { ruleset } = overlaid('replace: {release: provisional, revision: 2}')
    expect(ruleset.address).toMatchObject({ release: 'provisional', revision: 2 })
  })

  test('is for one ruleset, as precisely as it says', () => {
    expect(overlaid('', 'test@2000').codes).toEqual([])
    expect(overlaid('', 'test@2000/draft').codes).toEqual([])
    expect(overlaid('', 'test@2000/draft.2').codes).toEqual(['model/overlay-of-another'])
    expect(overlaid('', 'tests@2000').codes).toEqual(['model/overlay-of-another'])
  })

  test('names what it changes, or says what that may have been', () => {
    const overlay = mapIn(
      'overlay.yaml',
      'yardstick: "1.0"\noverlay: x\nof: test@2000\nreplace: {tables.score.rows.HMN: 79}',
    )
    const { diagnostics } = applyOverlay(completed(BASE).value, overlay.value)
    expect(diagnostics[0]?.args.nearest).toBe('tables.score.rows.HNM')
  })

  test('that makes no sense leaves the document as it was', () => {
    const { ruleset, codes } = overlaid(
      'replace: {tables.score.rows.X: 1}\nadd: {rules.pupil.g: {is: 2 * n}}',
    )
    expect(codes).toEqual(['model/overlay-unknown-path', 'model/overlay-existing-entry'])
    expect(ruleset.tables.get('score')?.rows.length).toBe(3)
  })
})
