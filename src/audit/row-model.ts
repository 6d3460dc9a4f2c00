/**
 * What a measure makes of the rows below it, as far as each row can be looked at by itself: the columns
 * of a row that the measure takes in, the inputs of the row that they depend on, and what has to be held
 * fixed because it depends on other rows. No model where a row cannot be looked at by itself.
 */
import { walkCore } from '../model/core-parts.ts'
import { NATION } from '../model/declarations.ts'
import type { Column, ColumnId, Core, Program } from '../model/program.ts'

export interface RowModel {
  readonly measure: Column
  /** The level whose rows are looked at one by one; the measure's own where it takes in no others. */
  readonly rowLevel: string
  /** Columns of a row that the measure takes in. */
  readonly taken: readonly ColumnId[]
  /** Rule columns of a row behind those, without what is held and what is behind it. */
  readonly rules: readonly ColumnId[]
  /** Inputs of a row that are changed, and the others that matter. */
  readonly changed: readonly ColumnId[]
  readonly unchanged: readonly ColumnId[]
  /** Unchanged columns of a row through which the unchanged inputs make themselves felt. */
  readonly frontier: readonly ColumnId[]
  /** Columns of a row that no changed input touches, and that other rows or very many inputs make. */
  readonly heldHere: readonly ColumnId[]
  /** Columns of rows that stand above, made of many rows. */
  readonly heldAbove: readonly ColumnId[]
  /** Formulas that read columns of a row, wherever they stand. */
  readonly formulas: readonly Core[]
  /** Columns of a row that say which row of the measure's level it belongs to. */
  readonly link: readonly ColumnId[]
}

export type NoModel = { readonly why: string }

/** Whether the inputs behind a column can be tried out together. */
export type FewClasses = (inputs: readonly ColumnId[]) => boolean

export function rowModelOf(
  program: Program,
  measure: Column,
  isChanged: (input: ColumnId) => boolean,
  isFew: FewClasses,
): RowModel | NoModel {
  const reading = readMeasure(program, measure)
  if ('why' in reading) return reading
  const { rowLevel, taken, above } = reading
  const link = linkBetween(program, rowLevel, measure.level)
  if (link === undefined) return { why: 'its rows belong to it by way of others' }
  const rows = new RowReads(program, rowLevel, measure.level, isChanged)
  for (const id of taken) rows.visit(id)
  if (rows.trouble !== undefined) return { why: rows.trouble }
  const edge = taken.filter(it => !rows.isTouched(it))
  const frontier = [...new Set([...edge, ...rows.untouchedUnderTouched(taken)])]
  const heldHere = holdWhatIsMany(frontier, rows, isFew)
  const open = frontier.filter(it => !heldHere.includes(it))
  const kept = rows.behind(taken, new Set(heldHere))
  const inputs = kept.filter(it => program.columns.get(it)?.content.kind === 'input')
  const ruled = kept.filter(it => program.columns.get(it)?.content.kind === 'rule')
  return {
    measure,
    rowLevel,
    taken,
    rules: ruled,
    formulas: [...new Set([...reading.readers, ...ruled])].flatMap(it => formulasOf(program, it)),
    link,
    changed: inputs.filter(isChanged),
    unchanged: inputs.filter(it => !isChanged(it)),
    frontier: open,
    heldHere,
    heldAbove: [...new Set([...above, ...kept.flatMap(it => rows.aboveOf(it))])],
  }
}

/** Holds the columns that rest on other rows, then those with the most inputs until few classes are left. */
function holdWhatIsMany(
  frontier: readonly ColumnId[],
  rows: RowReads,
  isFew: FewClasses,
): readonly ColumnId[] {
  const rests = (id: ColumnId) => rows.behind([id], new Set()).some(it => rows.aboveOf(it).length > 0)
  const inputsOf = (ids: readonly ColumnId[]) => [...new Set(ids.flatMap(it => rows.inputsBehind(it)))]
  const held = frontier.filter(it => rows.isRule(it) && (rests(it) || !isFew(inputsOf([it]))))
  let open = frontier.filter(it => !held.includes(it))
  while (!isFew(inputsOf(open))) {
    const [widest] = open
      .filter(it => rows.isRule(it))
      .toSorted((a, b) => rows.inputsBehind(b).length - rows.inputsBehind(a).length)
    if (widest === undefined) break
    held.push(widest)
    open = open.filter(it => it !== widest)
  }
  return held
}

// --- the measure ---------------------------------------------------------------------------------

/** Columns that hold the key of the row above; none where it is the same level. */
function linkBetween(program: Program, from: string, to: string): readonly ColumnId[] | undefined {
  if (from === to) return []
  const level = program.levels.get(to)
  if (level?.groups?.level === from) return level.key
  return program.levels.get(from)?.belongs.get(to) ?? (to === NATION ? [] : undefined)
}

interface MeasureReads {
  /** Columns of the measure's own level. */
  readonly readers: readonly ColumnId[]
  readonly rowLevel: string
  readonly taken: readonly ColumnId[]
  readonly above: readonly ColumnId[]
}

