/** The library, with files and without. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as core from '../../src/api/core.ts'
import {
  explain,
  load,
  readFiles,
  renderExplanation,
  renderLines,
  run,
  writeFiles,
} from '../../src/api/index.ts'
import { textOfValue } from '../../src/value/text-of-value.ts'

const FIXTURE = join('tests', 'cli', 'fixture')

const RULES = `yardstick: "1.0"
ruleset: tiny
year: 2020
release: draft
revision: 1
title: Tiny
status: draft
levels:
  pupil: {key: id, inputs: {school: {type: text}, score: {type: 0..100}}}
  school: {groups: pupil, by: school}
parameters: {bonus: {type: number, default: 0}}
rules:
  school: {average: {is: mean(score over pupil) + bonus, show: {round: 0}}}
`

describe('without files', () => {
  const ruleset = core.checkText(RULES).value
  if (ruleset === undefined) throw new Error('the rules are wrong')
  const pupil = 'id,school,score\na,x,50\nb,x,61\n'

  test('a text is checked, run on texts and explained', () => {
    const cohort = core.readTexts(ruleset, { pupil }).value
    const results = cohort && core.run(ruleset, cohort).value
    const value = results?.value('school.average', 'x')
    expect(value && textOfValue(value)).toBe('55.5')
    const shown = results?.shown('school.average', 'x')
    expect(shown && textOfValue(shown)).toBe('56')
    const explanation = results && core.explain(results, 'average', 'x').value
    expect(explanation && core.renderExplanation(explanation)).toContain('mean(score over pupil)')
  })

  test('parameters are given as text, and wrong ones are named', () => {
    const cohort = core.readTexts(ruleset, { pupil }).value
    if (cohort === undefined) throw new Error('the rows are wrong')
    const value = core.run(ruleset, cohort, { bonus: '0.5' }).value?.value('school.average', 'x')
    expect(value && textOfValue(value)).toBe('56')
    const wrong = core.run(ruleset, cohort, { bonus: 'lots', bonos: '1' })
    expect(wrong.value).toBeUndefined()
    expect(core.renderLines(wrong.diagnostics).split('\n').slice(0, 2)).toEqual([
      'parameters:1:1: error misuse/bad-parameter-value: expected a number for the parameter `bonus`, found `lots`',
      'parameters:1:12: error misuse/unknown-parameter: the ruleset has no parameter `bonos`',
    ])
  })

  test('mistakes in rules and rows are diagnostics, never exceptions', () => {
    expect(core.checkText('[').value).toBeUndefined()
    expect(
      core.checkText(RULES.replace('mean(score', 'mean(skore')).diagnostics.map(it => it.severity),
    ).toContain('error')
    expect(core.readTexts(ruleset, { pupil: '' }).diagnostics.map(it => it.code)).toEqual(['data/empty-file'])
    expect(core.readTexts(ruleset, {}).diagnostics.map(it => it.code)).toEqual(['data/missing-file'])
    const partly = core.readTexts(ruleset, { pupil: `${pupil}c,x,101\n` })
    expect(partly.value?.levels.get('pupil')?.size).toBe(2)
    expect(partly.diagnostics.map(it => it.code)).toEqual(['data/out-of-range', 'data/rows-set-aside'])
  })

  test('what there is not has no value, and an explanation says so', () => {
    const cohort = core.readTexts(ruleset, { pupil }).value
    const results = cohort && core.run(ruleset, cohort).value
    expect(results?.value('school.avarage', 'x')).toBeUndefined()
    expect(results?.value('school.average', 'y')).toBeUndefined()
    const missing = results && core.explain(results, 'school.average', 'y')
    expect(missing?.diagnostics.map(it => it.code)).toEqual(['misuse/unknown-row'])
  })
})

describe('with files', () => {
  test('a ruleset is loaded by its address or folder, run on files, explained and written', async () => {
    const loaded = load('small@2016', { rulesets: FIXTURE })
    expect(renderLines(loaded.diagnostics)).toBe('')
    const ruleset = loaded.value
    if (ruleset === undefined) throw new Error('not loaded')
    expect(load(join(FIXTURE, 'small')).value?.digest).toBe(ruleset.digest)
    const cohort = await readFiles(ruleset, { pupil: join(FIXTURE, 'pupils.csv') })
    const results = cohort.value && run(ruleset, cohort.value).value
    if (results === undefined) throw new Error('not run')
    const explanation = explain(results, 'nation.share', '').value
    expect(explanation && renderExplanation(explanation)).toContain('mean(passed over pupil)')
    const folder = mkdtempSync(join(tmpdir(), 'yardstick-'))
    expect((await writeFiles(results, folder)).diagnostics).toEqual([])
    expect(readdirSync(folder)).toContain('school.csv')
    rmSync(folder, { recursive: true })
  })

  test('an overlay makes another ruleset, with another digest', () => {
    const plain = load(join(FIXTURE, 'small')).value
    const easier = load(join(FIXTURE, 'small'), { overlays: ['easier'] }).value
    expect(easier?.digest).not.toBe(plain?.digest)
    expect(easier?.isChanged).toBe(true)
  })
})
