/**
 * Audits a ruleset: looks for changes for the worse that its measures reward, for edges, for rows that
 * cannot win, and for statuses that one row decides. It tells what it searched and how; what it did not
 * search it says nothing about.
 */
import { listsIn } from '../check/lists.ts'
import type { Engine } from '../engine/engine.ts'
import { constantsOf } from '../laws/constants.ts'
import { valuesOf } from '../laws/value-arbitrary.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'
import type { Value } from '../value/value.ts'
import { auditEntries } from './audit-entries.ts'
import { auditRows, auditStatus, modelOf } from './audit-rows.ts'
import { auditSamples } from './audit-samples.ts'
import { type Audited, nothing } from './audited.ts'
import { entryModelOf } from './entries/entry-model.ts'
import type { PlacesReport } from './entries/places.ts'
import type { Audit, Finding, Searched } from './finding.ts'
import { changedInputs, defaultMeasures, isStatus } from './measures.ts'
import { ranked } from './rank-findings.ts'
import type { Searching } from './search-rows.ts'
import { applyWaivers } from './waivers.ts'

export interface AuditOptions {
  /** Measures to look at; those that the laws and the published means suggest unless given. */
  readonly measures?: readonly ColumnId[]
  /** Inputs to make worse; those that laws name unless given. */
  readonly inputs?: readonly ColumnId[]
  readonly parameters?: ReadonlyMap<string, Value>
  /** Values at which to hold columns that rest on other rows. */
  readonly hold?: ReadonlyMap<ColumnId, Value>
  /** Cohorts drawn for a measure that cannot be searched exhaustively; 200 unless given. */
  readonly cohorts?: number
  readonly seed?: number
  /** Whether the time allowed is over. Never, unless given. */
  readonly isOver?: () => boolean
  /** Told as measures are done, and shares of them. */
  readonly advance?: (done: number, total: number) => void
}

export function auditProgram(program: Program, engine: Engine, options: AuditOptions = {}): Audit {
  const isOver = options.isOver ?? (() => false)
  const searching = searchingOf(program, engine, options, isOver)
  const changed = changedInputs(program, options.inputs)
  const named = (options.measures ?? []).flatMap(it => program.columns.get(it) ?? [])
  const isChanged = (it: ColumnId) => changed.has(it)
  const measures = quickFirst(program, named.length > 0 ? named : defaultMeasures(program), isChanged)
  const findings: Finding[] = []
  const searched: Searched[] = []
  const places: PlacesReport[] = []
  for (const [at, measure] of measures.entries()) {
    const advance = (share: number) => options.advance?.(at + share, measures.length)
    const found = isOver()
      ? nothing(measure, 'the time was over')
      : auditMeasure({ ...searching, advance }, measure, isChanged, options)
    findings.push(...found.findings)
    searched.push(found.searched)
    if (found.places !== undefined) places.push(found.places)
    options.advance?.(at + 1, measures.length)
  }
  const { open, waived, stale } = applyWaivers(program, findings, searched)
  return {
    program,
    findings: ranked(program, open),
    waived: [...waived].flatMap(([waiver, own]) =>
      ranked(program, own).map(finding => ({ finding, waiver })),
    ),
    stale,
    searched,
    places,
    isCut: isOver(),
  }
}

function searchingOf(
  program: Program,
  engine: Engine,
  options: AuditOptions,
  isOver: () => boolean,
): Searching {
  const source = { lists: listsIn(program.ruleset), constants: constantsOf(program), tables: program.tables }
  const open = [...program.parameters.values()].filter(it => it.default === undefined)
  const plain = open.flatMap(it =>
    valuesOf(it.type, source)
      .slice(0, 1)
      .map(value => [it.name, value] as const),
  )
  const parameters = new Map([...plain, ...(options.parameters ?? [])])
  return {
    program,
    engine,
    options: { parameters },
    source,
    hold: options.hold ?? new Map(),
    isOver,
    advance: () => undefined,
  }
}

/** What is searched row by row takes little time, what is searched by chance all there is. */
function quickFirst(
  program: Program,
  measures: readonly Column[],
  isChanged: (input: ColumnId) => boolean,
): readonly Column[] {
  const isQuick = (it: Column) => it.content.kind === 'rule' && !('why' in modelOf(program, it, isChanged))
  const { quick = [], slow = [] } = Object.groupBy(measures, it => (isQuick(it) ? 'quick' : 'slow'))
  return [...quick, ...slow]
}

function auditMeasure(
  searching: Searching,
  measure: Column,
  isChanged: (input: ColumnId) => boolean,
  { seed = 1, cohorts = COHORTS }: AuditOptions,
): Audited {
  if (measure.content.kind !== 'rule') return nothing(measure, 'it is an input')
  const model = modelOf(searching.program, measure, isChanged)
  if ('why' in model) {
    if (isStatus(measure)) return nothing(measure, `a status is only searched row by row, and ${model.why}`)
    const entries = entryModelOf(searching.program, measure, isChanged)
    return 'why' in entries
      ? auditSamples(searching, measure, isChanged, model.why, { seed, cohorts })
      : auditEntries(searching, entries, seed)
  }
  if (model.changed.length === 0)
    return nothing(measure, 'none of the inputs that are made worse matters to it')
  return isStatus(measure) ? auditStatus(searching, model) : auditRows(searching, model)
}

/** Enough for what is common; each is a run for every change. */
const COHORTS = 200
