/** A drawn cohort as the data a program runs on, as a reader of files would give it. */
import { blankValue, cellReader } from '../../../src/data/cell.ts'
import { inputsOf, type LevelInput } from '../../../src/data/match-columns.ts'
import {
  type Cohort,
  type CohortColumn,
  type CohortLevel,
  constantColumn,
  dictionaryColumn,
  listedColumn,
  type ValueList,
} from '../../../src/engine/cohort.ts'
import type { Program } from '../../../src/model/program.ts'
import { text, type Value } from '../../../src/value/value.ts'
import type { CountedKey, DrawnColumn, DrawnLevel, DrawnWords } from './draw.ts'

export function cohortOf(program: Program, levels: readonly DrawnLevel[]): Cohort {
  const lists = new Lists()
  return { levels: new Map(levels.map(it => [it.name, levelOf(program, it, lists)])) }
}

function levelOf(program: Program, { name, size, columns }: DrawnLevel, lists: Lists): CohortLevel {
  const byHeading = new Map(columns.map(it => [it.heading, it]))
  const filled = inputsOf(program, name).flatMap(input => {
    const drawn = byHeading.get(input.heading)
    const column = drawn === undefined ? blankColumn(input) : columnOf(program, input, drawn, size, lists)
    return column === undefined ? [] : [[input.id, column] as const]
  })
  return { size, columns: new Map(filled) }
}

function blankColumn({ column }: LevelInput): CohortColumn | undefined {
  const value = blankValue(column)
  return value.kind === 'problem' ? undefined : constantColumn(value)
}

const columnOf = (
  program: Program,
  input: LevelInput,
  drawn: DrawnColumn,
  size: number,
  lists: Lists,
): CohortColumn =>
  drawn.kind === 'counted' ? countedColumn(drawn, size) : wordsColumn(program, input, drawn, lists)

const countedColumn = ({ prefix, digits, first }: CountedKey, size: number): CohortColumn => ({
  at: row => text(prefix + String(first + row).padStart(digits, '0')),
  // Beyond their digits keys no longer compare as they count.
  isAscending: first + size <= 10 ** digits,
})

function wordsColumn(
  program: Program,
  { id, column }: LevelInput,
  { words, codes }: DrawnWords,
  lists: Lists,
): CohortColumn {
  const isOfTexts = column.type.alternatives.every(it => it.kind === 'text') && !words.includes('')
  if (isOfTexts && words.length > MANY) return listedColumn(codes, lists.of(words))
  const read = cellReader(program, column)
  const values = words.map((it): Value => {
    const value = read(it)
    if (value.kind === 'problem') throw new Error(`${id}: ${it}`)
    return value
  })
  return dictionaryColumn({ codes, values })
}

const MANY = 10_000

/** Columns of the same words share their list, as those of files that are read together do. */
class Lists {
  readonly #known: { readonly words: readonly string[]; readonly list: ValueList }[] = []

  of(words: readonly string[]): ValueList {
    const isSame = (other: readonly string[]) =>
      other.length === words.length && words.every((it, place) => other[place] === it)
    const known = this.#known.find(it => isSame(it.words))
    if (known !== undefined) return known.list
    const list = packed(words)
    this.#known.push({ words, list })
    return list
  }
}

/** Texts of keys are held together and made when asked for. */
function packed(words: readonly string[]): ValueList {
  const all = words.join('')
  const ends = new Uint32Array(words.length)
  let end = 0
  for (let place = 0; place < ends.length; place += 1) {
    end += (words[place] as string).length
    ends[place] = end
  }
  const valueAt = (place: number): Value | undefined =>
    place >= 0 && place < ends.length ? text(all.slice(ends[place - 1] ?? 0, ends[place])) : undefined
  let made: readonly Value[] | undefined
  return {
    size: ends.length,
    hasAbsent: false,
    valueAt,
    all() {
      made ??= Array.from(ends, (_, place) => valueAt(place) as Value)
      return made
    },
  }
}
