/** What is published of a value: nothing where something stands in its place, else the value rounded. */
import type { Column, ProgramShow } from '../../model/program.ts'
import { round } from '../../value/exact.ts'
import { number, type Value } from '../../value/value.ts'
import { isYes } from './operators/logic.ts'
import type { Reader } from './reader.ts'
import type { Row } from './rows.ts'

/** A condition that is absent puts nothing in the value's place. */
export function publish({ content }: Column, value: Value, row: Row, reader: Reader): Value {
  const show = content.kind === 'rule' ? content.show : undefined
  if (show === undefined) return value
  const instead = show.instead.find(it => isYes(reader.evaluate(it.when, row)))
  return instead === undefined ? rounded(value, show) : instead.reason
}

/** The places of a percentage are two fewer than those of the number. */
function rounded(value: Value, { round: places, as, mode }: ProgramShow): Value {
  if (value.kind !== 'number' || places === undefined) return value
  return number(round(value.number, as === 'percent' ? places + 2 : places, mode))
}
