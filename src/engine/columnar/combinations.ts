/**
 * Formulas over few combinations of values, evaluated once for each by the reference semantics. The
 * result is exact, and shares its classes with every other column of the same combinations.
 */
import type { Core } from '../../model/program.ts'
import { builtInAbsence, type Value } from '../../value/value.ts'
import { ByClass } from './by-class.ts'
import type { Columns, Tuning } from './columns.ts'
import { combineCodes } from './combine.ts'
import { type Leaf, leavesOf } from './leaves.ts'
import { joinedByValue, type Part, type Partition, representatives } from './partition.ts'
import type { TryingReader } from './reference-reader.ts'
import { APART } from './states.ts'
import type { Dictionary, Vector } from './vector.ts'

export class Combinations {
  readonly #columns: Columns
  readonly #trying: TryingReader
  readonly #tuning: Tuning
  readonly #known = new Map<string, Partition>()
  readonly #names = new Map<Part, string>()
  readonly #representatives = new Map<Partition, Int32Array>()
  readonly #parts = new Map<Dictionary, Part>()
  /** For each partition made here, those whose classes it divides. */
  readonly #coarser = new Map<Partition, ReadonlySet<Partition>>()

  constructor(columns: Columns, trying: TryingReader, tuning: Tuning) {
    this.#columns = columns
    this.#trying = trying
    this.#tuning = tuning
  }

  /** Undefined where there are too many combinations. */
  evaluate(core: Core, level: string, hasKernel: boolean): Dictionary | undefined {
    const { size } = this.#columns.rows(level)
    const most = Math.floor(this.#tuning.mostCombinations(size, hasKernel, isTruth(core)))
    const dictionaries = this.#dictionariesOf(leavesOf(core), level)
    const partition = dictionaries && this.combined(dictionaries, level, most)
    if (partition === undefined || partition.count > Math.max(most, 1)) return undefined
    const rows = this.rowsOf(partition)
    const isFew = partition.count < this.#tuning.fewestClasses || size === 0
    const values = isFew
      ? Array.from(rows, row => this.#tried(core, row, level, dictionaries ?? []))
      : new ByClass(this.#columns, rows, (part, row) =>
          this.#tried(part, row, level, part === core ? (dictionaries ?? []) : []),
        ).values(core, level)
    return { kind: 'dictionary', partition, values }
  }

  /**
   * Apart where it refuses, and where a part of a formula meets what the rest of it keeps away: behind a
   * cell that narrows, `6 * x` is tried on every `x`. What is apart is evaluated whole.
   */
  #tried(core: Core, row: number, level: string, read: readonly Dictionary[]): Value {
    if (row < 0) return UNUSED
    if (read.some(it => it.values[it.partition.codes[row] as number] === APART)) return APART
    this.#trying.hasRefused = false
    try {
      const value = this.#trying.evaluate(core, this.#columns.rows(level).row(row))
      return this.#trying.hasRefused ? APART : value
    } catch (error) {
      if (error instanceof TypeError) return APART
      throw error
    }
  }

  #dictionariesOf(leaves: readonly Leaf[], level: string): readonly Dictionary[] | undefined {
    const vectors = new Set<Vector>()
    for (const leaf of leaves) vectors.add(this.#columns.vector(leaf, level))
    const found: Dictionary[] = []
    for (const vector of vectors) {
      const dictionary = this.#columns.dictionary(vector)
      if (dictionary === undefined) return undefined
      found.push(dictionary)
    }
    return found
  }

  /** The classes of rows that agree on all of these; undefined where there are more than `most`. */
  combined(dictionaries: readonly Dictionary[], level: string, most: number): Partition | undefined {
    const parts = this.#withOtherInputs(this.#partsOf(dictionaries, most), level, most)
    const [only] = parts
    if (only === undefined) return this.#columns.constant(APART, level).partition
    if (parts.length === 1 && only.joined === undefined) return only.partition
    if (parts.some(it => it.count > MOST_OF_A_PART)) return undefined
    const key = parts.map(it => this.#nameOf(it)).join(' ')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const found = combineCodes(parts, this.#columns.rows(level).size, most)
    if (found === undefined) return undefined
    const partition = { id: this.#columns.newId(), ...found }
    this.#known.set(key, partition)
    const coarser = parts.filter(it => it.joined === undefined).map(it => it.partition)
    this.#coarser.set(partition, new Set(coarser.flatMap(it => [it, ...(this.#coarser.get(it) ?? [])])))
    return partition
  }

  /**
   * Where formulas combine inputs of a level that has few combinations of all its inputs, all of them
   * are combined at once, so that later formulas find their classes made.
   */
  #withOtherInputs(parts: readonly Part[], level: string, most: number): readonly Part[] {
    const inputs = this.#columns.inputPartitions(level)
    const isOfInputs = parts.length > 1 && parts.every(it => inputs.includes(it.partition))
    if (!isOfInputs || inputs.reduce((product, it) => product * it.count, 1) > most) return parts
    return inputs.map(it => parts.find(part => part.partition === it) ?? { partition: it, count: it.count })
  }

  #nameOf(part: Part): string {
    const known = this.#names.get(part)
    if (known !== undefined) return known
    const name = part.joined === undefined ? `${part.partition.id}` : `joined ${this.#columns.newId()}`
    this.#names.set(part, name)
    return name
  }

  /**
   * A part for each partition, as it is where that makes few classes, for then others can share them;
   * otherwise one that a single dictionary is on is joined by its values.
   */
  #partsOf(dictionaries: readonly Dictionary[], most: number): readonly Part[] {
    const byPartition = Map.groupBy(
      dictionaries.filter(it => it.partition.count > 1),
      it => it.partition,
    )
    // Rows that a finer partition tells apart need no coarser one; it stands for both then, as it is.
    const standing = new Set<Partition>()
    for (const partition of [...byPartition.keys()])
      for (const it of this.#coarser.get(partition) ?? []) if (byPartition.delete(it)) standing.add(partition)
    const whole = [...byPartition.keys()].reduce((product, it) => product * it.count, 1)
    const isSmall = whole <= most
    const parts = [...byPartition].map(([partition, [first, ...others]]): Part => {
      const isAlone = first !== undefined && others.length === 0 && !standing.has(partition)
      const isFine = byPartition.size === 1 && partition.count <= most
      return isAlone && !isFine && !isSmall && partition.count <= MOST_JOINED
        ? this.#joined(first)
        : { partition, count: partition.count }
    })
    return parts.sort((left, right) => left.partition.id - right.partition.id)
  }

  #joined(dictionary: Dictionary): Part {
    const known = this.#parts.get(dictionary)
    if (known !== undefined) return known
    const part = joinedByValue(dictionary.partition, dictionary.values)
    this.#parts.set(dictionary, part)
    return part
  }

  rowsOf(partition: Partition): Int32Array {
    const known = this.#representatives.get(partition)
    if (known !== undefined) return known
    const rows = representatives(partition)
    this.#representatives.set(partition, rows)
    return rows
  }
}

/** Whether a formula is yes or no, which costs no new value for each combination. */
function isTruth(core: Core): boolean {
  if (core.kind === 'Binary') return !'+-*/^'.includes(core.operator)
  return core.kind === 'Match' || (core.kind === 'Unary' && core.operator === 'not')
}

/** What a class without rows has. */
const UNUSED = builtInAbsence('no_value')
/** Classes are not looked at one by one beyond these. */
const MOST_JOINED = 5_000
const MOST_OF_A_PART = 2_000_000