function readMeasure(program: Program, measure: Column): MeasureReads | NoModel {
  const taken = new Set<ColumnId>()
  const above = new Set<ColumnId>()
  const levels = new Set<string>()
  const seen = new Set<ColumnId>()
  const pending = [measure.id]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    const reads = directReads(program, id)
    for (const it of reads.aggregated) levels.add(it)
    if (reads.hasSlots) return { why: 'places are filled from rows below' }
    for (const it of reads.columns) {
      const column = program.columns.get(it)
      if (column === undefined) continue
      if (column.level === measure.level) pending.push(it)
      else if (reads.aggregated.has(column.level)) taken.add(it)
      else if (column.content.kind === 'rule') above.add(it)
    }
  }
  const [rowLevel, ...more] = levels
  if (rowLevel === undefined) return { rowLevel: measure.level, taken: [measure.id], above: [], readers: [] }
  if (more.length > 0) return { why: 'it is made of rows of several levels' }
  if (program.levels.get(rowLevel)?.groups !== undefined) return { why: 'it is made of groups' }
  return { rowLevel, taken: [...taken], above: [...above], readers: [...seen] }
}

// --- a row ---------------------------------------------------------------------------------------

class RowReads {
  trouble: string | undefined
  readonly #program: Program
  readonly #level: string
  readonly #owner: string
  readonly #isChanged: (input: ColumnId) => boolean
  readonly #below = new Map<ColumnId, readonly ColumnId[]>()
  readonly #above = new Map<ColumnId, readonly ColumnId[]>()
  readonly #touched = new Map<ColumnId, boolean>()

  constructor(program: Program, level: string, owner: string, isChanged: (input: ColumnId) => boolean) {
    this.#program = program
    this.#level = level
    this.#owner = owner
    this.#isChanged = isChanged
  }

  visit(id: ColumnId): void {
    if (this.#below.has(id)) return
    const reads = directReads(this.#program, id)
    if (reads.hasSlots || reads.aggregated.size > 0) this.trouble ??= 'a row is made of rows below it'
    const here: ColumnId[] = []
    const above: ColumnId[] = []
    for (const it of reads.columns) {
      const column = this.#program.columns.get(it)
      if (column === undefined) continue
      if (column.level === this.#level) here.push(it)
      else if (column.content.kind === 'rule') above.push(it)
      if (column.level === this.#owner && this.#owner !== this.#level && column.content.kind === 'rule')
        this.trouble ??= 'a row depends on the others of its group'
    }
    this.#below.set(id, here)
    this.#above.set(id, above)
    for (const it of here) this.visit(it)
  }

  isRule(id: ColumnId): boolean {
    return this.#program.columns.get(id)?.content.kind === 'rule'
  }
  aboveOf(id: ColumnId): readonly ColumnId[] {
    return this.#above.get(id) ?? []
  }

  isTouched(id: ColumnId): boolean {
    const known = this.#touched.get(id)
    if (known !== undefined) return known
    const touched = this.#isChanged(id) || (this.#below.get(id) ?? []).some(it => this.isTouched(it))
    this.#touched.set(id, touched)
    return touched
  }

  untouchedUnderTouched(from: readonly ColumnId[]): readonly ColumnId[] {
    return this.behind(from, new Set())
      .filter(it => this.isTouched(it))
      .flatMap(it => (this.#below.get(it) ?? []).filter(below => !this.isTouched(below)))
  }

  /** The columns and all behind them, but nothing behind those held, nor those themselves. */
  behind(from: readonly ColumnId[], held: ReadonlySet<ColumnId>): readonly ColumnId[] {
    const seen = new Set<ColumnId>()
    const pending = [...from].reverse()
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      if (seen.has(id) || held.has(id)) continue
      seen.add(id)
      pending.push(...(this.#below.get(id) ?? []).toReversed())
    }
    return [...seen]
  }

  inputsBehind(id: ColumnId): readonly ColumnId[] {
    return this.behind([id], new Set()).filter(it => !this.isRule(it))
  }
}

// --- one column ----------------------------------------------------------------------------------

/** What stands in a rule: its formula and the conditions of its style. */
function formulasOf(program: Program, id: ColumnId): readonly Core[] {
  const content = program.columns.get(id)?.content
  return content?.kind === 'rule' ? [content.is, ...(content.show?.instead ?? []).map(it => it.when)] : []
}

interface DirectReads {
  readonly columns: ReadonlySet<ColumnId>
  /** Levels whose rows are aggregated. */
  readonly aggregated: ReadonlySet<string>
  readonly hasSlots: boolean
}

/** The columns that a rule names, those of its styles where it names published values. */
function directReads(program: Program, id: ColumnId): DirectReads {
  const columns = new Set<ColumnId>()
  const aggregated = new Set<string>()
  let hasSlots = false
  const read = (core: Core): void =>
    walkCore(core, it => {
      if (it.kind === 'Slots' || it.kind === 'SlotOf') hasSlots = true
      if (it.kind === 'AggregateRows') aggregated.add(it.level)
      if (it.kind === 'Table')
        for (const give of program.tables.get(it.table)?.level?.gives ?? []) columns.add(give)
      if ('column' in it) columns.add(it.column)
      if (it.kind === 'Shown') readStyle(it.column)
    })
  const readStyle = (shown: ColumnId): void => {
    const content = program.columns.get(shown)?.content
    if (content?.kind === 'rule') for (const { when } of content.show?.instead ?? []) read(when)
  }
  const content = program.columns.get(id)?.content
  if (content?.kind === 'rule') read(content.is)
  return { columns, aggregated, hasSlots }
}
