import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import type { Run } from '../../src/engine/engine.ts'
import { explain } from '../../src/explain/explain.ts'
import type { ExplanationForm } from '../../src/explain/explanation.ts'
import { renderExplanation } from '../../src/explain/render-explanation.ts'
import { run } from '../fixtures/run.ts'

const RULES = `
sources: {guide: {title: The guide, standing: official}}
reasons:
  too_few: {kind: excluded, text: sat without a score}
  small: {kind: suppressed, text: fewer than two, shown: SUPP}
codes: {outcome: {list: {N: too few marks, A: absent}}}
parameters: {bonus: {type: number, default: 1, title: Bonus}}
levels:
  pupil: {key: pupil_id, inputs: {school: {type: text}, result: {type: 80..120 or outcome}, late: {type: yes/no}}}
  school: {groups: pupil, by: school}
tables:
  nominal: {by: outcome, complete: no, cite: guide p2, rows: {A: 70}}
rules:
  pupil:
    score:
      title: Score
      unit: marks
      decide: first
      on: [result]
      rows:
        - [80..120, result, {note: a score always counts}]
        - [N, excluded(too_few), {cite: guide p4}]
        - [any, nominal(result)]
    total: {is: if late then score else score + bonus, cite: guide p3}
  school:
    size: {is: count(score over pupil)}
    average: {is: mean(total over pupil), show: {round: 1, sign: yes, instead: [small when size < 2]}}
`

const ROWS = {
  pupil: [
    { pupil_id: 'a', school: 'x', result: 95, late: 'no' },
    { pupil_id: 'b', school: 'x', result: 'N', late: 'no' },
    { pupil_id: 'c', school: 'x', result: 'A', late: 'yes' },
    { pupil_id: 'd', school: 'y', result: 'N', late: 'no' },
  ],
}

const validate = new Ajv2020().compile(
  JSON.parse(readFileSync('spec/1.0/schema/explanation.schema.json', 'utf8')),
)

/** Explains a cell, holding the explanation to its schema on the way. */
function explained(results: Run, column: string, key: string, form: ExplanationForm = 'minimal'): string {
  const level = results.levels.get(column.split('.')[0] ?? '')
  const explanation = explain(results, column, level?.find(key) ?? -1, form)
  expect(validate(JSON.parse(JSON.stringify(explanation))), JSON.stringify(validate.errors)).toBe(true)
  return renderExplanation(explanation, { width: 90 })
}

test('a pupil is explained with the branch, the row and the table that counted', () => {
  expect(explained(run(RULES, ROWS), 'pupil.total', 'c')).toMatchInlineSnapshot(`
    "test@2000/draft.1
    total 70 marks · total · pupil c
    │ = score, since late
    │ [The guide, p3]
    ├ late yes (from the data, pupil c)
    └ score 70 marks · Score · pupil c
      │ where result = A (absent)
      │ row 3 decides: any → nominal(result)
      │ nominal(A (absent)) = 70 · row A: 70 · [The guide, p2]
      └ result A (absent) (from the data, pupil c)
    "
  `)
})

test('an absence is explained by the row that gave it', () => {
  expect(explained(run(RULES, ROWS), 'pupil.total', 'b')).toMatchInlineSnapshot(`
    "test@2000/draft.1
    total excluded: sat without a score · total · pupil b
    │ = score + bonus, since not late
    │ = [sat without a score] + bonus
    │ [The guide, p3]
    ├ late no (from the data, pupil b)
    └ score excluded: sat without a score · Score · pupil b
      │ where result = N (too few marks)
      │ row 2 decides: N → excluded(too_few) — [The guide, p4]
      └ result N (too few marks) (from the data, pupil b)
    "
  `)
})

test('a school lists the pupils it aggregates, and how many are absent for which reason', () => {
  expect(explained(run(RULES, ROWS), 'school.average', 'x')).toMatchInlineSnapshot(`
    "test@2000/draft.1
    average 83 marks · published as +83.0 · average · school x
    │ = mean(total over pupil)
    │ mean(total over pupil) = 83 (3 pupil rows, 3 selected, 2 with a value, 1 without a
    │   value: sat without a score)
    └ total of 3 pupil rows: a 96, b [sat without a score], c 70
    "
  `)
})

test('what is published in place of a number is told', () => {
  expect(explained(run(RULES, ROWS), 'school.average', 'y')).toContain('SUPP')
})

test('the full form tells the rows that did not apply, and explains each row aggregated', () => {
  const text = explained(run(RULES, ROWS), 'school.average', 'x', 'full')
  expect(text).toContain('row 1 does not apply (result): 80..120')
  expect(text).toContain('score 95 marks')
})
