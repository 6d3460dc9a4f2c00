/** What a run came to, for people: rows, the measures of the nation and of a few groups, and who is not counted. */
import { type GapTable, gapTablesBehind } from '../../check/gap-tables.ts'
import type { LevelRows } from '../../data/level-builder.ts'
import { plainText } from '../../data/write/csv-cell.ts'
import { type ResultColumn, resultColumns, shownText } from '../../data/write/result-columns.ts'
import type { Run } from '../../engine/engine.ts'
import { textOfReason } from '../../explain/describe-value.ts'
import { NATION } from '../../model/declarations.ts'
import type { Column, Program } from '../../model/program.ts'
import { type AbsenceCounts, absencesOf, columnsWithGaps } from '../absence-counts.ts'
import type { Io, Style } from '../io.ts'
import { tableText, widthOf } from '../table-text.ts'

const MOST_ROWS = 5
const MOST_MEASURES = 24
const NOTHING = '·'

export interface Summary {
  readonly run: Run
  readonly address: string
  readonly files: readonly LevelRows[]
}

export function summaryText(summary: Summary, io: Io, style: Style): string {
  const { run, address, files } = summary
  const { title, status } = run.program.ruleset
  const warning = status === 'official' ? '' : style.warning(` (${status})`)
  const parts = [
    `${style.strong(address)}  ${title}${warning}\n`,
    tableText(
      files.map(it => [style.faint('read'), `${count(it.size)} rows of ${it.level}`, unfilledText(it)]),
      io.width,
    ),
    tableText([[style.faint('rows'), rowCounts(run)]], io.width),
    nationText(run, io, style),
    ...groupLevels(run.program).map(it => groupText(run, it, io, style)),
    absenceText(run, io, style),
  ]
  return parts.filter(it => it !== '').join('\n')
}

export const count = (value: number): string => value.toLocaleString('en-GB')

function unfilledText({ unfilled, setAside }: LevelRows): string {
  const parts = [
    setAside > 0 ? `${count(setAside)} set aside` : '',
    unfilled.length > 0 ? `no column for ${unfilled.join(', ')}` : '',
  ]
  return parts.filter(it => it !== '').join('; ')
}

const rowCounts = (run: Run): string =>
  [...run.levels.values()]
    .filter(it => it.name !== NATION)
    .map(it => `${it.name} ${count(it.size)}`)
    .join(' · ')

const groupLevels = (program: Program): readonly string[] =>
  [...program.levels.values()].flatMap(it => (it.groups === undefined ? [] : [it.name]))

// --- measures ------------------------------------------------------------------------------------

function nationText(run: Run, io: Io, style: Style): string {
  const measures = mainMeasures(run.program, NATION)
  if (measures.length === 0) return ''
  const rows = measures
    .slice(0, MOST_MEASURES)
    .map(it => [shownCell(run, it, 0), it.heading, style.faint(it.column.title)])
  const table = tableText(rows, io.width, { right: new Set([0]), indent: '  ' })
  return `${style.strong('nation')}\n${table}${moreText(measures.length, MOST_MEASURES, 'measures', style)}`
}

function groupText(run: Run, level: string, io: Io, style: Style): string {
  const rows = run.levels.get(level)
  const measures = mainMeasures(run.program, level)
  if (rows === undefined || rows.size === 0 || measures.length === 0) return ''
  const indices = Array.from({ length: Math.min(rows.size, MOST_ROWS) }, (_, index) => index)
  const columns = [
    ['', ...indices.map(it => rows.key(it))],
    ...measures.map(it => [it.heading, ...indices.map(row => shownCell(run, it, row))]),
  ]
  const fitting = columnsThatFit(columns, io.width - 2)
  const lines = ['', ...indices].map((_, line) => fitting.map(it => it[line] ?? ''))
  const right = new Set(fitting.map((_, index) => index).filter(it => it > 0))
  const table = tableText(lines, io.width, { right, indent: '  ' })
  const hidden = measures.length - (fitting.length - 1)
  const more = hidden > 0 ? style.faint(`  and ${count(hidden)} more measures\n`) : ''
  return `${style.strong(level)} ${style.faint(`${indices.length} of ${count(rows.size)}`)}\n${table}${more}`
}

function columnsThatFit(
  columns: readonly (readonly string[])[],
  width: number,
): readonly (readonly string[])[] {
  let used = 0
  const fitting = columns.filter(column => {
    used += Math.max(...column.map(widthOf)) + 2
    return used <= width
  })
  return fitting.length > 1 ? fitting : columns.slice(0, 2)
}

/** What is published, of overlapping groups only the first; every rule where nothing is published. */
function mainMeasures(program: Program, level: string): readonly ResultColumn[] {
  const all = resultColumns(program, level, undefined).values.filter(it => isOfFirstGroup(program, it.column))
  const published = all.filter(it => it.show !== undefined)
  return published.length > 0 ? published : all
}

const isOfFirstGroup = (program: Program, { members }: Column): boolean =>
  members.every(({ dimension, member }) => {
    const declared = program.ruleset.dimensions.get(dimension)
    return declared?.of === undefined || declared.members[0]?.name === member
  })

function shownCell(run: Run, { column, show }: ResultColumn, row: number): string {
  if (show !== undefined) return shownText(run, run.shown(column.id, row), show) || NOTHING
  const value = run.value(column.id, row)
  return value.kind === 'absent' ? NOTHING : plainText(value)
}

const moreText = (all: number, shown: number, what: string, style: Style): string =>
  all > shown ? style.faint(`  and ${count(all - shown)} more ${what}\n`) : ''

// --- who is not counted --------------------------------------------------------------------------

const MOST_COLUMNS = 12
const MOST_REASONS = 3

function absenceText(run: Run, io: Io, style: Style): string {
  const found = absencesOf(run)
  if (found.length === 0) return ''
  const rows = found.slice(0, MOST_COLUMNS).map(({ column, rows: size, reasons }) => {
    const total = reasons.reduce((sum, it) => sum + it.count, 0)
    return [column.id, `${count(total)} of ${count(size)}`, reasonsText(run, reasons)]
  })
  const table = tableText(rows, io.width, { right: new Set([1]), indent: '  ' })
  const more = moreText(found.length, MOST_COLUMNS, 'columns', style)
  return `${style.strong('not counted')}\n${table}${more}${gapText(gapTablesBehind(run.program, columnsWithGaps(found)), io, style)}`
}

/** The most frequent reasons in words; the others as a number, since the results list them all. */
function reasonsText({ program }: Run, reasons: AbsenceCounts['reasons']): string {
  const told = reasons.slice(0, MOST_REASONS)
  const others = reasons.slice(MOST_REASONS).reduce((sum, it) => sum + it.count, 0)
  const texts = told.map(it => `${count(it.count)} ${textOfReason(program.ruleset, it.absence)}`)
  return [...texts, ...(others > 0 ? [`${count(others)} for other reasons`] : [])].join('; ')
}

/** Tables that the ruleset does not have in full, and how to give what is lacking. */
function gapText(gaps: readonly GapTable[], io: Io, style: Style): string {
  if (gaps.length === 0) return ''
  const rows = gaps.map(({ table, unknown }) => [
    table.name,
    unknown > 0 ? `${count(unknown)} unknown values` : 'partial',
    style.faint(table.title),
  ])
  const names = gaps.map(({ table }) => `--table ${table.name}=FILE`).join(' ')
  const table = tableText(rows, io.width, { indent: '  ' })
  return `\n${style.strong('tables with gaps')} ${style.faint(`supply their rows: ${names}`)}\n${table}`
}
