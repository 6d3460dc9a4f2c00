/** What was found of meaning, in words: by rule, with members that differ alike told together. */

import type { Run } from '../../engine/engine.ts'
import { describeValue, lineOf } from '../../explain/describe-value.ts'
import { explain } from '../../explain/explain.ts'
import type { ExplainedStep } from '../../explain/explanation.ts'
import { publishedAbsence, publishedText } from '../../explain/published-text.ts'
import { renderExplanation } from '../../explain/render-explanation.ts'
import type { Column, ColumnId, Program } from '../../model/program.ts'
import type { Ruleset } from '../../model/ruleset.ts'
import { sameValue } from '../../value/same-value.ts'
import { textOfValue } from '../../value/text-of-value.ts'
import type { Value } from '../../value/value.ts'
import { words } from '../change.ts'
import type { Differs, Meaning, Verdict, Way } from './compare-meaning.ts'
import { type Joint, runBoth } from './joint.ts'
import { readsOfCell } from './reads.ts'
import type { Difference } from './witness.ts'

export interface MeaningReport {
  readonly differs: readonly MeasureReport[]
  /** Rules that are the same on the whole input domain, with how many columns they have. */
  readonly same: readonly SameReport[]
  /** Rules for which no difference was found, which proves nothing. */
  readonly open: readonly string[]
  readonly cohorts: number
  readonly seed: number
  /** Rules that there was no time to look into. */
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
  /** `pupil.score` */
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
export interface SideReport {
  readonly value: string
  /** What decided, in a line. */
  readonly why: string
  readonly cites: readonly string[]
  /** The whole explanation, as `yardstick explain` prints it. */
  readonly explanation: string
}

export function reportMeaning(meaning: Meaning): MeaningReport {
  const { joint, verdicts } = meaning
  const rules = Map.groupBy([...verdicts], ([id]) => ruleOf(joint.after, id))
  const differs: MeasureReport[] = []
  const same: SameReport[] = []
  const open: string[] = []
  for (const [name, own] of rules) {
    differs.push(...measuresOf(joint, name, own))
    const settled = own.filter(([, it]) => it.kind === 'same')
    if (settled.length === own.length) {
      const classes = settled.map(([, it]) => (it.kind === 'same' ? (it.classes ?? 0) : 0))
      same.push({ name, columns: own.length, classes: Math.max(0, ...classes) })
    }
    const isOpen = own.some(([, it]) => it.kind === 'open') && !own.some(([, it]) => it.kind === 'differs')
    if (isOpen) open.push(name)
  }
  const searched = [...verdicts.values()].map(it => (it.kind === 'open' ? it.cohorts : 0))
  return {
    differs: differs.toSorted((a, b) => Number(b.isExhaustive) - Number(a.isExhaustive)),
    ...{ same, open, cohorts: Math.max(0, ...searched), seed: meaning.search.seed },
    untried: ruleNames(joint.after, meaning.untried),
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

function sideOf(run: Run, column: ColumnId, key: string, value: Value, isPublished: boolean): SideReport {
  const level = run.program.columns.get(column)?.level ?? ''
  const row = run.levels.get(level)?.find(key) ?? 0
  const explanation = explain(run, column, row)
  const { why, cites } = whyOf(explanation.step)
  return {
    value: isPublished
      ? publishedOf(run.program, column, value)
      : lineOf(describeValue(value, run.program.ruleset)),
    why,
    cites,
    explanation: renderExplanation(explanation, { width: 100, style: PLAIN }),
  }
}

const plain = (text: string): string => text
const PLAIN = { strong: plain, faint: plain, absent: plain }

function publishedOf({ columns, ruleset }: Program, id: ColumnId, value: Value): string {
  const content = columns.get(id)?.content
  const show = content?.kind === 'rule' ? content.show : undefined
  if (value.kind === 'number' && show !== undefined)
    return `published as ${publishedText(value.number, show)}`
  if (value.kind === 'absent')
    return `published as ${publishedAbsence(value, ruleset) || 'nothing'} (${lineOf(describeValue(value, ruleset))})`
  return `published as ${lineOf(describeValue(value, ruleset))}`
}

/** The row of a decision table that decided, or the formula with its values. */
function whyOf(step: ExplainedStep): Pick<SideReport, 'why' | 'cites'> {
  if (step.kind !== 'rule') return { why: '', cites: [] }
  const citesOf = (cites: typeof step.cites): readonly string[] =>
    cites.map(it => [it.source, it.place].filter(part => part !== '').join(' '))
  const decided = step.decision?.rows.find(it => it.result !== 'does not match')
  if (step.decision !== undefined && decided === undefined)
    return { why: 'no row matches', cites: citesOf(step.cites) }
  if (decided === undefined) return { why: step.formula ?? '', cites: citesOf(step.cites) }
  const conditions = decided.cells.flatMap((cell, index) => {
    const heading = step.decision?.on[index]?.name ?? ''
    return cell === 'any' || cell === '' ? [] : [`${words(heading)} ${cell}`]
  })
  const note = decided.note === undefined ? '' : `; ${decided.note}`
  const own = decided.cites.length > 0 ? decided.cites : step.cites
  const text = conditions.length === 0 ? 'anything else' : conditions.join(', ')
  return { why: `row ${decided.number}: ${text} gives ${decided.outcome}${note}`, cites: citesOf(own) }
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
  const input = told.map(
    ({ level, cells }) => `${words(level)}: ${cells.length === 0 ? 'nothing given' : cells.join(', ')}`,
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
