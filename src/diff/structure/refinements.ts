/**
 * A value of a table that was given up for a table of its own: the row has no value any more, and a
 * decision that looked it up now looks the same case up in a new table. Told as one change.
 */
import { type Change, words } from '../change.ts'
import { rowsIn, valuesText, withBy } from './compare-tables.ts'
import { type Entry, fieldsOf, listOf, textOf } from './entries.ts'

interface Both {
  readonly old: ReadonlyMap<string, Entry>
  readonly now: ReadonlyMap<string, Entry>
}

export function tellRefinements(changes: readonly Change[], both: Both): readonly Change[] {
  return changes.map(change => {
    const table = both.old.get(change.entry)
    if (table?.section !== 'tables' || !isGivenUp(change)) return change
    const key = / for (.+?): /.exec(change.text)?.[1]
    const fuller = key === undefined ? undefined : replacement(table.name, key, both)
    if (fuller === undefined || key === undefined) return change
    const rows = rowsIn(fuller.content)
    const by = listOf(fuller.content.keys)
      .map(it => words(textOf(fieldsOf(it).name)))
      .join(' and ')
    const values = valuesText(rows)
    const text = `${words(table.name)} for ${key}: one value, ${change.before}, became ${withBy(values, by)} (table ${words(fuller.name)})`
    return { ...change, form: 'refined', text, after: values, citesAfter: citesOf(fuller) }
  })
}

const isGivenUp = ({ form, before, after }: Change): boolean =>
  (form === 'removed' || after === 'no value') && before !== undefined && before !== 'no value'

const citesOf = ({ content }: Entry): readonly string[] =>
  listOf(content.cites).map(it => textOf(fieldsOf(it).source))

/** The new table that a decision row for this very key looks into, in a rule that looked into the old one. */
function replacement(table: string, key: string, { old, now }: Both): Entry | undefined {
  for (const [path, rule] of now) {
    const before = old.get(path)
    if (rule.section !== 'rules' || !JSON.stringify(before?.content.body ?? '').includes(`${table}(`))
      continue
    for (const row of listOf(fieldsOf(rule.content.body).rows).map(fieldsOf)) {
      const called = /^(\w+)\(/.exec(textOf(row.outcome))?.[1]
      const isFor = listOf(row.cells).some(it => words(textOf(it)) === key)
      const found = called === undefined ? undefined : now.get(`tables.${called}`)
      if (isFor && found !== undefined && !old.has(`tables.${called}`)) return found
    }
  }
  return undefined
}
