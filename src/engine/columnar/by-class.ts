/**
 * A formula on classes of rows: kernels work on one row of each class as they would on all rows. What
 * has no kernel is evaluated by the reference semantics, once for each combination of what it reads.
 */
import type { Core, ProgramTable } from '../../model/program.ts'
import { builtInAbsence, type Value } from '../../value/value.ts'
import type { Codes } from '../cohort.ts'
import type { ValueOrder } from '../order.ts'
import type { Columns } from './columns.ts'
import { combineCodes } from './combine.ts'
import { byKernel, type Formulas } from './formulas.ts'
import { isOfKeys, keyDictionary } from './key-values.ts'
import { isLeaf, leavesOf } from './leaves.ts'
import type { Entry } from './look-up.ts'
import { joinedByValue, newCodes, type Partition, representatives, sameCodes } from './partition.ts'
import { APART, type States } from './states.ts'
import { type Dictionary, heldValue, type Vector } from './vector.ts'

/** Evaluates a formula on one row; apart where it refuses. */
export type Try = (core: Core, row: number) => Value

export class ByClass implements Formulas {
  readonly states: States
  readonly order: ValueOrder
  readonly #columns: Columns
  /** A row of each class. */
  readonly #rows: Int32Array
  readonly #try: Try
  readonly #restricted = new Map<Partition, Partition>()
  readonly #whole: Partition

  constructor(columns: Columns, rows: Int32Array, tried: Try) {
    this.states = columns.states
    this.order = columns.order
    this.#columns = columns
    this.#rows = rows
    this.#try = tried
    this.#whole = { id: columns.newId(), codes: sameCodes(rows.length), count: 1 }
  }

  get tables(): ReadonlyMap<string, ProgramTable> {
    return this.#columns.tables
  }

  entries(table: ProgramTable, gives: number): readonly Entry[] | undefined {
    return this.#columns.entries(table, gives)
  }

  newId(): number {
    return this.#columns.newId()
  }

  /** The value of a formula for each class. */
  values(core: Core, level: string): readonly Value[] {
    const vector = this.vector(core, level)
    const values: Value[] = []
    for (let place = 0; place < this.#rows.length; place += 1) {
      const row = this.#rows[place] as number
      values.push(row < 0 ? UNUSED : (heldValue(vector, place, this.states) ?? this.#try(core, row)))
    }
    return values
  }

  vector(core: Core, level: string): Vector {
    if (isLeaf(core) || core.kind === 'Literal' || core.kind === 'Parameter') {
      const vector = this.#columns.vector(core, level)
      const dictionary = this.#columns.dictionary(vector)
      return dictionary === undefined ? this.allApart() : this.#restrict(dictionary)
    }
    return byKernel(core, level, this) ?? this.#byReference(core, level)
  }

  constant(value: Value): Dictionary {
    return { kind: 'dictionary', partition: this.#whole, values: [value] }
  }

  allApart(): Dictionary {
    return this.constant(APART)
  }

  #restrict(of: Dictionary): Dictionary {
    if (isOfKeys(of)) return keyDictionary(of.keys, this.#codesOn(of.partition), this.newId(), this.states)
    const { partition, values } = of
    const known = this.#restricted.get(partition)
    if (known !== undefined) return { kind: 'dictionary', partition: known, values }
    const found = { id: this.newId(), codes: this.#codesOn(partition), count: partition.count }
    this.#restricted.set(partition, found)
    return { kind: 'dictionary', partition: found, values }
  }

  #codesOn({ codes: all, count }: Partition): Codes {
    const codes = newCodes(this.#rows.length, count)
    for (let place = 0; place < codes.length; place += 1) codes[place] = all[this.#rowAt(place)] as number
    return codes
  }

  /** The row of a class; of one without rows any, for its values are of no use. */
  #rowAt(place: number): number {
    return Math.max(0, this.#rows[place] as number)
  }

  #byReference(core: Core, level: string): Dictionary {
    const read = leavesOf(core).map(it => this.vector(it, level))
    const dictionaries = [...new Set(read)].filter(it => it.kind === 'dictionary')
    const parts = dictionaries.map(it => joinedByValue(it.partition, it.values))
    const combined = combineCodes(parts, this.#rows.length, Infinity)
    if (combined === undefined) throw new RangeError('classes are combined without a limit')
    const partition = { id: this.newId(), ...combined }
    const values = Array.from(representatives(partition), (place): Value => {
      if (place < 0) return UNUSED
      if (dictionaries.some(it => it.values[it.partition.codes[place] as number] === APART)) return APART
      return this.#try(core, this.#rowAt(place))
    })
    return { kind: 'dictionary', partition, values }
  }
}

/** What a class without rows has. */
const UNUSED = builtInAbsence('no_value')
