/** Tells what was found in cohorts drawn by chance: the rows of the smallest one, before and after. */

import type { Run } from '../engine/engine.ts'
import { isUnwritten } from '../laws/counterexample-case.ts'
import { cohortOf, type GeneratedCohort, type GeneratedRow } from '../laws/generated-cohort.ts'
import type { Program } from '../model/program.ts'
import type { Value } from '../value/value.ts'
import { printAuditCases } from './case-text.ts'
import type { Finding } from './finding.ts'
import { rounded } from './rounded.ts'
import type { Searching } from './search-rows.ts'
import { frozenValues, type Sampled, type SampledChange, type SampledFinding } from './search-samples.ts'
import { inShort, inWords, levelInWords, nameOf, slug, upper, withArticle } from './words.ts'

export function tellSampled(searching: Searching, sampled: Sampled, found: SampledFinding): Finding {
  const { program, engine, options } = searching
  const { measure, frozen } = sampled
  const first = engine(program, cohortOf(program, found.before), options)
  const given = frozenValues(first, frozen)
  const second = engine(program, cohortOf(program, found.after), { ...options, given })
  const values = [first, second].map(run => {
    const row = run.levels.get(measure.level)?.find(found.key)
    return row === undefined ? '–' : inWords(program, run.value(measure.id, row))
  })
  const { change } = found
  const rises = `${nameOf(program, measure.id)} of the ${levelInWords(program, measure.level)} rises from ${values[0]} to ${values[1]}`
  const sentence = `${upper(startOf(program, change))}, and ${rises}`
  const trials = [found.before, found.after].map(it => ({
    generated: withFrozen(it, first, frozen),
    cohort: cohortOf(program, it),
    given,
  }))
  const expect = [{ column: measure.id, key: found.key }]
  const [before, after] = trials
  const cases = [
    ...(before === undefined ? [] : [{ id: 'before', title: 'Before', trial: before, run: first, expect }]),
    ...(after === undefined
      ? []
      : [{ id: 'after', title: startOf(program, change), trial: after, run: second, expect }]),
  ]
  const inputs = new Set(
    [...program.columns.values()].flatMap(it =>
      it.content.kind === 'input' || frozen.includes(it.id) ? [it.id] : [],
    ),
  )
  const parameters = options.parameters ?? new Map()
  return {
    kind: change.kind === 'drop' ? 'better left out' : 'worse counts for more',
    id: slug(
      change.kind,
      nameOf(program, measure.id),
      change.kind === 'drop' ? change.level : nameOf(program, change.input),
    ),
    measure: measure.id,
    also: [],
    sentence,
    size: rounded(found.gain),
    ...(change.kind === 'drop' ? {} : { change: { input: change.input, from: change.from, to: change.to } }),
    extent: [`met ${found.times} ${found.times === 1 ? 'time' : 'times'} in the cohorts drawn`],
    columns: ['before', 'after'],
    lines: [
      ...linesOf(program, found),
      {
        heading: `${levelInWords(program, measure.level)} ${found.key}: ${nameOf(program, measure.id)}`,
        cells: values,
      },
    ],
    caseFile: printAuditCases(program, { title: sentence, parameters, inputs, above: new Map(), cases }),
  }
}

const startOf = (program: Program, change: SampledChange): string =>
  change.kind === 'drop'
    ? `${withArticle(levelInWords(program, change.level))} is left out`
    : `${nameOf(program, change.input)} of ${withArticle(levelInWords(program, change.level))} is ${inShort(change.to)} rather than ${inShort(change.from)}`

/** A line for each row, with what is worth saying of it. */
function linesOf(program: Program, { before, change }: SampledFinding): Finding['lines'] {
  return [...before.levels].flatMap(([level, rows]) =>
    rows.flatMap((cells, row) => {
      const isChanged = level === change.level && row === change.row
      const own = rowInWords(program, level, cells)
      if (own === '' && !isChanged) return []
      const key = (program.levels.get(level)?.key ?? []).map(it => inShort(cells.get(it) ?? NONE)).join(' / ')
      const after = !isChanged
        ? own
        : change.kind === 'drop'
          ? 'left out'
          : rowInWords(program, level, new Map([...cells, [change.input, change.to]]))
      return [{ heading: `${levelInWords(program, level)} ${key}`, cells: [own, after] }]
    }),
  )
}

const NONE: Value = { kind: 'absent', absence: 'missing', reason: 'no_value' }

function rowInWords(program: Program, level: string, cells: GeneratedRow): string {
  const keys = program.levels.get(level)?.key ?? []
  return [...cells]
    .flatMap(([id, value]) => {
      const column = program.columns.get(id)
      const isTold = column !== undefined && !keys.includes(id) && !isUnwritten(column, value)
      return isTold ? [`${nameOf(program, id)} ${inShort(value)}`] : []
    })
    .join(', ')
}

/** The rows with what they are compared with, for the case file. */
function withFrozen(cohort: GeneratedCohort, run: Run, frozen: Sampled['frozen']): GeneratedCohort {
  const levels = new Map(cohort.levels)
  for (const id of frozen) {
    const level = run.program.columns.get(id)?.level ?? ''
    const size = run.levels.get(level)?.size ?? 0
    const keys = (run.program.levels.get(level)?.key ?? []).map(
      it => `${level}.${it.slice(it.indexOf('.') + 1)}`,
    )
    const known = levels.get(level)
    const rows = Array.from({ length: size }, (_, row): GeneratedRow => {
      const own = new Map(keys.map(it => [it, run.value(it, row)] as const))
      const given = known?.find(it =>
        keys.every(key => inShort(it.get(key) ?? NONE) === inShort(own.get(key) ?? NONE)),
      )
      return new Map([...(given ?? own), [id, run.value(id, row)]])
    })
    levels.set(level, rows)
  }
  return { levels }
}
