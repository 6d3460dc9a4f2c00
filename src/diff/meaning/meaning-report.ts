/** What was found of meaning, in words: by rule, with members that differ alike told together. */

import type { Column, ColumnId, Program } from '../../model/program.ts'
import type { Ruleset } from '../../model/ruleset.ts'
import { sameValue } from '../../value/same-value.ts'
import { textOfValue } from '../../value/text-of-value.ts'
import type { Value } from '../../value/value.ts'
import { words } from '../change.ts'
import type { Differs, Meaning, Verdict, Way } from './compare-meaning.ts'
import { type Joint, runBoth } from './joint.ts'
import { readsOfCell } from './reads.ts'
import { type SideReport, sideOf } from './side-report.ts'
import type { Difference } from './witness.ts'

export interface MeaningReport {
  readonly differs: readonly MeasureReport[]
  /** Rules that are the same on the whole input domain, with how many columns they have. */
  readonly same: readonly SameReport[]
  /** Rules for which no difference was found, which proves nothing. */
  readonly open: readonly string[]
  /** Of rules that differ, the columns for which no difference was found, such as `team.share.late`. */
  readonly openColumns: readonly string[]
  readonly cohorts: number
  readonly seed: number
  /** Rules that there was no time to look into; `(in part)` where it was for some members. */
  readonly untried: readonly string[]
  readonly added: readonly string[]
  readonly removed: readonly string[]
}
export interface SameReport {
  readonly name: string
  readonly columns: number
  /** Tried on so many classes of input; 0 where the formulas are the same. */
  readonly classes: number
}
export interface MeasureReport {
  /** `entry.score` */
  readonly name: string
  readonly title: string
  /** Members that differ alike, such as `reading`; empty where the rule has no dimension. */
  readonly members: readonly string[]
  /** What was searched. */
  readonly coverage: string
  readonly isExhaustive: boolean
  readonly classes?: number
  readonly ways: readonly WayReport[]
}
export interface WayReport {
  /** The smallest input found: what the rows hold that counts. */
  readonly input: readonly string[]
  readonly settings: readonly string[]
  readonly before: SideReport
  readonly after: SideReport
  readonly classes: number
  /** No number or code on either side: only the reason for having none differs. */
  readonly isReason: boolean
  readonly isPublished: boolean
}
export function reportMeaning(meaning: Meaning): MeaningReport {
  const { joint, verdicts } = meaning
  const rules = Map.groupBy([...verdicts], ([id]) => ruleOf(joint.after, id))
  const differs: MeasureReport[] = []
  const same: SameReport[] = []
  const open: string[] = []
  const openColumns: string[] = []
  for (const [name, own] of rules) {
    differs.push(...measuresOf(joint, name, own))
    const settled = own.filter(([, it]) => it.kind === 'same')
    if (settled.length === own.length) {
      const classes = settled.map(([, it]) => (it.kind === 'same' ? (it.classes ?? 0) : 0))
      same.push({ name, columns: own.length, classes: Math.max(0, ...classes) })
    }
    const unfound = own.flatMap(([id, it]) => (it.kind === 'open' ? [id] : []))
    if (own.some(([, it]) => it.kind === 'differs')) openColumns.push(...unfound)
    else if (unfound.length > 0) open.push(name)
  }
  const searched = [...verdicts.values()].map(it => (it.kind === 'open' ? it.cohorts : 0))
  return {
    differs: differs.toSorted((a, b) => Number(b.isExhaustive) - Number(a.isExhaustive)),
    ...{ same, open, openColumns, cohorts: Math.max(0, ...searched), seed: meaning.search.seed },
    untried: untriedRules(joint.after, meaning.untried),
    added: ruleNames(joint.after, meaning.added),
    removed: ruleNames(joint.before, meaning.removed),
  }
}

const ruleOf = ({ columns }: Program, id: ColumnId): string => {
  const column = columns.get(id)
  return column === undefined ? id : `${column.level}.${column.name}`
}

/** Each rule once, with the members that it is not all of. */
function ruleNames(program: Program, ids: readonly ColumnId[]): readonly string[] {
  const all = Map.groupBy(program.order, it => ruleOf(program, it))
  return [...Map.groupBy(ids, it => ruleOf(program, it))].flatMap(([name, own]) =>
    own.length === all.get(name)?.length ? [name] : own,
  )
}

function untriedRules(program: Program, ids: readonly ColumnId[]): readonly string[] {
  const all = Map.groupBy(program.order, it => ruleOf(program, it))
  return [...Map.groupBy(ids, it => ruleOf(program, it))].map(([name, own]) =>
    own.length === all.get(name)?.length ? name : `${name} (in part)`,
  )
}

// --- measures --------------------------------------------------------------------------------------

interface Found {
  readonly column: Column
  readonly verdict: Differs
}

/** Of overlapping groups the first speaks for all; other members are told together where they differ alike. */
function measuresOf(
  joint: Joint,
  name: string,
  own: readonly (readonly [ColumnId, Verdict])[],
): readonly MeasureReport[] {
  const found = own.flatMap(([id, verdict]): readonly Found[] => {
    const column = joint.after.columns.get(id)
    return verdict.kind === 'differs' && column !== undefined ? [{ column, verdict }] : []
  })
  const { dimensions } = joint.after.ruleset
  const isGroup = (dimension: string) => dimensions.get(dimension)?.of !== undefined
  const labelOf = ({ column }: Found): string =>
    column.members
      .filter(it => !isGroup(it.dimension))
      .map(it => it.member)
      .join(' ')
  const byLabel = [...Map.groupBy(found, labelOf).values()].flatMap(it => it[0] ?? [])
  const told = byLabel.map(it => ({ it, report: measureOf(joint, name, it), label: labelOf(it) }))
  const alike = Map.groupBy(told, ({ it, report }) => patternOf(joint.after.ruleset, it.column, report))
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return []
    const members = [first, ...others].map(it => it.label).filter(it => it !== '')
    return [{ ...first.report, members }]
  })
}

