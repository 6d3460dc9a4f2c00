/** The constants that a program compares values with: where its rules change their mind is where values are worth trying. */
import { walkCore } from '../model/core-parts.ts'
import type { KeyPattern, Program } from '../model/program.ts'
import { type Exact, toExactText } from '../value/exact.ts'
import { number, type Value } from '../value/value.ts'

export interface Constants {
  readonly numbers: readonly Exact[]
  readonly texts: readonly string[]
  readonly dates: readonly string[]
}

export function constantsOf(program: Program): Constants {
  const values = [...valuesInRules(program), ...valuesInKeys(program)]
  const numbers = values.flatMap(it =>
    it.kind === 'number' ? [[toExactText(it.number), it.number] as const] : [],
  )
  return {
    numbers: [...new Map(numbers).values()],
    texts: [...new Set(values.flatMap(it => (it.kind === 'text' ? [it.text] : [])))],
    dates: [...new Set(values.flatMap(it => (it.kind === 'date' ? [it.date] : [])))],
  }
}

function valuesInRules(program: Program): readonly Value[] {
  const values: Value[] = []
  for (const { content } of program.columns.values()) {
    if (content.kind !== 'rule') continue
    walkCore(content.is, it => {
      if (it.kind === 'Literal') values.push(it.value)
    })
  }
  return values
}

const valuesInKeys = (program: Program): readonly Value[] =>
  [...program.tables.values()].flatMap(it => it.rows.flatMap(row => row.keys.flatMap(valuesInKey)))

function valuesInKey(pattern: KeyPattern): readonly Value[] {
  if (pattern.kind === 'equals') return [pattern.value]
  const bounds = pattern.kind === 'range' ? [pattern.from, pattern.to] : []
  return bounds.flatMap(it => (it === undefined ? [] : [number(it.value)]))
}
