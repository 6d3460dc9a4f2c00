/** Checks declared names against those they would be confused with: choices named like a list, tables like a function. */
import type { Environment } from './environment.ts'
import { CALLABLE } from './operators.ts'

export function checkNames({ ruleset, reporter }: Environment): void {
  for (const { name, at } of ruleset.tables.values()) {
    if (CALLABLE.has(name))
      reporter.report('check/name-taken', at, { name, what: 'a function of the language' })
  }
  for (const { name, at, choices } of ruleset.parameters.values()) {
    if (choices === undefined) continue
    const what = ruleset.codes.has(name)
      ? 'a list of codes'
      : ruleset.dimensions.has(name)
        ? 'a dimension'
        : undefined
    if (what !== undefined) reporter.report('check/name-taken', at, { name, what })
  }
}
