/**
 * Draws the rows of a sample, from the level above all others down. Rows come one after the other and
 * none depends on how many follow, so that a larger sample begins with the smaller one.
 */
import type { Cell, DrawnRow } from './cell.ts'
import { spelt } from './compile-call.ts'
import { KEY_SLOT } from './level-columns.ts'
import type { KeyPlan, RowPlan, Sample, SampleLevel } from './sample.ts'

export interface SampleOptions {
  readonly seed?: number
  /** So many rows of the level that is counted. */
  readonly rows?: number
}

/** Takes the cells of a row, as texts in the order of its file's columns. */
export type RowWriter = (level: SampleLevel, cells: readonly string[]) => void

/** How many rows of each level have been drawn. */
export type RowCounts = ReadonlyMap<string, number>

/** So many rows of the highest level may come to nothing before the description is held to come to nothing at all. */
const MOST_EMPTY = 10_000

/** No row has more rows of a level in it than this, whatever a description says. */
const MOST_IN_ONE = 100_000

/** Draws a sample. It has fewer rows than asked for only where the description comes to no more. */
export function drawSample(sample: Sample, options: SampleOptions, write: RowWriter): RowCounts {
  const drawing = new DrawingRun(sample, options, write)
  let empty = 0
  while (!drawing.isFull && empty < MOST_EMPTY) {
    const before = drawing.counted
    drawing.drawNext(sample.root)
    empty = drawing.counted > before ? 0 : empty + 1
  }
  return drawing.counts
}

class DrawingRun {
  readonly counts: Map<string, number>
  readonly #seed: number
  readonly #level: string
  readonly #rows: number
  readonly #write: RowWriter
  /** The level that is counted and those it is in: none of their rows begins once there are enough. */
  readonly #limited: ReadonlySet<string>
  /** Of the rows drawn so far, those left out included. */
  readonly #numbers = new Map<string, number>()
  readonly #keys = new Map<string, Set<string>>()

  constructor(
    sample: Sample,
    { seed = sample.seed, rows = sample.size.rows }: SampleOptions,
    write: RowWriter,
  ) {
    this.counts = new Map(sample.levels.map(it => [it.name, 0]))
    this.#seed = seed
    this.#level = sample.size.level
    this.#rows = rows
    this.#write = write
    this.#limited = new Set(sample.levels.filter(it => leadsTo(it, this.#level)).map(it => it.name))
  }

  get counted(): number {
    return this.counts.get(this.#level) ?? 0
  }

  get isFull(): boolean {
    return this.counted >= this.#rows
  }

  /** The next row of the level above all others, with all that is in it. */
  drawNext(root: SampleLevel): void {
    for (const plan of root.plans) this.#drawRow(root, plan, undefined, 0)
  }

  #drawIn(level: SampleLevel, above: DrawnRow): void {
    if (level.drawnKey.length > 0 && level.isKeyWithin) this.#keys.delete(level.name)
    let place = 0
    for (const plan of level.plans) {
      const times = level.rows.kind === 'counted' ? level.rows.in(above) : plan.times(above)
      for (let time = 0; time < Math.min(times, MOST_IN_ONE); time += 1) {
        if (this.#limited.has(level.name) && this.isFull) return
        if (this.#drawRow(level, plan, above, place)) place += 1
      }
    }
  }

  /** Whether there is such a row: one that repeats a key is left out. `place` counts within the row above. */
  #drawRow(level: SampleLevel, plan: RowPlan, above: DrawnRow | undefined, place: number): boolean {
    const row = this.#nextRow(level, above)
    const count = this.counts.get(level.name) ?? 0
    fillKeys(level, row, level.isKeyWithin ? place : count)
    for (const { slot, on } of plan.steps) row.cells[slot] = on(row)
    if (this.#isRepeated(level, row)) return false
    this.counts.set(level.name, count + 1)
    const cells = level.file?.columns.map(it => spelt(row.cells[it.slot]))
    if (cells !== undefined) this.#write(level, cells)
    for (const below of level.below) this.#drawIn(below, row)
    return true
  }

  #nextRow({ name }: SampleLevel, above: DrawnRow | undefined): DrawnRow {
    const number = (this.#numbers.get(name) ?? 0) + 1
    this.#numbers.set(name, number)
    return { cells: [], number, seed: this.#seed, above }
  }

  #isRepeated(level: SampleLevel, row: DrawnRow): boolean {
    if (level.drawnKey.length === 0) return false
    const keys = this.#keys.get(level.name) ?? new Set()
    this.#keys.set(level.name, keys)
    const key = JSON.stringify([row.cells[KEY_SLOT], ...level.drawnKey.map(it => row.cells[it])])
    const isRepeated = keys.has(key)
    keys.add(key)
    return isRepeated
  }
}

const leadsTo = (level: SampleLevel, name: string): boolean =>
  level.name === name || level.below.some(it => leadsTo(it, name))

function fillKeys({ key, copies }: SampleLevel, row: DrawnRow, place: number): void {
  if (key !== undefined) for (const slot of key.slots) row.cells[slot] = keyAt(key, place)
  for (const { slot, above } of copies) row.cells[slot] = row.above?.cells[above]
}

const keyAt = ({ prefix, digits, first }: KeyPlan, place: number): Cell =>
  prefix + String(first + place).padStart(digits, '0')
