/**
 * The canonical form of a ruleset: one JSON text (RFC 8785: sorted keys, no spaces) that is the same for
 * all ways of writing the same ruleset. Places, comments, the order of keys, whether a table stands in
 * the document or in a file, and brackets that change nothing are not part of it; titles, notes and
 * citations are, because they are published with the results.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { printPattern } from '../syntax/expression/print-expression.ts'
import { isSyntax, printSyntax } from '../syntax/expression/print-syntax.ts'
import type { CodeList, Dimension, Parameter, Rule, Ruleset, Table } from './ruleset.ts'

export const canonicalText = (ruleset: Ruleset): string => JSON.stringify(canonicalJson(ruleset))

/** `sha256:` and 64 hexadecimal digits. */
export const digestOf = (ruleset: Ruleset): string =>
  `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalText(ruleset))))}`

export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json }

export const canonicalJson = (ruleset: Ruleset): Json =>
  plain({
    ...ruleset,
    ...inheritanceInOrder(ruleset),
    codes: mapped(ruleset.codes, codesInOrder),
    dimensions: mapped(ruleset.dimensions, meetingsInOrder),
    tables: mapped(ruleset.tables, rowsInOrder),
    parameters: mapped(ruleset.parameters, choicesInOrder),
    rules: mapped(ruleset.rules, it => mapped(it, limitsInOrder)),
  })

// --- lists whose order says nothing --------------------------------------------------------------

const codesInOrder = (list: CodeList): CodeList =>
  list.order === undefined ? { ...list, codes: sortedBy(list.codes, it => it.code) } : list

const meetingsInOrder = (dimension: Dimension): Dimension => ({
  ...dimension,
  meets: sortedBy(dimension.meets, it => it),
})

const inheritanceInOrder = ({ inherited }: Ruleset): Pick<Ruleset, 'inherited'> =>
  inherited === undefined
    ? {}
    : {
        inherited: {
          ...inherited,
          unconfirmed: sortedBy(inherited.unconfirmed, it => `${it.section} ${it.name}`),
        },
      }

/** Rows of a line stay: which of two with one key comes first matters there. */
const rowsInOrder = (table: Table): Table =>
  table.line === undefined
    ? { ...table, rows: sortedBy(table.rows, it => it.keys.map(printPattern).join(',')) }
    : table

const choicesInOrder = (parameter: Parameter): Parameter =>
  parameter.choices === undefined
    ? parameter
    : { ...parameter, choices: sortedBy(parameter.choices, it => it.name) }

const limitsInOrder = (rule: Rule): Rule =>
  rule.body.kind === 'slots'
    ? { ...rule, body: { ...rule.body, limits: sortedBy(rule.body.limits, it => it.name) } }
    : rule

const mapped = <T>(map: ReadonlyMap<string, T>, change: (it: T) => T): ReadonlyMap<string, T> =>
  new Map([...map].map(([key, it]) => [key, change(it)]))

function sortedBy<T>(items: readonly T[], key: (it: T) => string): readonly T[] {
  const keyed = items.map(it => [key(it), it] as const)
  return keyed.toSorted(([a], [b]) => compareText(a, b)).map(it => it[1])
}

/** By UTF-16 code units: the same on every machine, whatever its language. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

// --- plain data ----------------------------------------------------------------------------------

/** Where something stands, and in which file, is not what it says. */
const LEFT_OUT: ReadonlySet<string> = new Set(['at', 'whole', 'file', 'yearColumns'])

function plain(value: unknown): Json {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Map) return plainFields([...value])
  if (typeof value !== 'object' || value === null) return ''
  if (isSyntax(value)) return printSyntax(value)
  return plainFields(Object.entries(value).filter(([key]) => !LEFT_OUT.has(key)))
}

const plainFields = (fields: readonly (readonly [string, unknown])[]): Json =>
  Object.fromEntries(sortedBy(fields, ([key]) => key).map(([key, it]) => [key, plain(it)]))
