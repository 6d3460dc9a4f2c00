/** The place that each entry of an owner gets: a column that the rules may not have is added to them. */
import type { Run } from '../../engine/engine.ts'
import type { Column, ColumnId, CoreSlots, Program } from '../../model/program.ts'
import type { Entries } from './entry-scores.ts'
import type { EntrySearch } from './search-entries.ts'

/** Undefined where entries fill no places. Of several columns that do, the one with the most places. */
export function placedIn(search: Pick<EntrySearch, 'model' | 'scores' | 'searching'>): Placed | undefined {
  const slots = search.model.places.toSorted((a, b) => fillsOf(b).length - fillsOf(a).length)[0]
  return slots === undefined ? undefined : new Placed(search, slots)
}

const fillsOf = ({ content }: Column): CoreSlots['fills'] =>
  content.kind === 'rule' && content.is.kind === 'Slots' ? content.is.fills : []

export class Placed {
  readonly fills: readonly string[]
  readonly #search: Pick<EntrySearch, 'scores'>
  readonly #program: Program
  readonly #column: ColumnId

  constructor(search: Pick<EntrySearch, 'model' | 'scores' | 'searching'>, slots: Column) {
    const { program } = search.searching
    const { level, measure } = search.model
    this.#search = search
    this.fills = fillsOf(slots).map(it => it.name)
    this.#column = `${level}.its place in ${slots.name}`
    this.#program =
      slots.content.kind === 'rule'
        ? withColumn(program, {
            ...slots,
            id: this.#column,
            level,
            members: [],
            type: { alternatives: [{ kind: 'text' }] },
            content: {
              kind: 'rule',
              rule: slots.content.rule,
              is: {
                kind: 'SlotOf',
                column: slots.id,
                path: [measure.level],
                what: { kind: 'slot' },
                at: slots.content.is.at,
              },
            },
          })
        : program
  }

  of(owners: readonly Entries[]): readonly (readonly (string | undefined)[])[] {
    const run = this.run(owners)
    let row = 0
    return owners.map(({ entries }) => entries.map(() => this.placeIn(run, row++)))
  }

  /** With the column that is added. */
  run(owners: readonly Entries[]): Run {
    return this.#search.scores.run(owners, this.#program)
  }
  placeIn(run: Run, row: number): string | undefined {
    const value = run.value(this.#column, row)
    return value.kind === 'text' ? value.text : undefined
  }
}

const withColumn = (program: Program, column: Column): Program => ({
  ...program,
  columns: new Map([...program.columns, [column.id, column]]),
  order: [...program.order, column.id],
})
