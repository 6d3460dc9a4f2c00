/** Elaborates waivers: the columns and the value that they are about. */
import type { Column, ColumnId, ProgramWaiver } from '../model/program.ts'
import type { Waiver } from '../model/ruleset.ts'
import type { Value } from '../value/value.ts'
import { columnsNamed } from './columns-named.ts'
import type { Environment } from './environment.ts'
import { readScalar } from './read-scalar.ts'

type Columns = ReadonlyMap<ColumnId, Column>

export function elaborateWaiver(env: Environment, waiver: Waiver, columns: Columns): ProgramWaiver {
  const measures = columnsNamed(env, waiver.measure, 'a rule', 'measure')
  const inputs = waiver.input === undefined ? [] : columnsNamed(env, waiver.input, 'an input', 'input')
  const to = worseValue(env, waiver, inputs, columns)
  return { waiver, measures, inputs, ...(to === undefined ? {} : { to }) }
}

function worseValue(
  env: Environment,
  { name, to }: Waiver,
  inputs: readonly ColumnId[],
  columns: Columns,
): Value | undefined {
  const type = columns.get(inputs[0] ?? '')?.type
  const value = to && type && readScalar(to.text, type, env.lists)
  if (to !== undefined && value === undefined)
    env.reporter.report('check/wrong-value', to.at, { name, text: to.text })
  return value
}
