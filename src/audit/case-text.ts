/** Writes small cohorts of an audit as a case file, with the values at which things were held. */
import type { Run } from '../engine/engine.ts'
import { type CounterexampleCase, printCounterexample } from '../laws/counterexample-case.ts'
import type { GeneratedCohort, GeneratedRow } from '../laws/generated-cohort.ts'
import { NATION } from '../model/declarations.ts'
import type { ColumnId, Program } from '../model/program.ts'
import type { Value } from '../value/value.ts'
import type { Cells, TrialCohort } from './trial-cohort.ts'

export interface AuditCase {
  readonly id: string
  readonly title: string
  readonly trial: TrialCohort
  readonly run: Run
  readonly expect: CounterexampleCase['expect']
}

export interface AuditCaseFile {
  readonly title: string
  readonly parameters: ReadonlyMap<string, Value>
  /** Columns worth writing: inputs that matter, and rules that are held. */
  readonly inputs: ReadonlySet<ColumnId>
  readonly above: Cells
  readonly cases: readonly AuditCase[]
}

export const printAuditCases = (program: Program, file: AuditCaseFile): string =>
  printCounterexample(program, {
    title: file.title,
    cases: file.cases.map(it => ({
      id: it.id,
      title: it.title,
      source: 'found by an audit of the rules',
      parameters: file.parameters,
      cohort: withAbove(it.trial.generated, it.run, file.above),
      inputs: new Set([...file.inputs, ...file.above.keys()]),
      run: it.run,
      expect: it.expect,
    })),
  })

/** Rows of the levels above, for what is held on them. */
function withAbove(cohort: GeneratedCohort, run: Run, above: Cells): GeneratedCohort {
  const levels = new Map(cohort.levels)
  for (const [id, value] of above) {
    const level = run.program.columns.get(id)?.level ?? ''
    const rows = levels.get(level) ?? keysOf(run, level)
    levels.set(
      level,
      rows.map(row => new Map([...row, [id, value]])),
    )
  }
  return { levels }
}

function keysOf(run: Run, level: string): readonly GeneratedRow[] {
  const names = level === NATION ? [] : (run.program.levels.get(level)?.key ?? [])
  const ids = names.map(it => `${level}.${it.slice(it.indexOf('.') + 1)}`)
  const size = run.levels.get(level)?.size ?? 0
  return Array.from({ length: size }, (_, row) => new Map(ids.map(id => [id, run.value(id, row)])))
}
