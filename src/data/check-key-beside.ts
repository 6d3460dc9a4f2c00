/** Finds the rows of a file whose values are keys of a table one by one, but not together. */

import type { Program } from '../model/program.ts'
import { textOfValue } from '../value/text-of-value.ts'
import { builtInAbsence, type Value } from '../value/value.ts'
import { headingOf, problem } from './cell.ts'
import type { CellDictionary } from './cell-dictionary.ts'
import { type KeyBeside, keysBeside } from './key-beside.ts'
import type { WantedColumn } from './match-columns.ts'
import type { RowCheck, RowProblem } from './row-collector.ts'

export const checksOfKeys = (
  program: Program,
  level: string,
  wanted: readonly WantedColumn[],
): readonly RowCheck[] =>
  keysBeside(program, level).flatMap(key => {
    const own = wanted.findIndex(it => it.id === key.column.id)
    const column = wanted[own]
    return column === undefined ? [] : [checkOfKey(key, column, own, wanted)]
  })

/** Every combination of values is looked at once, however many rows have it. */
function checkOfKey(
  key: KeyBeside,
  column: WantedColumn,
  own: number,
  wanted: readonly WantedColumn[],
): RowCheck {
  const others = key.beside.map(({ id }) => wanted.findIndex(it => it.id === id))
  const known = new Map<string, RowProblem | undefined>()
  const judge = (row: Int32Array, dictionaries: readonly CellDictionary[]): RowProblem | undefined => {
    const valueAt = (index: number): Value => dictionaries[index]?.values[row[index] ?? -1] ?? NOT_GIVEN
    const value = valueAt(own)
    const beside = others.map(valueAt)
    return key.fits(value, beside)
      ? undefined
      : { problem: misfit(key, value, beside, column.heading), field: column.field, heading: column.heading }
  }
  return {
    problemOf(row, dictionaries) {
      const places = [own, ...others].map(it => row[it]).join()
      if (!known.has(places)) known.set(places, judge(row, dictionaries))
      return known.get(places)
    },
  }
}

/** A file without the column says nothing about what stands beside. */
const NOT_GIVEN = builtInAbsence('no_value')

/** So many of the values that would fit are named. */
const MOST_NAMED = 12

/** A value that no table has a row for beside the others of its row. */
export function misfit(
  key: KeyBeside,
  value: Value,
  beside: readonly Value[],
  heading: string,
): ReturnType<typeof problem> {
  const given = key.beside.flatMap((it, index) => {
    const other = beside[index]
    return other === undefined || other.kind === 'absent'
      ? []
      : [`\`${headingOf(it)}\` \`${textOfValue(other)}\``]
  })
  const fitting = [...new Set(key.fitting(beside).map(it => `\`${textOfValue(it)}\``))]
  const known = fitting.slice(0, MOST_NAMED).join(', ') + (fitting.length > MOST_NAMED ? ', …' : '')
  return problem('data/key-does-not-fit', {
    table: key.table,
    column: heading,
    beside: given.join(' and '),
    cell: textOfValue(value),
    known: known === '' ? undefined : known,
  })
}
