/** What the second ruleset does to a cohort that the first did not, in words and numbers as text. */
import { readsOf } from '../../check/reads-of.ts'
import type { Engine } from '../../engine/engine.ts'
import { describeValue, lineOf } from '../../explain/describe-value.ts'
import type { Column, Program } from '../../model/program.ts'
import type { Ruleset } from '../../model/ruleset.ts'
import type { Value } from '../../value/value.ts'
import { type Change, mayMatter, words } from '../change.ts'
import { joinPrograms } from '../meaning/joint.ts'
import { signaturesOf } from '../meaning/signature.ts'
import type { Structure } from '../structure/compare-structure.ts'
import { type Attribution, attribute, pathsBehind } from './attribute.ts'
import type { CohortPair } from './cohorts.ts'
import { type EffectMeasure, measureReport } from './effect-measure.ts'
import { hybridsOf } from './hybrids.ts'
import { type Moved, movementsOf } from './movements.ts'

export interface EffectReport {
  /** What it was computed on. */
  readonly cohort: string
  readonly settings: readonly string[]
  readonly measures: readonly EffectMeasure[]
  /** Measures that move too, and are not told at length. */
  readonly others: readonly string[]
  /** Measures that might move and have no value at all on this cohort, with why. */
  readonly unknown: readonly string[]
  readonly changes: readonly EffectChange[]
  readonly method: string
}
export interface EffectChange {
  readonly name: string
  readonly says: readonly string[]
}
export interface EffectInput {
  readonly before: Program
  readonly after: Program
  readonly structure: Structure
  readonly cohorts: CohortPair
  readonly cohortText: string
  /** Parameters by name, in the values of either. */
  readonly parameters: ReadonlyMap<string, Value>
  readonly engine: Engine
  readonly seed: number
}

export function measureEffect(input: EffectInput): EffectReport {
  const { before, after, structure, cohorts, parameters, engine, seed } = input
  const joint = joinPrograms(before, after, structure.renames, engine)
  const own = (program: Program) => ({
    parameters: new Map([...parameters].filter(([name]) => program.parameters.has(name))),
  })
  const runs = {
    before: engine(before, cohorts.before, own(before)),
    after: engine(after, cohorts.after, own(after)),
  }
  const candidates = candidatesOf(input).map(it => movementsOf(joint, it, runs))
  const moving = candidates.filter(it => it.movements.some(row => row.kind !== 'reason'))
  const told = mostTelling(after, moving)
  const changed = changedPaths(structure.changes, [before.ruleset, after.ruleset])
  const ids = told.map(it => it.column.id)
  const behind = new Set([...pathsBehind(after, ids), ...pathsBehind(before, ids.map(joint.beforeId))])
  const relevant = new Set(
    changed.filter(it => behind.has(it) || /^(?:codes|dimensions|levels\.\w+$|styles|reasons)\b/.test(it)),
  )
  const hybrids = hybridsOf(before.ruleset, after.ruleset, changed)
  const among = hybrids.bundles.flatMap((own, it) => (own.some(path => relevant.has(path)) ? [it] : []))
  const found =
    told.length === 0 ? undefined : attribute(told, { hybrids, among, cohorts, engine, parameters, seed })
  const names = found?.bundles.map(it => bundleName(hybrids.bundles[it] ?? [])) ?? []
  return {
    cohort: input.cohortText,
    settings: [...parameters].map(
      ([name, value]) => `${name} = ${lineOf(describeValue(value, after.ruleset))}`,
    ),
    measures: told.map(it =>
      measureReport(
        it,
        { before: before.ruleset, after: after.ruleset },
        found?.measures.get(it.column.id),
        names,
      ),
    ),
    others: moving.filter(it => !told.includes(it)).map(it => it.column.id),
    unknown: unknownIn(candidates, after.ruleset, runs.after),
    changes: (found?.bundles ?? []).map((it, place) => ({
      name: names[place] ?? '',
      says: saysOf(hybrids.bundles[it] ?? [], structure.changes),
    })),
    method: methodOf(told.length, found),
  }
}

/** Rules that are not the same by their formulas; of overlapping groups the first. */
function candidatesOf({ before, after, structure }: EffectInput): readonly Column[] {
  const { renames } = structure
  const shortNames = new Map<string, string>()
  const old = signaturesOf(before, renames.apply, shortNames)
  const now = signaturesOf(after, it => it, shortNames)
  const oldIds = new Map([...before.columns.keys()].map(it => [renames.apply(it), it]))
  return after.order.flatMap(id => {
    const column = after.columns.get(id)
    const oldId = oldIds.get(id)
    if (column === undefined || oldId === undefined || before.columns.get(oldId)?.content.kind !== 'rule')
      return []
    const isFirst = column.members.every(it => {
      const dimension = after.ruleset.dimensions.get(it.dimension)
      return dimension?.of === undefined || dimension.members[0]?.name === it.member
    })
    const isText = column.type.alternatives.some(it => it.kind === 'text')
    return isFirst && !isText && old.of(oldId) !== now.of(id) ? [column] : []
  })
}

