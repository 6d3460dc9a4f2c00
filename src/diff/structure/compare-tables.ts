/** Tables: rows by their keys, a value that was refined into several, and everything else that is said of them. */
import type { Json } from '../../model/canonical-form.ts'
import { type Change, type ChangeKind, counted, words } from '../change.ts'
import { compareFields } from './compare-fields.ts'
import { type Fields, fieldsOf, isSame, listOf, textOf } from './entries.ts'
import { changeOf, nameOf, type Pair } from './pair.ts'

export interface Row {
  readonly keys: readonly string[]
  readonly values: string
  readonly fields: Fields
}

export const rowsIn = (content: Fields): readonly Row[] =>
  listOf(content.rows).map(it => {
    const fields = fieldsOf(it)
    return {
      keys: listOf(fields.keys).map(it => textOf(it).replace(/^'(.*)'$/, '$1')),
      values: listOf(fields.values).map(cellText).join(', '),
      fields,
    }
  })

/** What a cell gives: its value, or that there is none. */
function cellText(json: Json): string {
  const { kind, value } = fieldsOf(json)
  return kind === 'value' ? textOf(value) : kind === 'none' ? 'no value' : 'an unknown value'
}

/** `one value, 70`, `seven values, 59 to 71` */
export function valuesText(rows: readonly Row[]): string {
  const numbers = rows.map(it => Number(it.values.replace(/%$/, ''))).filter(it => !Number.isNaN(it))
  if (rows.length === 1) return `one value, ${rows[0]?.values ?? ''}`
  const range = numbers.length === rows.length && rows.length > 0
  const unit = rows[0]?.values.endsWith('%') ? '%' : ''
  const ends = [Math.min(...numbers), Math.max(...numbers)].map(it => `${it}${unit}`)
  return range ? `${inWords(rows.length)}, ${[...new Set(ends)].join(' to ')}` : inWords(rows.length)
}
const SMALL = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
export const inWords = (count: number): string => SMALL[count] ?? String(count)

/** Told one by one up to so many; more rows of a table are told together. */
const TOLD = 8

export function compareTables(pair: Pair, kind: ChangeKind): readonly Change[] {
  const told = ['rows', 'keys', 'stated']
  return [
    ...compareFields(pair, 'points', told),
    ...statedChanges(pair),
    ...keyChanges(pair),
    ...rowChanges(pair, kind),
  ]
}

/** What a source says of the rows as a whole is held to them when checking, and looked up by no rule. */
function statedChanges(pair: Pair): readonly Change[] {
  if (isSame(pair.before.content.stated, pair.after.content.stated)) return []
  const text = `${nameOf(pair.after)}: what its source states of its rows`
  return [changeOf(pair, { kind: 'sources', form: 'changed', text })]
}

const keyNames = (content: Fields): readonly string[] =>
  listOf(content.keys).map(it => textOf(fieldsOf(it).name))

function keyChanges(pair: Pair): readonly Change[] {
  const show = (content: Fields) =>
    listOf(content.keys)
      .map(it => `${textOf(fieldsOf(it).name)}: ${textOf(fieldsOf(it).type)}`)
      .join(', ')
  const [before, after] = [show(pair.before.content), show(pair.after.content)]
  if (before === after) return []
  const text = `${nameOf(pair.after)}: looked up by ${before} before, by ${after} now`
  return [changeOf(pair, { kind: 'points', form: 'changed', text, before, after })]
}

function rowChanges(pair: Pair, kind: ChangeKind): readonly Change[] {
  const [before, after] = [rowsIn(pair.before.content), rowsIn(pair.after.content)]
  const [fewer, more] = [keyNames(pair.before.content), keyNames(pair.after.content)]
  if (more.length > fewer.length && fewer.every(it => more.includes(it)))
    return refinements(pair, kind, { few: before, many: after, fewer, more, isFiner: true })
  if (more.length < fewer.length && more.every(it => fewer.includes(it)))
    return refinements(pair, kind, { few: after, many: before, fewer: more, more: fewer, isFiner: false })
  const changes = matchedRows(before, after).flatMap(it => rowChange(pair, kind, it))
  const forms = Map.groupBy(changes, it => `${it.kind} ${it.form}`)
  return [...forms.values()].flatMap(it => (it.length <= TOLD ? it : [together(pair, it, before.length)]))
}

interface Matched {
  readonly was?: Row
  readonly is?: Row
}

