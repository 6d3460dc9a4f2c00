/** Makes one level of a description ready: its rows, its keys, and an order of what is drawn on a row. */
import { levelsWithInputs } from '../data/cohort-plan.ts'
import { needsColumn } from '../data/match-columns.ts'
import type { Program } from '../model/program.ts'
import { textOf } from '../source/source.ts'
import { ANY_WORD, describeTyped, either, isOnly, type Typed } from './cell.ts'
import { compileDraw } from './compile-draw.ts'
import { compileCondition, compileNumber } from './compile-expression.ts'
import { compilePlan } from './compile-plan.ts'
import type { DrawForm, DrawnColumn, LevelDescription, ListedRow } from './description.ts'
import { columnsOf, type LevelColumns } from './level-columns.ts'
import { keyOf, type LevelKey } from './level-key.ts'
import type { RowPlan, RowsIn, SampleFile, SampleLevel } from './sample.ts'
import type { ScopeLevel } from './scope.ts'
import { type Complain, chancesOf, type Site } from './site.ts'

export interface CompiledLevel {
  readonly level: Omit<SampleLevel, 'below'>
  readonly scope: ScopeLevel
  readonly columns: LevelColumns
}

export function compileLevel(
  description: LevelDescription,
  above: CompiledLevel | undefined,
  program: Program,
  complain: Complain,
): CompiledLevel {
  const columns = columnsOf(description, program, complain)
  const key = keyOf(description, columns, above, program, complain)
  const rows = compileRows(description, above, program, complain)
  const listed = description.rows?.kind === 'listed' ? description.rows.rows : [undefined]
  const compiled = listed.map(row => {
    const draws = drawsOf(description, row)
    reportUndrawn(description, draws, columns, key, complain)
    const { steps, typed } = compilePlan({
      draws,
      columns,
      key,
      level: description.name,
      isListed: row !== undefined,
      above,
      program,
      complain,
    })
    return { plan: { steps, times: timesOf(row, description, above, program, complain) }, typed, draws }
  })
  const scope = scopeOf(description.name, compiled, columns, key, above)
  const plans: readonly RowPlan[] = compiled.map(it => it.plan)
  const file = fileOf(description, scope, columns, program)
  return { level: { name: description.name, rows, plans, file, ...key.plan }, scope, columns }
}

/** What is drawn for a row: what it lists itself comes before what the level says. */
function drawsOf(level: LevelDescription, row: ListedRow | undefined): ReadonlyMap<string, DrawnColumn> {
  return new Map([...level.hidden, ...level.inputs, ...(row?.columns ?? [])])
}

function reportUndrawn(
  { at, name: level }: LevelDescription,
  draws: ReadonlyMap<string, DrawnColumn>,
  { inputs }: LevelColumns,
  key: LevelKey,
  complain: Complain,
): void {
  for (const input of inputs) {
    const { name } = input.column
    if (needsColumn(input) && !draws.has(name) && !key.filled.has(name)) {
      complain('sample/input-not-drawn', at, { level, input: input.heading })
    }
  }
}

// --- rows ----------------------------------------------------------------------------------------

function compileRows(
  { rows, in: named, name, at }: LevelDescription,
  above: CompiledLevel | undefined,
  program: Program,
  complain: Complain,
): RowsIn {
  if (rows?.kind === 'listed') {
    if (named === undefined) complain('sample/rows-in-nothing', at, { level: name })
    return { kind: 'listed' }
  }
  if (rows !== undefined && named === undefined) complain('sample/rows-in-nothing', at, { level: name })
  if (rows === undefined && named !== undefined) {
    complain('sample/no-rows', at, { level: name, above: named.text })
  }
  if (rows === undefined || above === undefined) return { kind: 'endless' }
  return { kind: 'counted', in: countOf(rows, name, at, siteIn(above, `${name} rows`, program, complain)) }
}

/** A formula about the row above, such as how many rows there are in it. */
const siteIn = (above: CompiledLevel, id: string, program: Program, complain: Complain): Site => ({
  program,
  level: above.scope,
  members: new Map(),
  target: undefined,
  complain,
  nextChance: chancesOf(id),
})

function countOf(
  form: DrawForm,
  level: string,
  at: LevelDescription['at'],
  site: Site,
): Extract<RowsIn, { kind: 'counted' }>['in'] {
  const { typed, on } = compileDraw(form, site, [])
  if (!isOnly(typed, 'number', 'missing')) {
    const args = { expected: `a number of rows of \`${level}\``, found: describeTyped(typed) }
    site.complain('sample/wrong-kind', at, args)
  }
  return row => {
    const cell = on(row)
    return typeof cell === 'number' ? Math.max(0, Math.round(cell)) : 0
  }
}

/** How many rows a listed row stands for; what chance says of it depends on what the row says, not on its place. */
function timesOf(
  row: ListedRow | undefined,
  { name }: LevelDescription,
  above: CompiledLevel | undefined,
  program: Program,
  complain: Complain,
): RowPlan['times'] {
  if (row === undefined || above === undefined) return () => 1
  const site = siteIn(above, `${name} ${textOf(row.at)}`, program, complain)
  const holds = row.when === undefined ? () => true : compileCondition(row.when, site)
  const times = row.times === undefined ? () => 1 : compileNumber(row.times, site)
  return it => (holds(it) ? Math.round(times(it)) : 0)
}

// --- what others see -----------------------------------------------------------------------------

interface PlannedRow {
  readonly typed: readonly (Typed | undefined)[]
  readonly draws: ReadonlyMap<string, DrawnColumn>
}

/** For levels below: what every row has. */
function scopeOf(
  name: string,
  rows: readonly PlannedRow[],
  { byName }: LevelColumns,
  key: LevelKey,
  above: CompiledLevel | undefined,
): ScopeLevel {
  const visible = [...byName].filter(
    ([column]) => key.filled.has(column) || rows.every(it => it.draws.has(column)),
  )
  const typed: (Typed | undefined)[] = []
  for (const [, { slots }] of visible) {
    for (const { index } of slots) {
      typed[index] = rows.map(it => it.typed[index] ?? ANY_WORD).reduce((a, b) => either(a, b))
    }
  }
  return { name, columns: new Map(visible), above: above?.scope, typed }
}

/** The inputs that some row fills, in the order of the ruleset. */
function fileOf(
  { name, file, inputs, rows }: LevelDescription,
  { columns: visible }: ScopeLevel,
  { inputs: all, slotOf }: LevelColumns,
  program: Program,
): SampleFile | undefined {
  if (!levelsWithInputs(program).includes(name)) return undefined
  const listed = rows?.kind === 'listed' ? rows.rows.flatMap(it => [...it.columns.keys()]) : []
  const drawn = new Set([...visible.keys(), ...inputs.keys(), ...listed])
  const columns = all.flatMap(({ heading, column }) => {
    const slot = slotOf(heading)
    return slot === undefined || !drawn.has(column.name) ? [] : [{ heading, slot }]
  })
  return { name: file ?? `${name}.csv`, columns }
}