/** What is said, without the names of the members it is said of; of what was only found, the rule alone. */
function patternOf(
  { dimensions }: Ruleset,
  { members }: Column,
  { isExhaustive, ways }: MeasureReport,
): string {
  if (!isExhaustive) return ''
  const said = JSON.stringify(
    ways.map(it => [it.input, it.before.value, it.after.value, it.before.why, it.after.why]),
  )
  const names = members.flatMap(it => dimensions.get(it.dimension)?.members.map(member => member.name) ?? [])
  return names.reduce((text, it) => text.replaceAll(new RegExp(`\\b${it}\\b`, 'g'), '*'), said)
}

function measureOf(joint: Joint, name: string, { column, verdict }: Found): MeasureReport {
  return {
    name,
    title: column.title,
    members: [],
    coverage: coverageOf(joint, verdict),
    isExhaustive: verdict.isExhaustive,
    ...(verdict.classes === undefined ? {} : { classes: verdict.classes }),
    ways: verdict.ways.map(it => reportWay(joint, it, verdict.isExhaustive)),
  }
}

function coverageOf(joint: Joint, { isExhaustive, classes = 0, inputs, fixed, ways }: Differs): string {
  if (!isExhaustive) return 'found by searching cohorts: there may be other ways'
  const names = inputs.map(it => headingOf(joint, it)).join(', ')
  const kept = fixed.length === 0 ? '' : `, with ${fixed.join(', ')} as by default`
  const alike = classes - ways.reduce((sum, it) => sum + it.classes, 0)
  const tried = `all ${classes.toLocaleString('en')} classes of input that the rules of either can tell apart were tried`
  return `${tried} (${names}${kept}); ${alike.toLocaleString('en')} of them come out the same`
}

const headingOf = ({ inputs }: Joint, id: ColumnId): string => {
  const level = inputs.get(id)?.level
  return level === undefined ? id : id.slice(level.length + 1)
}

// --- ways ------------------------------------------------------------------------------------------

export function reportWay(joint: Joint, { difference, classes }: Way, isRow: boolean): WayReport {
  const { witness, before, after, isPublished } = difference
  const runs = runBoth(joint, witness.cohort, witness.settings)
  const sides = [
    sideOf(runs.before, joint.beforeId(witness.column), witness.key, before, isPublished),
    sideOf(runs.after, witness.column, witness.key, after, isPublished),
  ] as const
  return {
    ...inputOf(joint, difference, isRow),
    ...{ before: sides[0], after: sides[1], classes, isPublished },
    isReason: before.kind === 'absent' && after.kind === 'absent',
  }
}

/** The cells that either year reads, and the parameters that are not as usual. */
function inputOf(
  joint: Joint,
  { witness }: Difference,
  isRow: boolean,
): Pick<WayReport, 'input' | 'settings'> {
  const { cohort, settings, column, key } = witness
  const runs = runBoth(joint, cohort, settings)
  const read = new Set<string>()
  const parameters = new Set<string>()
  const newNames = new Map(
    [...joint.inputs.values()].flatMap(it => (it.before ? [[it.before.id, it.id]] : [])),
  )
  for (const [run, id] of [
    [runs.before, joint.beforeId(column)],
    [runs.after, column],
  ] as const) {
    const level = run.program.columns.get(id)?.level ?? ''
    const row = run.levels.get(level)?.find(key)
    if (row === undefined) continue
    const reads = readsOfCell(run, id, row)
    for (const it of reads.cells) read.add(newNames.get(it.column) ?? it.column)
    for (const it of reads.parameters) parameters.add(it)
  }
  const rows = [...cohort.levels].flatMap(([level, own]) =>
    own.map(row => {
      const cells = [...row].flatMap(([id, value]) => {
        const input = joint.inputs.get(id)
        const isBlank = value.kind === 'absent' || (input !== undefined && isDefault(joint, id, value))
        if (!read.has(id) || (isBlank && !isRow)) return []
        return [`${headingOf(joint, id)} ${value.kind === 'absent' ? 'missing' : textOfValue(value)}`]
      })
      return { level, cells }
    }),
  )
  const told = rows.filter(it => it.cells.length > 0 || !isRow)
  const lines = told.map(
    ({ level, cells }) => `${words(level)}: ${cells.length === 0 ? 'nothing given' : cells.join(', ')}`,
  )
  const input = [...Map.groupBy(lines, it => it)].map(([line, own]) =>
    own.length === 1 ? line : `${line} (${own.length} rows)`,
  )
  const set = [...settings]
    .filter(([name]) => parameters.has(name))
    .map(([name, value]) => `${name} = ${textOfValue(value)}`)
  return { input, settings: set }
}

function isDefault({ inputs }: Joint, id: ColumnId, value: Value): boolean {
  const content = inputs.get(id)?.after?.content
  return content?.kind === 'input' && content.default !== undefined && sameValue(content.default, value)
}
