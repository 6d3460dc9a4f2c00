/** The operators of the engine are those of the specification, and treat absent operands as it says. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { AGGREGATES } from '../../../src/engine/reference/operators/aggregate.ts'
import { ARITHMETIC, NEGATION } from '../../../src/engine/reference/operators/arithmetic.ts'
import { COMPARISON } from '../../../src/engine/reference/operators/compare.ts'
import { FUNCTIONS } from '../../../src/engine/reference/operators/function.ts'
import { LOGIC, NOT } from '../../../src/engine/reference/operators/logic.ts'
import { textOfValue } from '../../../src/value/text-of-value.ts'

interface Entry {
  readonly symbol?: string
  readonly absence: string
  readonly empty?: string | number
}
type Group = Readonly<Record<string, Entry>>

const spec = parse(readFileSync('spec/1.0/operators.yaml', 'utf8')) as Readonly<
  Record<'unary' | 'binary' | 'function' | 'aggregate', Group>
>

const absenceRules = (table: Readonly<Record<string, { readonly absence: string }>>) =>
  Object.fromEntries(Object.entries(table).map(([id, { absence }]) => [id, absence]))

const specified = (group: Group, name: (id: string, entry: Entry) => string) =>
  Object.fromEntries(Object.entries(group).map(([id, entry]) => [name(id, entry), entry.absence]))

describe('operators', () => {
  it('between operands are those specified', () => {
    const symbols = specified(spec.binary, (id, { symbol = id }) => symbol)
    expect(absenceRules({ ...ARITHMETIC, ...COMPARISON, ...LOGIC })).toEqual(symbols)
  })

  it('before an operand are those specified', () => {
    const symbols = specified(spec.unary, (id, { symbol = id }) => symbol)
    expect(absenceRules({ '-': NEGATION, not: NOT })).toEqual(symbols)
  })

  it('on the values of a row are those specified', () => {
    expect(absenceRules(FUNCTIONS)).toEqual(specified(spec.function, id => id))
  })

  it('on rows are those specified', () => {
    expect(absenceRules(AGGREGATES)).toEqual(specified(spec.aggregate, id => id))
  })

  it('on no rows give what is specified', () => {
    const empty = Object.entries(AGGREGATES).map(([id, it]) => [id, textOfValue(it.empty)])
    const expected = Object.entries(spec.aggregate).map(([id, it]) => [id, String(it.empty)])
    const words = Object.fromEntries(
      empty.map(([id, it]) => [id, it?.replace(/^not applicable\((.*)\)$/, '$1')]),
    )
    expect(words).toEqual(Object.fromEntries(expected))
  })
})
