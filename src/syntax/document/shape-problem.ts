/** Says in the language's own words where a document departs from its schema. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import { report } from '../../diagnostics/report.ts'
import { type Span, spanOf } from '../../source/source.ts'
import type { DocumentNode } from './node.ts'
import type { Place } from './plain-view.ts'

/** What the schema's code says, as far as it is used. */
export interface SchemaError {
  readonly instancePath: string
  readonly schemaPath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly parentSchema?: Schema
  readonly data?: unknown
}

interface Schema {
  readonly title?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly enum?: readonly unknown[]
  readonly oneOf?: readonly { readonly required?: readonly string[] }[]
  readonly examples?: readonly unknown[]
}

type Teller = (error: SchemaError, place: Place) => Diagnostic

const TELLERS: Readonly<Record<string, Teller>> = {
  additionalProperties: tellUnknownKey,
  required: tellMissingKey,
  dependentRequired: tellMissingKey,
  oneOf: tellChoice,
  type: tellShape,
  enum: tellWord,
  pattern: tellForm,
  minLength: tellNothing,
  minItems: tellNothing,
}

export const shapeProblem = (error: SchemaError, place: Place): Diagnostic =>
  (TELLERS[error.keyword] ?? tellShape)(error, place)

/** Leaves out how the schema came to its judgement, and what a misspelt key already explains. */
export function toldAmong(errors: readonly SchemaError[]): readonly SchemaError[] {
  const judged = errors.filter(it => it.keyword !== 'if' && !/\/(oneOf|if)\//.test(it.schemaPath))
  const meant = new Set(judged.filter(it => it.keyword === 'additionalProperties').map(placeMeant))
  const isExplained = (error: SchemaError) =>
    keysLacking(error).some(it => meant.has(`${error.instancePath}/${it}`))
  return judged.filter(it => !isExplained(it) && (it.keyword !== 'oneOf' || isMap(it.data)))
}

const placeMeant = (error: SchemaError): string => `${error.instancePath}/${meantBy(error) ?? ''}`

function keysLacking(error: SchemaError): readonly string[] {
  if (error.keyword === 'oneOf') return choicesOf(error)
  return 'missingProperty' in error.params ? [String(error.params.missingProperty)] : []
}

const isMap = (data: unknown): data is object => typeof data === 'object' && !Array.isArray(data)

const unknownKeyOf = (error: SchemaError): string => String(error.params.additionalProperty)

const meantBy = ({ parentSchema, ...error }: SchemaError): string | undefined =>
  nearest(unknownKeyOf(error), Object.keys(parentSchema?.properties ?? {}))

function tellUnknownKey(error: SchemaError, { node }: Place): Diagnostic {
  const key = unknownKeyOf(error)
  const entry = node.kind === 'map' ? node.entries.find(it => it.key.text === key) : undefined
  const meant = meantBy(error)
  const args = { key, what: named(error.parentSchema), nearest: meant }
  const at = entry?.key.at ?? node.at
  const details = meant === undefined ? {} : { suggestion: { at, replacement: meant } }
  return report('document/unknown-key', at, args, details)
}

function tellMissingKey(error: SchemaError, place: Place): Diagnostic {
  const { missingProperty: key, property } = error.params
  const what = named(error.parentSchema) + (property === undefined ? '' : ` with \`${property}\``)
  return report('document/missing-key', startOf(place), { key: String(key), what })
}

function tellChoice(error: SchemaError, place: Place): Diagnostic {
  const keys = choicesOf(error)
  const present = keys.filter(it => isMap(error.data) && it in error.data)
  const expected = listed(keys, 'or')
  const found = present.length === 0 ? 'none of them' : listed(present, 'and')
  const what = named(error.parentSchema)
  return report('document/not-exactly-one', startOf(place), { what, expected, found })
}

const choicesOf = ({ parentSchema }: SchemaError): readonly string[] =>
  (parentSchema?.oneOf ?? []).flatMap(it => it.required ?? [])

function tellShape({ parentSchema }: SchemaError, { node }: Place): Diagnostic {
  const args = { what: named(parentSchema), form: formOf(parentSchema), found: found(node) }
  return report('document/wrong-shape', node.kind === 'scalar' ? node.at : firstLineOf(node.at), args)
}

function tellWord({ parentSchema }: SchemaError, { node }: Place): Diagnostic {
  const words = (parentSchema?.enum ?? []).map(String)
  if (node.kind !== 'scalar') {
    const args = { what: named(parentSchema), form: 'a text', found: found(node) }
    return report('document/wrong-shape', firstLineOf(node.at), args)
  }
  const meant = nearest(node.text, words)
  const details = meant === undefined ? {} : { suggestion: { at: node.at, replacement: meant } }
  const args = { expected: listed(words, 'or'), found: found(node), nearest: meant }
  return report('document/unknown-word', node.at, args, details)
}

function tellForm({ parentSchema }: SchemaError, { node }: Place): Diagnostic {
  const args = { what: named(parentSchema), example: String(parentSchema?.examples?.[0]), found: found(node) }
  return report('document/wrong-form', node.at, args)
}

function tellNothing({ parentSchema }: SchemaError, place: Place): Diagnostic {
  return report('document/nothing-here', place.key?.at ?? place.node.at, { what: named(parentSchema) })
}

/** `a rule`, from the title of its schema. */
function named(schema: Schema | undefined): string {
  const title = schema?.title ?? 'Value'
  const word = title.charAt(0).toLowerCase() + title.slice(1)
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`
}

function formOf(schema: Schema | undefined): string {
  const types = [schema?.type ?? []].flat()
  const forms = [
    types.includes('string') ? 'a text' : undefined,
    types.includes('array') ? 'a list' : undefined,
    types.includes('object') ? 'a map' : undefined,
  ]
  return forms.filter(it => it !== undefined).join(' or ')
}

function found(node: DocumentNode): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`
  const line = node.text.split(/\r?\n/, 1)[0] ?? ''
  return node.text === '' ? 'nothing' : `\`${line}\``
}

function listed(words: readonly string[], joint: string): string {
  const quoted = words.map(it => `\`${it}\``)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${joint} ${quoted.at(-1)}`
}

/** Where a map starts, for what it lacks: its key, or its first line. */
const startOf = ({ key, node }: Place): Span => key?.at ?? firstLineOf(node.at)

function firstLineOf({ source, start, end }: Span): Span {
  const line = source.text.slice(start, end).split(/\r?\n/, 1)[0] ?? ''
  return spanOf(source, start, start + line.length)
}
