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
import { FINDING_KINDS } from '../model/ruleset.ts'
import type { Value } from '../value/value.ts'
import { findCliffs } from './cliffs.ts'
import { comparatorsOf } from './comparators.ts'
import { findDropping } from './dropping.ts'
import { type EntryModel, entryModelOf } from './entries/entry-model.ts'
import { groupedFindings } from './entries/group-findings.ts'
import { type PlacesReport, placesReport } from './entries/places.ts'
import { type EntrySearch, searchEntries } from './entries/search-entries.ts'
import { tellEntries } from './entries/tell-entries.ts'
import type { Audit, Finding, Searched } from './finding.ts'
import { findIncentives } from './incentives.ts'
import { changedInputs, defaultMeasures, isStatus } from './measures.ts'
import { findOneRow } from './one-row.ts'
import { findOutOfReach } from './out-of-reach.ts'
import { counted } from './report-words.ts'
import { type FewClasses, type NoModel, type RowModel, rowModelOf } from './row-model.ts'
import { MOST_UNCHANGED, type Scored, type Searching, searchRows } from './search-rows.ts'
import { searchSamples } from './search-samples.ts'
import { tellCliff } from './tell-cliff.ts'
import { tellDropping } from './tell-dropping.ts'
import { tellIncentive } from './tell-incentive.ts'
import { tellOneRow } from './tell-one-row.ts'
import { tellOutOfReach } from './tell-out-of-reach.ts'
import { tellSampled } from './tell-samples.ts'
import { applyWaivers } from './waivers.ts'
import { familyOf, inShort, listed } from './words.ts'

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

interface Audited {
  readonly findings: readonly Finding[]
  readonly searched: Searched
  readonly places?: PlacesReport
}

const nothing = ({ id }: Column, note: string): Audited => ({
  findings: [],
  searched: {
    measure: id,
    how: 'not searched',
    classes: 0,
    changes: 0,
    inputs: [],
    held: [],
    findings: 0,
    note,
  },
})

function auditMeasure(
  searching: Searching,
  measure: Column,
  isChanged: (input: ColumnId) => boolean,
  options: AuditOptions,
): Audited {
  if (measure.content.kind !== 'rule') return nothing(measure, 'it is an input')
  const model = modelOf(searching.program, measure, isChanged)
  if ('why' in model) {
    if (isStatus(measure)) return nothing(measure, `a status is only searched row by row, and ${model.why}`)
    const entries = entryModelOf(searching.program, measure, isChanged)
    return 'why' in entries
      ? auditSamples(searching, measure, isChanged, model.why, options)
      : auditEntries(searching, entries, options)
  }
  if (model.changed.length === 0)
    return nothing(measure, 'none of the inputs that are made worse matters to it')
  return isStatus(measure) ? auditStatus(searching, model) : auditRows(searching, model)
}

function modelOf(
  program: Program,
  measure: Column,
  isChanged: (input: ColumnId) => boolean,
): RowModel | NoModel {
  const model = rowModelOf(program, measure, isChanged, isFew(program))
  if ('why' in model) return model
  const isKey = (id: ColumnId) =>
    program.columns.get(id)?.type.alternatives.some(it => it.kind === 'key') === true
  const hasKeys = [...model.changed, ...model.unchanged].some(isKey)
  return hasKeys ? { why: 'the inputs of a row have to fit one another' } : model
}

/** Whether combinations of these inputs are few enough to try, going by the size of their types. */
const isFew =
  ({ columns, ruleset }: Program): FewClasses =>
  inputs => {
    const sizes = inputs.map(id => {
      const alternatives = columns.get(id)?.type.alternatives ?? []
      return alternatives.reduce((sum, it) => {
        if (it.kind === 'code')
          return sum + (it.only?.length ?? ruleset.codes.get(it.list)?.codes.length ?? 8)
        return sum + (it.kind === 'yes/no' ? 2 : 8)
      }, 1)
    })
    return sizes.reduce((product, it) => product * it, 1) <= MOST_UNCHANGED * 10
  }

// --- row by row ----------------------------------------------------------------------------------

function auditRows(searching: Searching, model: RowModel): Audited {
  const scored = searchRows(searching, model)
  if (scored === undefined) return nothing(model.measure, 'the time was over')
  const { incentives, changes } = findIncentives(scored)
  const dropped = findDropping(scored)
  const findings = [
    ...incentives.map(it => tellIncentive(scored, it, incentives)),
    ...(dropped === undefined ? [] : [tellDropping(scored, dropped)]),
    ...findOutOfReach(scored).map(it => tellOutOfReach(scored, it)),
    ...findCliffs(scored).map(it => tellCliff(scored, it)),
  ]
  return { findings, searched: searchedRows(scored, changes + (dropped?.compared ?? 0), findings.length) }
}

