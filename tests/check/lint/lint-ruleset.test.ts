import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkRuleset } from '../../../src/check/check-ruleset.ts'
import { lintHead } from '../../../src/check/lint/lint-head.ts'
import { lintRuleset } from '../../../src/check/lint/lint-ruleset.ts'
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts'
import { messageOf } from '../../../src/diagnostics/report.ts'
import { textOf } from '../../../src/source/source.ts'
import { completed, type FileTexts, soundRuleset } from '../../fixtures/ruleset.ts'

function lint(fragment: string, files: FileTexts = {}, folder?: string): readonly Diagnostic[] {
  const ruleset = soundRuleset(fragment, files)
  const { value, diagnostics } = checkRuleset(ruleset)
  const errors = diagnostics.filter(it => it.severity === 'error')
  if (value === undefined || errors.length > 0) throw new Error(errors.map(messageOf).join('\n'))
  return [...lintRuleset(ruleset, value), ...lintHead(completed(fragment).value, folder)]
}
const saysOf = (fragment: string): readonly string[] =>
  lint(fragment).map(it => `${it.code} ${messageOf(it)}`)

interface Example {
  readonly ruleset: string
  readonly at?: string
  /** What the folder of the ruleset is called. */
  readonly folder?: string
}
const catalogue = Object.entries(
  parse(readFileSync('spec/1.0/diagnostics/lint.yaml', 'utf8')) as Record<
    string,
    { readonly fails: readonly Example[]; readonly repaired: readonly Example[] }
  >,
)
const failing = catalogue.flatMap(([code, { fails }]) => fails.map(example => ({ code, example })))
const repaired = catalogue.flatMap(([code, entry]) => entry.repaired.map(example => ({ code, example })))

describe('the example of', () => {
  it.each(failing)('$code fails as said', ({ code, example }) => {
    const found = lint(example.ruleset, {}, example.folder).filter(it => it.code === code)
    expect(found.map(it => textOf(it.at))).toEqual([example.at])
  })
  it.each(repaired)('$code is repaired', ({ code, example }) => {
    expect(lint(example.ruleset, {}, example.folder).map(it => it.code)).not.toContain(code)
  })
})

const USED = `
status: draft
sources: {guide: {title: Guide, standing: official}, other: {title: Other, standing: official}}
reasons: {none: {kind: excluded, text: none}, small: {kind: suppressed, text: few}, spare: {kind: missing, text: spare}}
dimensions: {subject: [reading, maths], spare_dimension: [a, b]}
codes: {grade: {list: [A, B]}, spare_list: {list: [X]}}
levels:
  pupil:
    key: pupil_id
    inputs: {school: {type: text}, result: {per: subject, type: grade}, spare_input: {type: number}}
  school: {groups: pupil, by: school}
tables:
  points: {by: grade, cite: guide p1, rows: {A: 1, B: 2}}
  spare_table: {by: subject, cite: guide p1, rows: {reading: 1, maths: 2}}
parameters:
  least: {type: number, default: 3}
  spare_parameter: {type: number, default: 3}
styles:
  whole: {round: 0, instead: [small when n < least]}
  spare_style: {round: 1}
rules:
  pupil:
    score: {per: subject, is: if result is A then points(result) else excluded(none)}
  school:
    n: {is: count(pupil)}
    mean: {per: subject, is: mean(score over pupil), show: whole}
`

describe('names that nothing uses', () => {
  it('are listed, and no others', () => {
    const unused = lint(USED).filter(it => it.code === 'lint/unused')
    expect(unused.map(it => `${it.args.what} ${it.args.name}`)).toEqual([
      'source other',
      'reason spare',
      'dimension spare_dimension',
      'code list spare_list',
      'input pupil.spare_input',
      'table spare_table',
      'parameter spare_parameter',
      'style spare_style',
    ])
  })
  it('are not those that only a law names', () => {
    const fragment = `
levels: {pupil: {key: pupil_id, inputs: {n: {type: number}, m: {type: number}}}}
parameters: {p: {one of: [x, y], default: x}}
rules: {pupil: {double: {is: n + n}}}
laws: {big: {at: pupil, set: {p: y}, holds: double > m}}
`
    expect(saysOf(fragment)).toEqual([])
  })
})

describe('rules without a citation', () => {
  it('need none where they only combine other columns', () => {
    const fragment = 'rules: {pupil: {m: {is: n + n}, share: {is: "if n > 0 then 100 * m / n else 0"}}}'
    expect(saysOf(fragment)).toEqual([])
  })
  it('need one for a constant, a decision table and an absence', () => {
    const fragment = `
reasons: {none: {kind: excluded, text: none}}
rules:
  pupil:
    passed: {is: n >= 40}
    left: {is: if n > 0 then n else excluded(none)}
    band: {decide: first, on: [n], rows: [[above 0, 1], [any, 0]]}
`
    const found = lint(fragment)
    expect(found.map(it => [it.code, it.args.name])).toEqual([
      ['lint/uncited', 'pupil.passed'],
      ['lint/uncited', 'pupil.left'],
      ['lint/uncited', 'pupil.band'],
    ])
  })
  it('may have one on every row instead', () => {
    const fragment = `
sources: {guide: {title: Guide, standing: official}}
rules:
  pupil:
    band: {decide: first, on: [n], rows: [[above 0, 1, {cite: guide p1}], [any, 0, {cite: guide p2}]]}
`
    expect(saysOf(fragment)).toEqual([])
  })
})
