/** Reads the values a user gives to parameters, and names those that have none. */
import { typeReader } from '../data/cell.ts'
import { describeType } from '../data/describe-type.ts'
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import type { Program } from '../model/program.ts'
import { type Span, spanOf } from '../source/source.ts'
import type { Value } from '../value/value.ts'

/** A value as text, and where it was given. */
export interface Setting {
  readonly text: string
  readonly at: Span
}

export function readParameters(
  program: Program,
  settings: ReadonlyMap<string, Setting>,
  at: Span,
): Outcome<ReadonlyMap<string, Value>> {
  const diagnostics: Diagnostic[] = []
  const values = new Map<string, Value>()
  for (const [name, setting] of settings) {
    const value = readSetting(program, name, setting, diagnostics)
    if (value !== undefined) values.set(name, value)
  }
  for (const [name, parameter] of program.parameters) {
    if (parameter.default !== undefined || settings.has(name)) continue
    diagnostics.push(report('misuse/parameter-without-value', at, { parameter: name }))
  }
  return { value: values, diagnostics }
}

/** The same of a record, whose texts are the place for messages. */
export function readSettings(
  program: Program,
  parameters: Readonly<Record<string, string>>,
): Outcome<ReadonlyMap<string, Value>> {
  const entries = Object.entries(parameters)
  const source = { name: 'parameters', text: entries.map(it => it.join('=')).join(' ') }
  const settings = entries.map(([name, text]) => {
    const start = source.text.indexOf(`${name}=${text}`)
    return [name, { text, at: spanOf(source, start, start + name.length + text.length + 1) }] as const
  })
  return readParameters(program, new Map(settings), spanOf(source, 0, source.text.length))
}

function readSetting(
  program: Program,
  name: string,
  { text, at }: Setting,
  diagnostics: Diagnostic[],
): Value | undefined {
  const parameter = program.parameters.get(name)
  if (parameter === undefined) {
    const near = nearest(name, [...program.parameters.keys()])
    diagnostics.push(report('misuse/unknown-parameter', at, { parameter: name, nearest: near }))
    return undefined
  }
  const value = typeReader(program, parameter.type, name)(text)
  if (value.kind !== 'problem') return value
  const expected = describeType(program, parameter.type)
  const args = { expected, parameter: name, value: text, nearest: value.args.nearest }
  diagnostics.push(report('misuse/bad-parameter-value', at, args))
  return undefined
}
