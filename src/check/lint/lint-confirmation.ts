/** Values marked unconfirmed, and values that exist but are not known: what stands between a draft and a final release. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { printAddress } from '../../model/address.ts'
import type { Program } from '../../model/program.ts'
import type { Declared, Provenance, Rule, Ruleset, Table } from '../../model/ruleset.ts'
import { rulesOf } from './lint-unused.ts'

export const lintConfirmation = (ruleset: Ruleset, program: Program): readonly Diagnostic[] => [
  ...[...ruleset.levels.values()].flatMap(({ name, inputs }) =>
    [...inputs.values()].flatMap(it => unconfirmed('input', it, `${name}.${it.name}`)),
  ),
  ...[...ruleset.tables.values()].flatMap(it => unconfirmedTable(it)),
  ...[...ruleset.tables.values()].flatMap(it => unknownValues(it, program)),
  ...[...ruleset.parameters.values()].flatMap(it => unconfirmed('parameter', it, it.name)),
  ...rulesOf(ruleset).flatMap(unconfirmedRule),
  ...inheritedNames(ruleset),
]

/** What was taken over is one thing to say for each section: the list of names is in the ruleset. */
function inheritedNames({ inherited }: Ruleset): readonly Diagnostic[] {
  if (inherited === undefined) return []
  const from = printAddress(inherited.from)
  return [...Map.groupBy(inherited.unconfirmed, it => it.section)].flatMap(([section, names]) => {
    const [first] = names
    if (first === undefined) return []
    return [report('lint/inherited', first.at, { section, count: names.length, from })]
  })
}

const unconfirmed = (what: string, it: Declared & Provenance, name: string): readonly Diagnostic[] =>
  it.unconfirmed ? [report('lint/unconfirmed', it.at, { what, name })] : []

/** A table marked as a whole is one thing to confirm, however many rows it has. */
function unconfirmedTable(table: Table): readonly Diagnostic[] {
  if (table.unconfirmed) return unconfirmed('table', table, table.name)
  return unconfirmedRows(table, table.rows, table.name)
}

function unconfirmedRule(rule: Rule): readonly Diagnostic[] {
  const name = `${rule.level}.${rule.name}`
  if (rule.unconfirmed) return unconfirmed('rule', rule, name)
  return rule.body.kind === 'decide' ? unconfirmedRows(rule, rule.body.rows, name) : []
}

/** So many rows are pointed at. */
const ROWS_SHOWN = 5

function unconfirmedRows(
  { at }: Declared,
  rows: readonly { readonly unconfirmed: boolean; readonly at: Declared['at'] }[],
  name: string,
): readonly Diagnostic[] {
  const marked = rows.filter(it => it.unconfirmed)
  if (marked.length === 0) return []
  const related = marked.slice(0, ROWS_SHOWN).map(it => ({ at: it.at, label: 'unconfirmed' }))
  return [report('lint/unconfirmed-rows', at, { name, count: marked.length }, { related })]
}

function unknownValues({ name, at }: Table, program: Program): readonly Diagnostic[] {
  const values = program.tables.get(name)?.rows.flatMap(it => it.values) ?? []
  const count = values.filter(it => it.kind === 'absent' && it.reason === 'unknown_value').length
  return count === 0 ? [] : [report('lint/unknown-values', at, { name, count })]
}
