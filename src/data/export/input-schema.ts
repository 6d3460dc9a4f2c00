/** A JSON Schema of the rows that a ruleset reads: a list of objects for each level that has inputs. */
import { listsIn } from '../../check/lists.ts'
import { printAddress } from '../../model/address.ts'
import type { Program, Type, TypeAlternative } from '../../model/program.ts'
import type { Exact } from '../../value/exact.ts'
import { rationalOf } from '../../value/exact.ts'
import { levelsWithInputs } from '../cohort-plan.ts'
import { inputsOf, type LevelInput, needsColumn } from '../match-columns.ts'

type Schema = Readonly<Record<string, unknown>>

export const inputSchema = (program: Program): Schema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:yardstick:${printAddress(program.ruleset.address)}:inputs`,
  title: program.ruleset.title,
  type: 'object',
  properties: Object.fromEntries(levelsWithInputs(program).map(it => [it, levelSchema(program, it)])),
  additionalProperties: false,
})

function levelSchema(program: Program, level: string): Schema {
  const inputs = inputsOf(program, level)
  return {
    title: program.levels.get(level)?.title ?? level,
    type: 'array',
    items: {
      type: 'object',
      properties: Object.fromEntries(inputs.map(it => [it.heading, inputSchemaOf(program, it)])),
      required: inputs.filter(needsColumn).map(it => it.heading),
    },
  }
}

function inputSchemaOf(program: Program, input: LevelInput): Schema {
  const { title, unit, content } = input.column
  const type = typeSchema(program, input.column.type)
  const mayBeNull = content.kind === 'input' && (content.mayBeMissing || content.default !== undefined)
  const alternatives = mayBeNull ? [...type, { type: 'null' }] : type
  const [only] = alternatives
  const described = { title, ...(unit === undefined ? {} : { description: `Unit: ${unit}.` }) }
  return alternatives.length === 1 ? { ...described, ...only } : { ...described, anyOf: alternatives }
}

const typeSchema = (program: Program, { alternatives }: Type): readonly Schema[] =>
  alternatives.map(it => SCHEMAS[it.kind](it as never, program))

const SCHEMAS: {
  [K in TypeAlternative['kind']]: (it: Extract<TypeAlternative, { kind: K }>, program: Program) => Schema
} = {
  number: ({ whole, from, to }) => ({
    type: whole ? 'integer' : 'number',
    ...(from === undefined
      ? {}
      : { [from.inclusive ? 'minimum' : 'exclusiveMinimum']: asNumber(from.value) }),
    ...(to === undefined ? {} : { [to.inclusive ? 'maximum' : 'exclusiveMaximum']: asNumber(to.value) }),
  }),
  text: () => ({ type: 'string' }),
  'yes/no': () => ({ enum: [true, false, 'yes', 'no'] }),
  date: () => ({ type: 'string', format: 'date' }),
  code: ({ list, only }, program) => ({ enum: only ?? listsIn(program.ruleset).get(list)?.codes ?? [] }),
  key: ({ table, key }, program) => {
    const type = program.tables.get(table)?.keys.find(it => it.name === key)?.type
    return type === undefined ? {} : { anyOf: typeSchema(program, type) }
  },
}

/** The nearest double: bounds of data are short decimals. */
function asNumber(value: Exact): number {
  const ratio = rationalOf(value)
  return ratio === undefined ? 0 : Number(ratio.numerator) / Number(ratio.denominator)
}
