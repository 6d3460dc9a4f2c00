/** Finds the rows of a file whose values are keys of a table one by one, but not together. */

import type { Codes } from '../engine/cohort.ts'
import type { Program } from '../model/program.ts'
import { textOfValue } from '../value/text-of-value.ts'
import { builtInAbsence, type Value } from '../value/value.ts'
import { headingOf } from './cell.ts'
import type { CellDictionary } from './cell-dictionary.ts'
import { problem } from './cell-problem.ts'
import { type KeyBeside, keysBeside } from './key-beside.ts'
import type { WantedColumn } from './match-columns.ts'
import { PairNumbers } from './pair-numbers.ts'
import type { RowProblem } from './row-batch.ts'
import type { RowCheck } from './row-collector.ts'

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
  const places = [own, ...others]
  const pairs = others.map(() => new PairNumbers())
  /** By number of a combination: its problem, or undefined where there is none; not there yet where it is new. */
  const known: (RowProblem | undefined)[] = []
  const judge = (
    codes: readonly Codes[],
    row: number,
    dictionaries: readonly CellDictionary[],
  ): RowProblem | undefined => {
    const valueAt = (index: number): Value =>
      dictionaries[index]?.vocabulary.valueAt(codes[index]?.[row] ?? -1) ?? NOT_GIVEN
    const value = valueAt(own)
    const beside = others.map(valueAt)
    return key.fits(value, beside) ? undefined : located(column, misfit(key, value, beside, column.heading))
  }
  return {
    problemOf(codes, row, dictionaries) {
      let number = codes[own]?.[row] ?? 0
      for (let part = 1; part < places.length; part += 1)
        number = (pairs[part - 1] as PairNumbers).numberOf(number, codes[places[part] as number]?.[row] ?? 0)
      if (number === known.length) known.push(judge(codes, row, dictionaries))
      return known[number]
    },
  }
}

const located = ({ fields: [field], heading }: WantedColumn, found: RowProblem['problem']): RowProblem => ({
  problem: found,
  heading,
  ...(field === undefined ? {} : { field }),
})

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
