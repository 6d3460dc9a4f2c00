/** Which of two rows comes first by its key, told from the columns of the data without a key for each row. */
import { isAbsent, type Value } from '../../value/value.ts'
import type { CohortColumn } from '../cohort.ts'
import type { ValueOrder } from '../order.ts'

/** Rows of equal keys stay in their order. */
export type IsBefore = (left: number, right: number) => boolean

/** Negative where the left row comes first by this column. */
type CompareRows = (left: number, right: number) => number

/** Looked into only when first asked, for few runs ask. */
export function isBeforeByKey(columns: readonly (CohortColumn | undefined)[], order: ValueOrder): IsBefore {
  let found: IsBefore | undefined
  return (left, right) => {
    found ??= beforeByKey(columns, order)
    return found(left, right)
  }
}

function beforeByKey(columns: readonly (CohortColumn | undefined)[], order: ValueOrder): IsBefore {
  const comparisons = columns.flatMap(it => (it === undefined ? [] : [comparisonOf(it, order)]))
  const [only] = comparisons
  if (only !== undefined && comparisons.length === 1)
    return (left, right) => {
      const found = only(left, right)
      return found === 0 ? left < right : found < 0
    }
  return (left, right) => {
    for (const it of comparisons) {
      const found = it(left, right)
      if (found !== 0) return found < 0
    }
    return left < right
  }
}

function comparisonOf({ dictionary, isAscending, at }: CohortColumn, order: ValueOrder): CompareRows {
  if (isAscending === true) return (left, right) => left - right
  const compare = (left: Value, right: Value): number =>
    left.kind === 'text' && right.kind === 'text'
      ? compareTexts(left.text, right.text)
      : order.compareKeys([left], [right])
  if (dictionary === undefined) return (left, right) => compare(at(left), at(right))
  const { codes, list } = dictionary
  if (list?.hasAbsent ?? dictionary.values.some(isAbsent))
    return (left, right) => compare(at(left), at(right))
  const valueAt = (place: number) => (list === undefined ? dictionary.values[place] : list.valueAt(place))
  return (left, right) => {
    const [a, b] = [codes[left] as number, codes[right] as number]
    return a === b ? 0 : compare(valueAt(a) as Value, valueAt(b) as Value)
  }
}

const compareTexts = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
