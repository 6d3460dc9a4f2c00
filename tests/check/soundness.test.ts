/**
 * What checking says of a column holds when it runs: on generated cohorts, each value is of the
 * column's type, each absence of a kind it can have, and nothing meets a value of the wrong kind.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { programsOf } from '../../src/cases/case-ruleset.ts'
import { readCaseFile } from '../../src/cases/read-case-file.ts'
import { describeType } from '../../src/check/describe-type.ts'
import { holdsValue } from '../../src/check/holds-value.ts'
import { printValue } from '../../src/check/print-core.ts'
import { kindOf } from '../../src/check/types.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import { cohortArbitrary } from '../../src/laws/cohort-arbitrary.ts'
import { cohortOf } from '../../src/laws/generated-cohort.ts'
import type { Column, Program } from '../../src/model/program.ts'
import type { Value } from '../../src/value/value.ts'
import { caseFilesIn } from '../conformance/case-tests.ts'
import { programOf, RULESET_FILES, rulesets } from '../fixtures/registered.ts'
import { readChapters } from '../spec/chapters.ts'

const RUNS = 25

/** A rule's own `type` is kept to by kind; what ranges it names are the author's word. */
function isAsSaid({ type, absences, content }: Column, value: Value): boolean {
  // What a run refuses, such as the root of a negative number, it reports; no type tells it before.
  if (value.kind === 'absent') return value.reason === 'not_computed' || absences.includes(value.absence)
  if (type.alternatives.some(it => it.kind === 'key')) return true
  if (content.kind === 'rule' && content.rule.type !== undefined) {
    const kind = value.kind === 'code' ? `code ${value.list}` : value.kind
    return type.alternatives.some(it => kindOf(it) === kind)
  }
  return holdsValue(type, value)
}

function surprises(program: Program, cohort: Parameters<typeof referenceEngine>[1]): readonly string[] {
  const run = referenceEngine(program, cohort)
  return [...program.columns.values()].flatMap(column =>
    Array.from({ length: run.levels.get(column.level)?.size ?? 0 }, (_, row) => {
      const value = run.value(column.id, row)
      const said = [describeType(column.type), ...column.absences].join(' or ')
      return isAsSaid(column, value) ? [] : [`${column.id} is ${printValue(value)}, not ${said}`]
    }).flat(),
  )
}

const holds = (program: Program, numRuns: number): void =>
  fc.assert(
    fc.property(cohortArbitrary(program, { maxRows: 5, engine: referenceEngine }), generated => {
      expect(surprises(program, cohortOf(program, generated))).toEqual([])
    }),
    { numRuns, seed: 20_160_901 },
  )

describe('what was found of a ruleset holds', () => {
  test.each(RULESET_FILES)('in %s', path => holds(programOf(path), RUNS))
})

describe('what was found of the rules of an example holds', () => {
  const examples = [
    ...readChapters().flatMap(it => it.examples.map(({ source }) => source)),
    ...caseFilesIn('conformance/language'),
  ]
  const programs = examples.flatMap(source => {
    const { value: file } = readCaseFile(source)
    const programOf = file && programsOf(file, rulesets)
    const cases = file?.cases.map(it => ({ id: it.id, program: programOf?.(it).value })) ?? []
    return cases.flatMap(({ id, program }) => (program === undefined ? [] : [{ id, program }]))
  })
  const [...distinct] = new Map(programs.map(it => [it.program, it])).values()
  test.each(distinct)('in $id', ({ program }) => holds(program, RUNS))
})