const searchedRows = (scored: Scored, changes: number, findings: number): Searched => ({
  measure: scored.model.measure.id,
  how: scored.isThinned || scored.held.some(it => it.why === 'some of its values') ? 'thinned' : 'exhaustive',
  classes: scored.space.tupleOf.length,
  changes,
  companions: scored.companions.length - 1,
  inputs: scored.inputs.map(it => ({ column: it.column.id, classes: it.classes.length })),
  held: scored.held,
  findings,
})

function auditStatus(searching: Searching, model: RowModel): Audited {
  const search = findOneRow(searching, model)
  const finding = tellOneRow(searching, model, search)
  const findings = finding === undefined ? [] : [finding]
  const searched: Searched = {
    measure: model.measure.id,
    how: 'sampled',
    classes: search.groups,
    changes: search.groups,
    inputs: search.inputs.map(it => ({ column: it.column.id, classes: it.classes.length })),
    held: search.held,
    findings: findings.length,
    note: 'groups of 6, 11, 30 and 120 rows, mixed from three kinds of row and one row of another',
  }
  return { findings, searched }
}

// --- entries -------------------------------------------------------------------------------------

function auditEntries(searching: Searching, model: EntryModel, { seed = 1 }: AuditOptions): Audited {
  const search = searchEntries(searching, model, seed)
  const findings = groupedFindings(search).map(it => tellEntries(search, it))
  const places = placesReport(search)
  const searched: Searched = {
    measure: model.measure.id,
    how: 'entries',
    classes: search.classes.classes.length,
    changes: search.compared,
    complete: search.complete,
    full: search.full.length,
    drawn: search.drawn,
    inputs: [...model.required, ...model.optional].map(({ id }) => ({ column: id, classes: 0 })),
    held: search.held,
    findings: findings.length,
    ...(search.isCut ? { note: cutNote(search) } : {}),
  }
  return { findings, searched, ...(places === undefined ? {} : { places }) }
}

/** Where time ran out, and what was not come to. */
function cutNote({ classes, broken, complete, full, drawn }: EntrySearch): string {
  if (classes.isCut) return 'the time was over while kinds of entry were told apart'
  const done =
    broken === undefined
      ? ''
      : ` after ${broken.owners.toLocaleString('en')} of ${broken.of.toLocaleString('en')} rows with ${counted(broken.entries, 'entry')}`
  const left = [
    ...(broken === undefined ? [] : ['more entries']),
    ...(full.length === 0 && complete.length > 0 ? ['rows with all places filled'] : []),
    ...(drawn === 0 ? ['rows drawn by chance'] : []),
  ]
  if (left.length === 0) return 'the time was over while what was found was told'
  return `the time was over${done}, and not searched were ${listed(left, 'and')}`
}

// --- by chance -----------------------------------------------------------------------------------

const COHORTS = 200

function auditSamples(
  searching: Searching,
  measure: Column,
  isChanged: (input: ColumnId) => boolean,
  why: string,
  options: AuditOptions,
): Audited {
  const { seed = 1, cohorts = COHORTS } = options
  const sampled = searchSamples(searching, measure, { seed, cohorts, isChanged })
  if (sampled.changes === 0) return nothing(measure, `${why}, and no cohort drawn has a value of it`)
  const findings = sampled.findings.map(it => tellSampled(searching, sampled, it))
  const searched: Searched = {
    measure: measure.id,
    how: 'sampled',
    classes: sampled.cohorts,
    changes: sampled.changes,
    inputs: sampled.inputs.map(column => ({ column, classes: 0 })),
    held: comparatorsOf(searching.program, measure).map(column => ({
      column,
      values: [],
      why: 'computed before the change',
    })),
    findings: findings.length,
    note: why,
  }
  return { findings, searched }
}

// --- in order ------------------------------------------------------------------------------------

/** Findings that differ in members only are one; kinds in their order, the largest first. */
function ranked(program: Program, findings: readonly Finding[]): readonly Finding[] {
  const alike = Map.groupBy(findings, it => likenessOf(program, it))
  const merged = [...alike.values()].flatMap(those => {
    const [largest, ...others] = those.toSorted((a, b) => b.size - a.size)
    return largest === undefined ? [] : [{ ...largest, also: others.map(it => it.measure) }]
  })
  const group = ({ kind }: Finding) => Math.max(3, FINDING_KINDS.indexOf(kind))
  const isLacking = (it: Finding) => Number(it.isLacking === true)
  return merged.toSorted(
    (a, b) =>
      group(a) - group(b) ||
      isLacking(a) - isLacking(b) ||
      b.size - a.size ||
      (b.times ?? 0) - (a.times ?? 0),
  )
}

function likenessOf(program: Program, { kind, measure, change, like }: Finding): string {
  const column = program.columns.get(measure)
  const values = change === undefined ? [] : [change.from, change.to].map(inShort)
  const input = change === undefined ? '' : familyOf(program.columns.get(change.input))
  return [kind, familyOf(column), input, ...values, like].join('|')
}
