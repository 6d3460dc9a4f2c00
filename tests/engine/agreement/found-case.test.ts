/**
 * Where an engine differs from the reference engine, a case file is written that holds for the reference
 * engine, fails for the other, and says no more than that needs. What cases state of generated rulesets
 * is read back exactly.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { renderLines } from '../../../src/diagnostics/render-line.ts'
import type { Engine } from '../../../src/engine/engine.ts'
import { referenceEngine } from '../../../src/engine/reference/reference-engine.ts'
import { cohortArbitrary } from '../../../src/laws/cohort-arbitrary.ts'
import { mapParts } from '../../../src/model/map-core.ts'
import type { Column, Core, Program } from '../../../src/model/program.ts'
import { plainView } from '../../../src/syntax/document/plain-view.ts'
import { readDocument } from '../../../src/syntax/document/read-document.ts'
import { expectAgreement } from '../../fixtures/agreement/expect-agreement.ts'
import { caseText, failuresOf, holdsFor, statementOfAll } from '../../fixtures/agreement/found-case.ts'
import type { Trial } from '../../fixtures/agreement/trial.ts'
import { printDocument } from '../../fixtures/generated/document.ts'
import { programOfDocument } from '../../fixtures/generated/read.ts'
import { generatedRuleset } from '../../fixtures/generated/ruleset.ts'
import { generatedTrials, trialsOf, trialsOfReleased } from '../../fixtures/generated/trials.ts'
import { programOf, RULESET_FILES } from '../../fixtures/registered.ts'

const isFuzzing = process.env.FUZZ_SAMPLES !== undefined
const samples = Number(process.env.FUZZ_SAMPLES ?? 8)
/** One released ruleset in a run of the tests. */
const SMALL = 'rulesets/ks2-va/2003/ruleset.yaml'
const folders = isFuzzing ? RULESET_FILES : [SMALL]

const folder = mkdtempSync(join(tmpdir(), 'found-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The reference engine with something put in the place of some formulas. */
const brokenEngine =
  (wrong: (core: Core) => Core): Engine =>
  (program, cohort, options) =>
    referenceEngine(broken(program, wrong), cohort, options)

function broken(program: Program, wrong: (core: Core) => Core): Program {
  const inside = (core: Core): Core => wrong(mapParts(core, inside))
  const columns = [...program.columns].map(([id, column]): readonly [string, Column] => {
    const { content } = column
    return [
      id,
      content.kind === 'rule' ? { ...column, content: { ...content, is: inside(content.is) } } : column,
    ]
  })
  return { ...program, columns: new Map(columns) }
}

/** Takes one operator for another. */
const mistaking =
  (operator: string, other: string) =>
  (core: Core): Core =>
    'operator' in core && core.operator === operator ? ({ ...core, operator: other } as Core) : core

const takesBelowForAtMost = mistaking('<', '<=')

const MISTAKES: Readonly<Record<string, (core: Core) => Core>> = {
  'takes below for at most': takesBelowForAtMost,
  'takes medians for greatest values': mistaking('median', 'max'),
  'fills slots in order': core =>
    core.kind === 'Slots' && core.choose === 'best total' ? { ...core, choose: 'in order' } : core,
  'takes the last row first': core =>
    core.kind === 'Decide' ? { ...core, rows: core.rows.toReversed() } : core,
}

/** The case file written for a difference on one of the trials. */
function caseFoundFor(engine: Engine, trials: fc.Arbitrary<Trial>): string {
  const own = mkdtempSync(join(folder, 'of-'))
  const options = { samples: 3000, folder: own }
  expect(() => expectAgreement(trials, { broken: engine }, options)).toThrow('written to')
  const [file = '', ...others] = readdirSync(own)
  expect(others).toEqual([])
  return readFileSync(join(own, file), 'utf8')
}

/** A run of the tests finds one mistake in a ruleset of a few rules; fuzzing finds all of them in generated ones. */
const FEW_RULES = {
  reasons: { out: { kind: 'excluded', text: 'out' } },
  levels: {
    pupil: {
      key: 'pupil_id',
      inputs: { school: { type: 'text' }, n: { type: '0..2' }, m: { type: '0..2' } },
    },
    school: { groups: 'pupil', by: 'school' },
  },
  rules: {
    pupil: { kept: { is: 'if n < 2 then n else excluded(out)' } },
    school: { kept: { is: 'mean(kept over pupil where not m = 1)' } },
  },
} as const

describe('the case file of a difference', () => {
  it('holds but for the engine that differs, and says no more than that needs', () => {
    const engine = brokenEngine(takesBelowForAtMost)
    const cohorts = cohortArbitrary(programOfDocument(FEW_RULES))
    const text = caseFoundFor(engine, trialsOf(fc.constant(FEW_RULES), cohorts))
    expect(holdsFor(text, referenceEngine)).toBe(true)
    expect(failuresOf(text, engine)?.map(it => it.code)).toEqual(['case/wrong-value'])
    expect(text).toContain('rules: |\n  rules:\n    pupil: {kept: {is: n < 2}}\n')
    expect(text).toContain('given:\n      pupil:\n        - {pupil_id: p1, n: 2}\n    expect:\n')
  })
  const mistakes = isFuzzing ? Object.entries(MISTAKES) : []
  for (const [mistake, wrong] of mistakes)
    it(`is found for an engine that ${mistake}`, () => {
      const engine = brokenEngine(wrong)
      const text = caseFoundFor(engine, generatedTrials)
      expect(holdsFor(text, referenceEngine)).toBe(true)
      expect(failuresOf(text, engine)?.map(it => it.code)).toEqual(['case/wrong-value'])
    })
  it('names a released ruleset and holds its rows alone', () => {
    const engine = brokenEngine(mistaking('-', '+'))
    const program = programOf(SMALL)
    const text = caseFoundFor(engine, trialsOfReleased(program))
    expect(text).toMatch(/^ruleset: ks2-va@2003\/\w+\.\d+\n/)
    expect(holdsFor(text, referenceEngine)).toBe(true)
    expect(holdsFor(text, engine)).toBe(false)
  })
})

/** Trials drawn one by one: a program is too much to be printed where one of them fails. */
const drawn = (trials: fc.Arbitrary<Trial>, numRuns: number): readonly Trial[] =>
  fc
    .sample(trials, { numRuns, seed: 5 })
    .filter(it => [...it.cohort.levels.values()].some(rows => rows.length > 0))

describe('a case that states every value', () => {
  const failures = (trial: Trial): string =>
    renderLines(failuresOf(caseText(trial, statementOfAll(trial), 'all values'), referenceEngine) ?? [])

  it('is read back exactly of generated rulesets', () => {
    for (const trial of drawn(generatedTrials, samples)) expect(failures(trial)).toBe('')
  })
  it.each(folders)('is read back exactly of cohorts generated for %s', path => {
    for (const trial of drawn(trialsOfReleased(programOf(path)), 2)) expect(failures(trial)).toBe('')
  })
  it('holds the text that the ruleset was read from', () => {
    for (const document of fc.sample(generatedRuleset, samples)) {
      const { value } = readDocument({ name: 'generated', text: printDocument(document) })
      expect(value && plainView(value)).toEqual(document)
    }
  })
})
