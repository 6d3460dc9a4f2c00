/** How the values of a type as written can be spelt, as far as reading a table needs to know. */
import type { TypeExpression } from '../syntax/expression/ast.ts'
import { isOdd, spellingsOf } from './read-cell.ts'
import type { Reading } from './reading.ts'

/** Every code of the type, its other spellings and the members of its dimensions. */
export function codesOf(type: TypeExpression, { codes, dimensions }: Reading): ReadonlySet<string> {
  const spellings = type.alternatives.flatMap(it => {
    if (it.kind !== 'NamedType') return []
    const list = codes.get(it.name)
    return list === undefined ? (dimensions.get(it.name)?.members.map(m => m.name) ?? []) : spellingsOf(list)
  })
  return new Set(spellings)
}

const odd = new WeakMap<TypeExpression, ReadonlySet<string>>()

/** The codes of the type that expressions would need quotes for. Asked for at every cell, so found once. */
export function oddCodesOf(type: TypeExpression, reading: Reading): ReadonlySet<string> {
  const known = odd.get(type) ?? new Set([...codesOf(type, reading)].filter(isOdd))
  odd.set(type, known)
  return known
}

/** Whether a text of digits can be a number of the type. A type not known here may well be one. */
export const admitsNumbers = (type: TypeExpression): boolean =>
  type.alternatives.length === 0 ||
  type.alternatives.some(it => it.kind !== 'NamedType' || it.name === 'number' || it.name === 'whole')

export const admitsYesNo = (type: TypeExpression): boolean =>
  type.alternatives.some(it => it.kind === 'NamedType' && it.name === 'yes/no')
