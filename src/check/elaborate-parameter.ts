/** Elaborates parameters: the type of their values and what holds when none is given. */
import type { ProgramParameter } from '../model/program.ts'
import type { Parameter, Ruleset } from '../model/ruleset.ts'
import type { Lists } from './lists.ts'
import { readScalar } from './read-scalar.ts'
import { readType } from './read-type.ts'
import type { Reporter } from './reporter.ts'
import { withUnit } from './typed.ts'
import { codeType, isNothing, NOTHING } from './types.ts'

export function elaborateParameters(
  ruleset: Ruleset,
  lists: Lists,
  reporter: Reporter,
): ReadonlyMap<string, ProgramParameter> {
  const names = { lists, tables: ruleset.tables, reporter }
  const elaborateParameter = (parameter: Parameter): ProgramParameter => {
    const { name, title, choices, unit, default: given } = parameter
    const written = parameter.type === undefined ? NOTHING : readType(names, parameter.type)
    const isList = choices !== undefined && lists.get(name)?.what === 'choices'
    const type = isList ? codeType(name) : written
    const value = given && readScalar(given.text, type, lists)
    if (given !== undefined && value === undefined && !isNothing(type)) {
      reporter.report('check/wrong-value', given.at, { name, text: given.text })
    }
    return { name, title, type, ...withUnit(unit), ...(value && { default: value }) }
  }
  return new Map([...ruleset.parameters.values()].map(it => [it.name, elaborateParameter(it)]))
}
