/**
 * Slots of a row filled from the rows below it. Where taking the best first is the best there is, by
 * what the specification says of it, they are filled so without making anything; elsewhere the exact
 * assignment of the reference semantics is asked for.
 */
import type { CoreSlots } from '../../model/program.ts'
import { builtInAbsence, text } from '../../value/value.ts'
import { attempted } from '../fold.ts'
import { fillSlots } from '../reference/slots/filling.ts'
import type { Lists } from './belonging.ts'
import { Candidates, type Fill } from './candidates.ts'
import type { Lowering } from './lowering.ts'
import { type Id, NONE } from './pool.ts'
import { type SheetLevel, ValueCells } from './sheet.ts'
import { MANY } from './variety.ts'

/** What became of slots. */
export interface SlotCells {
  readonly total: ValueCells
  readonly fills: ReadonlyMap<string, { readonly score: ValueCells; readonly filled: ValueCells }>
  /** On the candidates, the first fill that each got. */
  slotOf(): ValueCells
}

export function slotCells(core: CoreSlots, level: string, lowering: Lowering): SlotCells {
  const owners = lowering.level(level)
  const inner = lowering.level(core.level)
  const cellsOn = (rows: SheetLevel, variety: number) =>
    rows.keep(new ValueCells(rows.room, { variety, isOfCall: false, isOfRow: false }))
  const total = cellsOn(owners, MANY)
  const fills = core.fills.map(it => ({
    name: it.name,
    score: cellsOn(owners, MANY),
    filled: cellsOn(owners, MANY),
  }))
  const got = cellsOn(inner, core.fills.length + 2)
  const filling = new SlotFilling(core, level, lowering, { total, fills, got })
  lowering.steps.push(() => filling.run())
  const byName = new Map(fills.map(it => [it.name, it]))
  return {
    total,
    get fills() {
      filling.areFillsAsked = true
      return byName
    },
    slotOf: () => {
      filling.isWhoAsked = true
      return got
    },
  }
}

interface Outcome {
  readonly total: ValueCells
  readonly fills: readonly {
    readonly name: string
    readonly score: ValueCells
    readonly filled: ValueCells
  }[]
  /** On candidates. */
  readonly got: ValueCells
}

class SlotFilling {
  /** Whether somebody asks which candidate got what. */
  isWhoAsked = false
  /** Whether somebody asks what the fills hold, and not only for the total. */
  areFillsAsked = false
  readonly #core: CoreSlots
  readonly #lowering: Lowering
  readonly #outcome: Outcome
  readonly #owners: SheetLevel
  readonly #inner: SheetLevel
  readonly #lists: Lists
  readonly #candidates: Candidates
  readonly #nothing: Id
  readonly #names: readonly Id[]

  constructor(core: CoreSlots, level: string, lowering: Lowering, outcome: Outcome) {
    this.#core = core
    this.#lowering = lowering
    this.#outcome = outcome
    this.#owners = lowering.level(level)
    this.#inner = lowering.level(core.level)
    this.#lists = lowering.relations.lists(core.level, core.path, level)
    this.#candidates = new Candidates(core, level, lowering)
    this.#nothing = lowering.pool.idOf(builtInAbsence('no_such_slot'))
    this.#names = core.fills.map(it => lowering.pool.idOf(text(it.name)))
  }

  run(): void {
    const { got } = this.#outcome
    if (this.isWhoAsked) got.ids.fill(this.#nothing, 0, this.#inner.size)
    for (let owner = 0; owner < this.#owners.size; owner += 1) {
      const isRead = this.#candidates.read(owner, this.#lists)
      const isTaken = isRead && this.#candidates.takeBest(this.isWhoAsked) && this.#settle(owner)
      if (!isTaken) this.#exactly(owner)
    }
  }

  /** False where a worth is not a safe number. */
  #settle(owner: number): boolean {
    const { total, got } = this.#outcome
    const { fills: taken } = this.#candidates
    let sum = 0
    for (let at = 0; at < taken.length; at += 1) sum += (taken[at] as Fill).worth
    const all = this.#candidates.worthId(sum)
    if (all === NONE || (this.areFillsAsked && !this.#settleFills(owner))) return false
    total.ids[owner] = all
    if (this.isWhoAsked) this.#candidates.tellWho(got, this.#names)
    return true
  }

  #settleFills(owner: number): boolean {
    const { fills } = this.#outcome
    let isSafe = true
    for (let at = 0; at < fills.length; at += 1) {
      const { worth, count } = this.#candidates.fills[at] as Fill
      const score = this.#candidates.worthId(worth)
      isSafe &&= score !== NONE
      const cells = fills[at] as Outcome['fills'][number]
      cells.score.ids[owner] = score
      cells.filled.ids[owner] = this.#lowering.pool.ratio(count, 1)
    }
    return isSafe
  }

  /** As the reference semantics fills them. */
  #exactly(owner: number): void {
    const { pool, setting } = this.#lowering
    const { total, fills, got } = this.#outcome
    const filling = attempted(() => fillSlots(this.#core, this.#owners.row(owner), setting.reader))
    if (setting.reader.takeRefusal() || filling === undefined) this.#lowering.evaluations.hasRefused = true
    if (filling === undefined) return
    total.ids[owner] = pool.idOf(filling.total)
    for (const { name, score, filled } of fills) {
      const found = filling.fills.get(name)
      score.ids[owner] = pool.idOf(found?.score ?? filling.total)
      filled.ids[owner] = pool.idOf(found?.filled ?? filling.total)
    }
    if (!this.isWhoAsked) return
    const instead = filling.absence === undefined ? this.#nothing : pool.idOf(filling.absence)
    const { ids: next } = this.#lists.next
    for (let row = this.#lists.first.ids[owner] as number; row !== NONE; row = next[row] as number) {
      const [first] = filling.got(this.#inner.row(row))
      got.ids[row] = first === undefined ? instead : (this.#names[this.#fillNamed(first)] as Id)
    }
  }

  #fillNamed(name: string): number {
    return this.#core.fills.findIndex(it => it.name === name)
  }
}