/** Told at length: statuses and figures of groups, then figures of single rows; those first that most others rest on. */
function mostTelling(program: Program, moving: readonly Moved[]): readonly Moved[] {
  const uses = new Map<string, number>()
  for (const { column } of moving) {
    const read = new Set(readsOf(program, { column: column.id, isPublished: false }).map(it => it.column))
    for (const it of read) uses.set(it, (uses.get(it) ?? 0) + 1)
  }
  const sorted = moving.toSorted((a, b) => (uses.get(b.column.id) ?? 0) - (uses.get(a.column.id) ?? 0))
  const isGroup = ({ column }: Moved): boolean => program.levels.get(column.level)?.groups !== undefined
  const isRow = (it: Moved): boolean =>
    !isGroup(it) && (program.levels.get(it.column.level)?.key.length ?? 0) > 0
  const isStatus = ({ column }: Moved): boolean => column.type.alternatives.every(it => it.kind === 'code')
  const isFigure = ({ column }: Moved): boolean =>
    column.content.kind === 'rule' && column.content.show !== undefined
  const isNumber = ({ column }: Moved): boolean => column.type.alternatives.every(it => it.kind === 'number')
  const statuses = sorted
    .toReversed()
    .filter(it => isGroup(it) && isStatus(it))
    .toSorted((a, b) => b.rows - a.rows)
  const told = [
    ...statuses.slice(0, MOST_OF_A_KIND),
    ...sorted.filter(it => isGroup(it) && isNumber(it) && isFigure(it)).slice(0, MOST_OF_A_KIND),
    ...sorted.filter(it => isRow(it) && isNumber(it)).slice(0, MOST_OF_A_KIND),
  ]
  return told.length > 0 ? told : sorted.slice(0, MOST_OF_A_KIND)
}
const MOST_OF_A_KIND = 4

function changedPaths(changes: readonly Change[], rulesets: readonly Ruleset[]): readonly string[] {
  const [before, after] = rulesets.map(pathSet)
  const paths = new Set(changes.filter(mayMatter).map(it => it.entry))
  return [...paths].filter(it => before?.has(it) && after?.has(it))
}

const pathSet = (ruleset: Ruleset): ReadonlySet<string> =>
  new Set([
    ...(['reasons', 'dimensions', 'codes', 'tables', 'parameters', 'styles'] as const).flatMap(section =>
      [...ruleset[section].keys()].map(it => `${section}.${it}`),
    ),
    ...[...ruleset.levels.values()].flatMap(level => [
      `levels.${level.name}`,
      ...[...level.inputs.keys()].map(it => `levels.${level.name}.inputs.${it}`),
    ]),
    ...[...ruleset.rules].flatMap(([level, rules]) => [...rules.keys()].map(it => `rules.${level}.${it}`)),
  ])

const NOUN: Readonly<Record<string, string>> = {
  rules: 'rule',
  tables: 'table',
  codes: 'codes',
  dimensions: 'dimension',
  levels: 'level',
  parameters: 'parameter',
  styles: 'style',
  reasons: 'reason',
}

function bundleName(paths: readonly string[]): string {
  return paths
    .map(path => {
      const [section = '', ...rest] = path.split('.')
      const name = words(rest.at(-1) ?? '')
      if (rest[1] === 'inputs') return `input ${name}`
      return section === 'rules'
        ? `rule ${name} (${words(rest[0] ?? '')})`
        : `${NOUN[section] ?? section} ${name}`
    })
    .join(' with ')
}

const saysOf = (paths: readonly string[], changes: readonly Change[]): readonly string[] =>
  changes.filter(it => paths.includes(it.entry) && mayMatter(it)).map(it => it.text)

function methodOf(told: number, found: Attribution | undefined): string {
  if (told === 0) return ''
  if (found === undefined)
    return 'The changes could not be made one after another, so that what each did is not told.'
  const orders = found.isExact
    ? `in every one of the ${found.orders} orders in which they can be made`
    : `in ${found.orders} orders drawn by chance, each with its reverse`
  const independence = found.isExact
    ? 'The shares do not depend on any order'
    : 'Other orders would give somewhat other shares'
  return `Changes were made one after another ${orders}; a share is what a change adds on average (the Shapley value). ${independence}, and add up to the whole. Changes that alone, first or last, move nothing are left out. Changes within one rule or table are made together.`
}

/** Measures without a value on any row, most of which want data that is not known. */
function unknownIn(
  candidates: readonly Moved[],
  ruleset: Ruleset,
  run: ReturnType<Engine>,
): readonly string[] {
  return candidates.flatMap(({ column, rows, movements }) => {
    if (rows === 0 || movements.some(it => it.kind !== 'reason')) return []
    const values = Array.from({ length: rows }, (_, row) => run.value(column.id, row))
    const [first] = values
    const isUnknown =
      values.every(it => it.kind === 'absent') &&
      values.some(it => it.kind === 'absent' && it.absence === 'missing')
    if (!isUnknown || first === undefined) return []
    const missing = values.find(it => it.kind === 'absent' && it.absence === 'missing') ?? first
    return [`${column.id}: ${lineOf(describeValue(missing, ruleset))}`]
  })
}
