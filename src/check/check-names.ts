/** Checks declared names against each other: lists that share a name, and tables named like a function. */
import type { Environment } from './environment.ts'
import { CALLABLE } from './operators.ts'

export function checkNames({ ruleset, reporter }: Environment): void {
  for (const { name, at } of ruleset.tables.values()) {
    if (CALLABLE.has(name)) reporter.report('check/name-taken', at, { name, what: 'a function of the language' })
  }
  const choices = [...ruleset.parameters.values()].filter(it => it.choices !== undefined)
  const taken = new Map<string, string>()
  const named = [
    ...[...ruleset.codes.values()].map(it => ({ ...it, what: 'a list of codes' })),
    ...[...ruleset.dimensions.values()].map(it => ({ ...it, what: 'a dimension' })),
    ...choices.map(it => ({ ...it, what: 'a parameter with choices' })),
  ]
  for (const { name, at, what } of named) {
    const other = taken.get(name)
    if (other === undefined) taken.set(name, what)
    else reporter.report('check/name-taken', at, { name, what: other })
  }
}