/** Rows of a line may have one key several times: those count off against each other. */
function matchedRows(before: readonly Row[], after: readonly Row[]): readonly Matched[] {
  const labelled = (rows: readonly Row[]) => {
    const seen = new Map<string, number>()
    return new Map(
      rows.map(row => {
        const key = row.keys.join(', ')
        const times = (seen.get(key) ?? 0) + 1
        seen.set(key, times)
        return [`${key} #${times}`, row] as const
      }),
    )
  }
  const [old, now] = [labelled(before), labelled(after)]
  return [...new Set([...now.keys(), ...old.keys()])].map(key => {
    const [was, is] = [old.get(key), now.get(key)]
    return { ...(was === undefined ? {} : { was }), ...(is === undefined ? {} : { is }) }
  })
}

function rowChange(pair: Pair, kind: ChangeKind, { was, is }: Matched): readonly Change[] {
  const row = is ?? was
  if (row === undefined) return []
  const what = `${nameOf(pair.after)} for ${row.keys.map(words).join(', ')}`
  const parts = { partBefore: was?.fields, partAfter: is?.fields }
  if (was === undefined)
    return [
      changeOf(pair, {
        kind,
        form: 'added',
        text: `${what}: new, ${row.values}`,
        after: row.values,
        ...parts,
      }),
    ]
  if (is === undefined)
    return [
      changeOf(pair, {
        kind,
        form: 'removed',
        text: `${what}: gone, was ${row.values}`,
        before: row.values,
        ...parts,
      }),
    ]
  const changes: Change[] = []
  const both = { before: was.values, after: is.values, ...parts }
  if (was.values !== is.values) {
    changes.push(
      changeOf(pair, { kind, form: 'changed', text: `${what}: ${was.values} became ${is.values}`, ...both }),
    )
  }
  const isTold = pair.before.content.unconfirmed !== pair.after.content.unconfirmed
  if (!isTold && was.fields.unconfirmed !== is.fields.unconfirmed) {
    const text = `${what}: ${is.fields.unconfirmed === true ? 'no longer confirmed' : 'confirmed'}`
    changes.push(changeOf(pair, { kind: 'confirmation', form: 'changed', text }))
  }
  if (!isSame(was.fields.cites, is.fields.cites))
    changes.push(
      changeOf(pair, { kind: 'sources', form: 'changed', text: `${what}: other citation`, ...parts }),
    )
  return changes
}

/** Many rows of a table in one line, with the first of them. */
function together(pair: Pair, changes: readonly Change[], size: number): Change {
  const [first, second] = changes
  const { kind = 'points', form = 'changed' } = first ?? {}
  const prefix = `${nameOf(pair.after)} for `
  const examples = [first, second].flatMap(it => (it === undefined ? [] : [it.text.replace(prefix, '')]))
  const of = form === 'added' ? '' : ` of ${size.toLocaleString('en')}`
  const verb = { added: 'new', removed: 'gone' }[form as 'added' | 'removed'] ?? form
  const text = `${nameOf(pair.after)}: ${changes.length.toLocaleString('en')}${of} rows ${verb}, such as ${examples.join('; ')}`
  return changeOf(pair, { kind, form, text, count: changes.length })
}

interface Refinement {
  readonly few: readonly Row[]
  readonly many: readonly Row[]
  readonly fewer: readonly string[]
  readonly more: readonly string[]
  /** Whether there are more keys afterwards. */
  readonly isFiner: boolean
}

/** One value for a key became several, told apart by further keys; or the other way round. */
function refinements(
  pair: Pair,
  kind: ChangeKind,
  { few, many, fewer, more, isFiner }: Refinement,
): readonly Change[] {
  const by = more
    .filter(it => !fewer.includes(it))
    .map(words)
    .join(' and ')
  const places = fewer.map(it => more.indexOf(it))
  return few.flatMap(row => {
    const rows = many.filter(it => row.keys.every((key, index) => key === it.keys[places[index] ?? -1]))
    if (rows.length > 0 && rows.every(it => it.values === row.values)) return []
    const several = withBy(valuesText(rows), by)
    const [was, is] = isFiner ? [`one value, ${row.values}`, several] : [several, `one value, ${row.values}`]
    const text = `${nameOf(pair.after)} for ${row.keys.map(words).join(', ')}: ${was}, became ${is}`
    const [partBefore, partAfter] = isFiner ? [row.fields, rows[0]?.fields] : [rows[0]?.fields, row.fields]
    const form = isFiner ? 'refined' : 'changed'
    return [changeOf(pair, { kind, form, text, before: was, after: is, partBefore, partAfter })]
  })
}

/** `seven by scale, 59 to 71` */
export const withBy = (values: string, by: string): string => values.replace(/,|$/, it => ` by ${by}${it}`)

/** A whole table in one line. */
export const tableText = (content: Fields): string => {
  const rows = rowsIn(content)
  const by = keyNames(content).map(words).join(' and ')
  if (rows.length === 0) return `by ${by}`
  return `${counted(rows.length, 'row')} by ${by}${valuesText(rows).replace(/^[^,]*/, '')}`
}
