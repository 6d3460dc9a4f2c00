/** Every example of the catalogue's stage of confirming is refused as it says, and its repair is not. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { hintOf, messageOf } from '../../src/diagnostics/report.ts'
import { addSource } from '../../src/roll/add-source.ts'
import { confirm } from '../../src/roll/confirm.ts'
import { textOf } from '../../src/source/source.ts'
import { documentOf, request, typed, yearOf } from './year.ts'

interface Example {
  readonly confirm?: readonly string[]
  readonly cite?: readonly string[]
  readonly changed?: string
  readonly source?: string
  readonly at?: string
}
const catalogue = Object.entries<{
  readonly fails: readonly Example[]
  readonly repaired: readonly Example[]
}>(parse(readFileSync('spec/1.0/diagnostics/roll.yaml', 'utf8')))

const BEFORE = `
sources: {guide-2017: {title: Guide}}
reasons: {few: {kind: suppressed, text: too few}}
tables: {points: {by: grade, rows: {A: 5, B: 4}, cite: guide-2017 p1}}
rules: {pupil: {passed: {is: n >= 40}}, school: {passed: {is: mean(passed over pupil)}}}
`
const NOW = `
inherited:
  from: small@2017/final.1
  unconfirmed:
    sources: [guide-2017]
    reasons: [few]
    tables: [points]
    rules: [pupil.passed, school.passed]
${BEFORE.replace('Guide}', 'Guide}, guide-2018: {title: Guide}').replace('n >= 40', 'n >= 41')}`

function saidAbout({ confirm: names = [], cite = [], changed, source }: Example): readonly Diagnostic[] {
  const [key] = typed(source === undefined ? [] : [source])
  if (key !== undefined) return addSource(documentOf(NOW), key, { title: 'Guide' }).diagnostics
  const asked = request(names, cite, { isChanged: changed !== undefined })
  return confirm(yearOf(NOW, {}), asked, yearOf(BEFORE, {})).diagnostics
}

describe.each(catalogue)('%s', (code, { fails, repaired }) => {
  test.each(fails.map(it => [it]))('is given for %o', example => {
    const said = saidAbout(example)
    expect(said.map(it => [it.code, textOf(it.at)])).toEqual([[code, example.at]])
    for (const it of said) expect(`${messageOf(it)} ${hintOf(it) ?? ''}`).not.toMatch(/\{\w+\}/)
  })
  test.each(repaired.map(it => [it]))('is not given for %o', example => {
    expect(saidAbout(example)).toEqual([])
  })
})
