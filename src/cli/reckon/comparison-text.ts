/** A measure over many rows, for people and for programs: the rows, their means, and the groups they are in. */
import { headingOf } from '../../data/cell.ts'
import { shownText } from '../../data/write/result-columns.ts'
import type { Run } from '../../engine/engine.ts'
import { describeValue, lineOf } from '../../explain/describe-value.ts'
import type { Column, Program } from '../../model/program.ts'
import type { Comparison, Means } from '../../reckon/comparison.ts'
import { memberTitles } from '../../reckon/difference.ts'
import { type Exact, toFixed } from '../../value/exact.ts'
import type { Value } from '../../value/value.ts'
import type { Context } from '../context.ts'
import { tableText } from '../table-text.ts'

const PLACES = 2
/** Why a side is not there stands with the measure. */
const NOTHING = '·'

export function comparisonText({ io, style }: Context, run: Run, of: Comparison): string {
  const { program } = run
  const { column, sides, rows, mean } = of
  const heads = headsOf(of)
  const side = (value: Value | undefined): string =>
    value === undefined || value.kind === 'absent' ? NOTHING : valueText(program, value)
  const table = [
    [column.level, ...heads, headingOf(column)].map(style.faint),
    ...rows.map(it => [
      it.key,
      ...(sides === undefined ? [] : [side(it.actual), side(it.estimate)]),
      valueText(program, it.value),
    ]),
    ...(mean.value === undefined ? [] : [[style.strong('mean'), ...meanCells(of, mean)]]),
  ]
  const right = new Set(heads.map((_, index) => index + 1))
  const groups = groupsText({ io, style }, run, of)
  const legend = (sides === undefined ? [] : [sides.actual, sides.estimate]).map(it => [it.name, it.title])
  const head = `${style.strong(column.id)}  ${of.title}\n${tableText(legend, io.width, { indent: '  ' })}`
  return `${head}\n${tableText(table, io.width, { right, indent: '  ' })}${groups}`
}

const headsOf = ({ sides }: Comparison): readonly string[] =>
  sides === undefined ? [] : [sides.actual.name, sides.estimate.name]

const meanCells = ({ sides }: Comparison, { actual, estimate, value }: Means): readonly string[] =>
  (sides === undefined ? [value] : [actual, estimate, value]).map(numberText)

function groupsText({ io, style }: Pick<Context, 'io' | 'style'>, run: Run, of: Comparison): string {
  const { sides, groups } = of
  const [first] = groups
  if (first === undefined) return ''
  const { level } = first.column
  const heads = headsOf(of)
  const table = [
    [
      level,
      '',
      'rows',
      ...heads,
      [...new Set(groups.map(it => it.column.name))].join(' or '),
      'published',
    ].map(style.faint),
    ...groups.map(({ key, title, mean, column, value, shown }) => [
      key,
      title,
      String(mean.count),
      ...(sides === undefined ? [] : [numberText(mean.actual), numberText(mean.estimate)]),
      valueText(run.program, value),
      publishedIn(run, column, shown),
    ]),
  ]
  const right = new Set([2, ...heads.map((_, index) => index + 3)])
  return `\n${tableText(table, io.width, { right, indent: '  ' })}`
}

const numberText = (value: Exact | undefined): string => (value === undefined ? '' : toFixed(value, PLACES))

function valueText({ ruleset }: Program, value: Value): string {
  return value.kind === 'number' ? toFixed(value.number, PLACES) : lineOf(describeValue(value, ruleset))
}

/** What is published of the group; nothing where the ruleset does not say how. */
function publishedIn(run: Run, { content }: Column, shown: Value): string {
  const show = content.kind === 'rule' ? content.show : undefined
  return show === undefined ? '' : shownText(run, shown, show)
}

export function comparisonJson(program: Program, of: Comparison): object {
  const told = (value: Value | undefined) =>
    value === undefined ? {} : describeValue(value, program.ruleset)
  const means = ({ count, actual, estimate, value }: Means) => ({
    rows: count,
    actual: numberText(actual),
    estimate: numberText(estimate),
    value: numberText(value),
  })
  return {
    column: of.column.id,
    title: of.title,
    ...(of.sides === undefined ? {} : of.sides),
    rows: of.rows.map(it => ({
      key: it.key,
      actual: told(it.actual),
      estimate: told(it.estimate),
      value: told(it.value),
    })),
    mean: means(of.mean),
    groups: of.groups.map(it => ({
      column: it.column.id,
      key: it.key,
      members: memberTitles(program, it.column),
      mean: means(it.mean),
      value: told(it.value),
      shown: told(it.shown),
    })),
  }
}
