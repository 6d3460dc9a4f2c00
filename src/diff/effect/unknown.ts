/** Measures without a value on any row, most of which want data that is not known, and how to supply it. */
import { gapTablesBehind } from '../../check/gap-tables.ts'
import type { Run } from '../../engine/engine.ts'
import { describeValue, lineOf } from '../../explain/describe-value.ts'
import type { Column, Program } from '../../model/program.ts'
import type { Ruleset } from '../../model/ruleset.ts'
import { textOfValue } from '../../value/text-of-value.ts'
import type { Absent, Value } from '../../value/value.ts'
import { parameterChoices } from '../meaning/explore.ts'
import type { EffectInput } from './effect-report.ts'
import type { Moved } from './movements.ts'

export interface UnknownReport {
  readonly why: string
  /** Columns: `team.score.first.all`. */
  readonly measures: readonly string[]
}
interface Unknown {
  readonly column: Column
  readonly missing: Absent
}

export function unknownIn(candidates: readonly Moved[], run: Run): readonly Unknown[] {
  return candidates.flatMap(({ column, rows, movements }) => {
    if (rows === 0 || movements.some(it => it.kind !== 'reason')) return []
    const missing = missingIn(run, column)
    return missing === undefined ? [] : [{ column, missing }]
  })
}

/** The first missing value, where no row has a value at all. */
function missingIn(run: Run, column: Column): Absent | undefined {
  let missing: Absent | undefined
  for (let row = 0; row < (run.levels.get(column.level)?.size ?? 0); row++) {
    const value = run.value(column.id, row)
    if (value.kind !== 'absent') return undefined
    if (value.absence === 'missing') missing ??= value
  }
  return missing
}

export const reportUnknown = (unknown: readonly Unknown[], ruleset: Ruleset): readonly UnknownReport[] =>
  [...Map.groupBy(unknown, it => lineOf(describeValue(it.missing, ruleset)))].map(([why, own]) => ({
    why,
    measures: own.map(it => it.column.id),
  }))

/** Choices of parameters are tried; the tables are those behind the measures that lack values. */
export function hintsFor(unknown: readonly Unknown[], input: EffectInput): readonly string[] {
  if (unknown.length === 0) return []
  const columns = unknown.map(it => it.column)
  const choices = choicesThatHelp(columns, input).map(
    ({ setting, helped }) => `--set ${setting} gives values to ${helped} of these ${columns.length}.`,
  )
  const tables = tablesThatMayHelp(columns, input)
  const supply =
    tables.length === 0 ? [] : [`--table NAME=FILE supplies rows that are not known: ${tables.join(', ')}.`]
  return [...choices, ...supply]
}

function choicesThatHelp(columns: readonly Column[], input: EffectInput) {
  const { after, cohorts, engine, parameters, pace } = input
  const own = new Map([...parameters].filter(([name]) => after.parameters.has(name)))
  return [...parameterChoices(after)].flatMap(([name, values]) => {
    if (own.has(name)) return []
    const helping = values.flatMap(value => {
      if (pace?.isOver()) return []
      const run = engine(after, cohorts.after, {
        parameters: new Map<string, Value>([...own, [name, value]]),
      })
      const helped = columns.filter(it => hasValue(run, it)).length
      return helped === 0 ? [] : [{ setting: `${name}=${textOfValue(value)}`, helped }]
    })
    return helping.toSorted((a, b) => b.helped - a.helped).slice(0, 1)
  })
}

function hasValue(run: Run, { id, level }: Column): boolean {
  const size = run.levels.get(level)?.size ?? 0
  for (let row = 0; row < size; row++) if (run.value(id, row).kind !== 'absent') return true
  return false
}

/** Values that a ruleset says it lacks, in either year. */
function tablesThatMayHelp(columns: readonly Column[], { before, after }: EffectInput): readonly string[] {
  const lacking = (program: Program): readonly string[] =>
    gapTablesBehind(
      program,
      columns.flatMap(it => program.columns.get(it.id) ?? []),
    )
      .filter(it => it.unknown > 0)
      .map(it => it.table.name)
  const [old, now] = [lacking(before), lacking(after)]
  return [...old.map(it => `before:${it}`), ...now.map(it => `after:${it}`)]
}
