import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkText } from '../../src/api/core.ts'
import { positionOf } from '../../src/source/source.ts'

const errorsIn = (text: string) =>
  checkText(text)
    .diagnostics.filter(it => it.severity === 'error')
    .map(it => ({ code: it.code, line: positionOf(it.at.source, it.at.start).line }))

test('ten different mistakes are reported in one go, each on its line', () => {
  const text = readFileSync('conformance/broken/ten-mistakes.yaml', 'utf8')
  const marked = text.split('\n').flatMap((line, index) => (/# \d+\. /.test(line) ? [index + 1] : []))
  const errors = errorsIn(text)
  expect(marked).toHaveLength(10)
  expect(errors.map(it => it.line).sort((a, b) => a - b)).toEqual(marked)
  expect(new Set(errors.map(it => it.code)).size).toBe(10)
})

const HEADER = `yardstick: "1.0"
ruleset: r
year: 2016
release: draft
revision: 1
title: R
`

test('a mistake of form does not hide a mistake of meaning elsewhere', () => {
  const text = `${HEADER}levels: {pupil: {key: id, inputs: {n: {type: number}}}}
rules:
  pupil:
    a: {iz: n + 1}
    b: {is: m + 1}
`
  expect(errorsIn(text)).toEqual([
    { code: 'document/unknown-key', line: 10 },
    { code: 'check/unknown-name', line: 11 },
  ])
})

test('what refers to a faulty declaration is not a mistake of its own', () => {
  const text = `${HEADER}levels: {pupil: {key: id, inputs: {n: {tipe: number}}}}
rules:
  pupil:
    a: {is: n + 1}
    b: {is: a * 2}
`
  expect(errorsIn(text)).toEqual([{ code: 'document/unknown-key', line: 7 }])
})
