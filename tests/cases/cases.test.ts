/** What cases hold and what they do not: the runner has to fail a case that is wrong, not only pass one that is right. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCaseFile } from '../../src/cases/read-case-file.ts'
import { messageOf } from '../../src/diagnostics/report.ts'
import { positionOf, textOf } from '../../src/source/source.ts'
import { rulesets } from '../fixtures/registered.ts'
import { diagnosticsOfFile } from './case-examples.ts'

/** What is said against a file of one case. */
const saidAgainst = (rules: string, body: string): readonly string[] =>
  diagnosticsOfFile(`rules: |\n${indented(rules, 2)}\ncases:\n  - id: it\n${indented(body, 4)}\n`).map(
    messageOf,
  )

const indented = (text: string, by: number): string => text.trim().replace(/^/gm, ' '.repeat(by))

const DOUBLE = 'rules: {pupil: {double: {is: 2 * n}, next: {is: double + 1}}}'

it('completes a ruleset in a case with the frame that the guide to cases prints', () => {
  const frame = readFileSync('spec/1.0/case-frame.yaml', 'utf8').replaceAll(/^#.*\n/gm, '')
  expect(readFileSync('conformance/language/README.md', 'utf8')).toContain(`\`\`\`yaml\n${frame}\`\`\``)
})

describe('a case that begins half way', () => {
  it('gives the value of a rule', () => {
    expect(
      saidAgainst(DOUBLE, 'given: {pupil: [{pupil_id: a, double: 5}]}\nexpect: {pupil a: {next: 6}}'),
    ).toEqual([])
  })
  it('gives it as a ratio or as an absence', () => {
    const body = `
given: {pupil: [{pupil_id: a, double: 1/3}, {pupil_id: b, double: missing(no_row)}]}
expect: {pupil a: {next: 4/3}, pupil b: {next: missing(no_row)}}`
    expect(saidAgainst(DOUBLE, body)).toEqual([])
  })
  it('gives it only where it says so', () => {
    const body = `
given: {pupil: [{pupil_id: a, double: 5}, {pupil_id: b, n: 1}]}
expect: {pupil a: {next: 6}, pupil b: {next: 3}}`
    expect(saidAgainst(DOUBLE, body)).toEqual([])
  })
  it('gives it on a group found by its key, however the key is written', () => {
    const rules = `
levels:
  pupil: {key: pupil_id, inputs: {band: {type: number}, n: {type: number}}}
  band: {groups: pupil, by: band}
rules: {band: {total: {is: sum(n over pupil)}, next: {is: total + 1}}}`
    expect(
      saidAgainst(rules, 'given: {band: [{band: 1.50, total: 7}]}\nexpect: {band 1.5: {next: 8}}'),
    ).toEqual([])
  })
  it('gives inputs values only, because data hold no other reasons', () => {
    const body = 'given: {pupil: [{pupil_id: a, n: missing(no_value)}]}\nexpect: {pupil a: {double: 2}}'
    expect(saidAgainst(DOUBLE, body)).toEqual(['expected a number in `n`, found `missing(no_value)`'])
  })
})

describe('a result that stands on what is not given', () => {
  it('fails the case', () => {
    const body = 'given: {pupil: [{pupil_id: a}]}\nexpect: {pupil a: {next: missing(no_value)}}'
    expect(saidAgainst(DOUBLE, body)).toEqual([
      'the result needs `n` of pupil `a`, which the case does not give',
    ])
  })
  it('is allowed where the value is never read', () => {
    const rules = 'rules: {pupil: {x: {is: if 1 > 0 then 3 else n}}}'
    expect(saidAgainst(rules, 'given: {pupil: [{pupil_id: a}]}\nexpect: {pupil a: {x: 3}}')).toEqual([])
  })
  it('fails the case when the input is one of a group that has no row', () => {
    const rules = `
levels:
  pupil: {key: pupil_id, inputs: {school: {type: text}, n: {type: number}}}
  school: {groups: pupil, by: school, inputs: {bonus: {type: number}}}
rules: {school: {total: {is: sum(n over pupil) + bonus}}}`
    const body =
      'given: {pupil: [{pupil_id: a, school: x, n: 1}]}\nexpect: {school x: {total: missing(no_value)}}'
    expect(saidAgainst(rules, body)).toEqual([
      'the result needs `bonus` of school `x`, which the case does not give',
    ])
  })
  it('fails the case when computing is expected to fail', () => {
    const rules = 'rules: {pupil: {root: {is: sqrt(n)}}}'
    const body =
      'given: {pupil: [{pupil_id: a, n: -1}, {pupil_id: b}]}\nfails: [{code: evaluate/no-square-root}]'
    expect(saidAgainst(rules, body)).toEqual([
      'the result needs `n` of pupil `b`, which the case does not give',
    ])
  })
})

describe('a tolerance', () => {
  const rules = 'rules: {pupil: {third: {is: n / 3}}}'
  const expecting = (value: string) =>
    saidAgainst(rules, `given: {pupil: [{pupil_id: a, n: 1}]}\nexpect: {pupil a: {third: ${value}}}`)

  it('allows for a source that was rounded', () => {
    expect(expecting('0.33 within 0.005')).toEqual([])
  })
  it('allows no more than it says', () => {
    expect(expecting('0.33 within 0.003')).toEqual([
      'expected 0.33 within 0.003 for `third` of pupil a, found 0.333333 (1/3)',
    ])
  })
  it('is a number', () => {
    expect(expecting('0.33 within reason')).toEqual([
      'expected a number within a number for `third`, found `0.33 within reason`',
    ])
  })
})

describe('what is shown', () => {
  const rules = `
reasons: {small: {kind: suppressed, text: too few, shown: SUPP}}
rules:
  pupil:
    share: {is: n / 100, show: {round: 0, as: percent, instead: [small when n < 5]}}
    gain: {is: n, show: {round: 1, sign: yes}}`
  const expecting = (n: number, cell: string) =>
    saidAgainst(rules, `given: {pupil: [{pupil_id: a, n: ${n}}]}\nexpect: {pupil a: {${cell}}}`)

  it('is compared as a value', () => {
    expect(expecting(69, 'shown(share): 0.69, share: 69%')).toEqual([])
  })
  it('is compared by its characters where they are written', () => {
    expect(expecting(69, 'shown(share): 69%, shown(gain): +69.0')).toEqual([])
    expect(expecting(69, 'shown(gain): +69')).toEqual([
      'expected +69 for `shown(gain)` of pupil a, found +69.0',
    ])
  })
  it('is the text of a reason where it stands in place of a number', () => {
    expect(expecting(4, 'shown(share): SUPP')).toEqual([])
    expect(expecting(4, 'shown(share): suppressed(small)')).toEqual([])
    expect(expecting(5, 'shown(share): SUPP')).toEqual([
      'expected SUPP for `shown(share)` of pupil a, found 5%',
    ])
  })
  it('is no text of the value itself', () => {
    expect(expecting(4, 'share: SUPP')).toEqual(['expected a number for `share`, found `SUPP`'])
  })
})

describe('what a case puts in place of the rules', () => {
  it('may be rows of a table', () => {
    const rules = `
tables: {points: {by: {level: whole}, file: tables/points.csv}}
rules: {pupil: {p: {is: points(1)}}}`
    const body =
      'tables: {points: {rows: {1: 7}, complete: no}}\ngiven: {pupil: [{pupil_id: a}]}\nexpect: {pupil a: {p: 7}}'
    expect(saidAgainst(rules, body)).toEqual([])
  })
  it('may be a section', () => {
    const body = `
rules: |
  rules: {pupil: {double: {is: 20 * n}}}
given: {pupil: [{pupil_id: a, n: 1}]}
expect: {pupil a: {double: 20}}`
    expect(saidAgainst(DOUBLE, body)).toEqual([])
  })
  it('may be an overlay written out', () => {
    const body = `
overlays: [{replace: {rules.pupil.double.is: 3 * n}}]
given: {pupil: [{pupil_id: a, n: 1}]}
expect: {pupil a: {double: 3, next: 4}}`
    expect(saidAgainst(DOUBLE, body)).toEqual([])
  })
  it('may be an overlay of the ruleset by its name', () => {
    const text = `
ruleset: ks2@2017
cases:
  - {id: it, overlays: [wts-90], given: {pupil: [{pupil_id: a, assessed.writing: WTS}]}, expect: {pupil a: {score.writing: 90}}}`
    expect(diagnosticsOfFile(text, rulesets).map(messageOf)).toEqual([])
  })
  it('may be a file beside the ruleset', () => {
    const rules =
      'tables: {points: {by: {level: whole}, file: points.csv, complete: no}}\nrules: {pupil: {p: {is: points(1)}}}'
    const body = `
files: {points.csv: "level,value\\n1,7"}
given: {pupil: [{pupil_id: a}]}
expect: {pupil a: {p: 7}}`
    expect(saidAgainst(rules, body)).toEqual([])
  })
})

describe('a mistake in rules that are written in a case file', () => {
  const text =
    'title: t\nrules: |\n  rules:\n    pupil: {x: {is: nn}}\ncases:\n  - {id: it, refuse: [{code: check/unknown-name, at: n}]}\n'

  it('is shown where it stands in the file', () => {
    const found = diagnosticsOfFile(text).flatMap(it => it.related)
    expect(found.map(({ at }) => [textOf(at), positionOf(at.source, at.start)])).toEqual([
      ['nn', { line: 4, column: 21 }],
    ])
  })
  it('is not excused by an expectation at another place', () => {
    expect(diagnosticsOfFile(text).map(it => it.code)).toEqual(['case/not-refused', 'case/refused'])
  })
})

describe('a case file', () => {
  const codesIn = (text: string) =>
    readCaseFile({ name: 'c', text }).diagnostics.map(it => [it.code, textOf(it.at)])

  it('has no other keys than those of the language', () => {
    expect(codesIn('rules: "{}"\ncases: [{id: a, expects: {pupil a: {x: 1}}}]')).toContainEqual([
      'document/unknown-key',
      'expects',
    ])
  })
  it('names a ruleset or holds one, not both', () => {
    expect(
      codesIn('rules: "{}"\nruleset: a@2000\ncases: [{id: a, expect: {pupil a: {x: 1}}}]'),
    ).toContainEqual(['document/not-exactly-one', 'rules: "{}"'])
  })
  it('does not expect nothing by expecting no columns', () => {
    expect(codesIn('rules: "{}"\ncases: [{id: silent, expect: {pupil a: {}}}]')).toEqual([
      ['case/no-expectation', 'silent'],
    ])
  })
})
