/** A column of another level on the rows that belong to it, with the reason where a row belongs to none. */

import { gatheredKeys, isOfKeys } from './key-values.ts'
import type { Levels } from './levels.ts'
import { newCodes, type Partition } from './partition.ts'
import { IS_THERE, type States } from './states.ts'
import { type Dictionary, denominatorAt, type Numbers, type Vector } from './vector.ts'

export interface Gathered {
  readonly levels: Levels
  readonly states: States
  newId(): number
}

export function gathered(vector: Vector, level: string, path: readonly string[], from: Gathered): Vector {
  const above = from.levels.above(level, path)
  if (vector.kind === 'dictionary' && isOfKeys(vector))
    return gatheredKeys(vector, above, from.newId(), from.states)
  return vector.kind === 'dictionary'
    ? gatheredValues(vector, level, path, from)
    : gatheredNumbers(vector, above)
}

/** Columns on one partition stay on one partition. */
function gatheredValues(
  { partition, values }: Dictionary,
  level: string,
  path: readonly string[],
  from: Gathered,
): Dictionary {
  const found = from.levels.gatheredPartition(partition, level, path, above =>
    codesAbove(partition, above, from),
  )
  const states = found.count - partition.count
  const absences = states > 0 ? from.states.truths.slice(0, states) : []
  return { kind: 'dictionary', partition: found, values: [...values.slice(0, partition.count), ...absences] }
}

function codesAbove(partition: Partition, above: Int32Array, { states }: Gathered): Partition {
  const codes = newCodes(above.length, partition.count + states.truths.length)
  let hasNone = false
  for (let row = 0; row < above.length; row += 1) {
    const owner = above[row] as number
    if (owner >= 0) codes[row] = partition.codes[owner] as number
    else {
      codes[row] = partition.count - 1 - owner
      hasNone = true
    }
  }
  const count = partition.count + (hasNone ? states.truths.length : 0)
  return { id: -1, codes, count }
}

function gatheredNumbers(numbers: Numbers, above: Int32Array): Numbers {
  const size = above.length
  const states = new Uint16Array(size)
  for (let row = 0; row < size; row += 1) {
    const owner = above[row] as number
    states[row] = owner < 0 ? -1 - owner : (numbers.states?.[owner] ?? IS_THERE)
  }
  const take = (cells: Float64Array) => {
    const found = new Float64Array(size)
    for (let row = 0; row < size; row += 1) found[row] = cells[Math.max(0, above[row] as number)] ?? 0
    return found
  }
  if (numbers.kind === 'bounded')
    return {
      kind: 'bounded',
      roots: numbers.roots,
      numbers: take(numbers.numbers),
      errors: take(numbers.errors),
      states,
    }
  const { denominators } = numbers
  return {
    kind: 'ratios',
    numerators: take(numbers.numerators),
    denominators:
      typeof denominators === 'number'
        ? denominators
        : Float64Array.from(above, it => (it < 0 ? 1 : denominatorAt(numbers, it))),
    states,
  }
}
