/** Decision tables: what they look at, and their rows, matched by what they say. */
import type { Change } from '../change.ts'
import { movedAmong } from './compare-codes.ts'
import { formulaChange, onlyNumbers } from './compare-formulas.ts'
import { type Fields, fieldsOf, isSame, listOf, textOf } from './entries.ts'
import { became, brief, changeOf, nameOf, type Pair } from './pair.ts'

interface DecisionRow {
  /** Cells by heading; those that look at nothing left out. */
  readonly cells: ReadonlyMap<string, string>
  readonly text: string
  readonly id: string
  readonly outcome: string
  readonly fields: Fields
}

const headingsOf = (body: Fields): readonly string[] => listOf(body.on).map(it => textOf(fieldsOf(it).name))

function rowsOf(body: Fields): readonly DecisionRow[] {
  const headings = headingsOf(body)
  return listOf(body.rows).map(it => {
    const fields = fieldsOf(it)
    const cells = listOf(fields.cells).map(textOf)
    const looked = headings.flatMap((heading, index) => {
      const cell = cells[index] ?? 'any'
      return cell === 'any' ? [] : [[heading, cell] as const]
    })
    const conditions = looked.map(([heading, cell]) => `${heading} ${cell}`).join(', ')
    const outcome = textOf(fields.outcome)
    return {
      cells: new Map(looked),
      text: `${conditions === '' ? 'anything else' : conditions} gives ${outcome}`,
      id: textOf(fields.id),
      outcome,
      fields,
    }
  })
}

export function compareDecisions(pair: Pair, before: Fields, after: Fields): readonly Change[] {
  const name = nameOf(pair.after)
  const rows = { old: rowsOf(before), now: rowsOf(after) }
  const pairs = matchRows(rows.old, rows.now)
  const label = (it: DecisionRow): string => rowLabel(name, it, rows)
  return [
    ...policyChanges(pair, before, after),
    ...headingChanges(pair, before, after),
    ...onlyOne(pair, pairs, rows, label),
    ...pairs.flatMap(it => decisionChanges(pair, label(it.is), it)),
    ...movedRows(pair, pairs, rows.old, rows.now).map(it =>
      changeOf(pair, {
        kind: 'decisions',
        form: 'moved',
        text: `${label(it)} is tried in another place: ${it.text}`,
      }),
    ),
  ]
}

interface BothRows {
  readonly old: readonly DecisionRow[]
  readonly now: readonly DecisionRow[]
}

/** `score (entry), row below`: by its id, else by its place. */
const rowLabel = (name: string, it: DecisionRow, { old, now }: BothRows): string =>
  `${name}, row ${it.id === '' ? now.indexOf(it) + 1 || old.indexOf(it) + 1 : it.id}`

/** Which row was which, by their places as written; rows that only one has stand alone. */
export interface RowMatch {
  readonly label: string
  readonly before?: number
  readonly after?: number
}

/** The rows of two decision tables side by side, in the order of the second, old ones after those they followed. */
export function matchDecisions(pair: Pair): readonly RowMatch[] {
  const [old, now] = [pair.before, pair.after].map(it => rowsOf(fieldsOf(it.content.body)))
  if (old === undefined || now === undefined) return []
  const pairs = matchRows(old, now)
  const name = nameOf(pair.after)
  const matches: RowMatch[] = now.map((is, after) => {
    const was = pairs.find(it => it.is === is)?.was
    return { label: rowLabel(name, is, { old, now }), after, ...(was && { before: old.indexOf(was) }) }
  })
  for (const [before, was] of old.entries()) {
    if (pairs.some(it => it.was === was)) continue
    const place = matches.findIndex(it => it.before === before - 1)
    matches.splice(place + 1, 0, { label: rowLabel(name, was, { old, now }), before })
  }
  return matches
}

function policyChanges(pair: Pair, before: Fields, after: Fields): readonly Change[] {
  if (isSame(before.policy, after.policy)) return []
  const text = became(`${nameOf(pair.after)}, how rows are tried`, before.policy, after.policy)
  return [changeOf(pair, { kind: 'decisions', form: 'changed', text })]
}

/** What the rows look at. */
function headingChanges(pair: Pair, before: Fields, after: Fields): readonly Change[] {
  const name = nameOf(pair.after)
  const [old, now] = [headingsOf(before), headingsOf(after)]
  const formulas = listOf(after.on).flatMap(it => {
    const { name: heading, is } = fieldsOf(it)
    const was = listOf(before.on)
      .map(fieldsOf)
      .find(other => other.name === heading)
    if (was === undefined || isSame(was.is, is)) return []
    return [formulaChange(pair, `${name}, ${textOf(heading)}`, was.is, is)]
  })
  const said = (form: 'added' | 'removed', text: string, heading: string): Change =>
    changeOf(pair, {
      kind: 'decisions',
      form,
      text,
      ...(form === 'added' ? { after: heading } : { before: heading }),
    })
  return [
    ...now.filter(it => !old.includes(it)).map(it => said('added', `${name} looks at ${it} too`, it)),
    ...old.filter(it => !now.includes(it)).map(it => said('removed', `${name} no longer looks at ${it}`, it)),
    ...formulas,
  ]
}

/** Rows that only one of the two has. */
function onlyOne(
  pair: Pair,
  pairs: readonly RowPair[],
  { old, now }: BothRows,
  label: (row: DecisionRow) => string,
): readonly Change[] {
  const gone = old.filter(it => !pairs.some(other => other.was === it))
  const fresh = now.filter(it => !pairs.some(other => other.is === it))
  return [
    ...gone.map(it =>
      changeOf(pair, {
        kind: 'decisions',
        form: 'removed',
        text: `${label(it)} is gone: ${it.text}`,
        before: it.text,
        partBefore: it.fields,
      }),
    ),
    ...fresh.map(it =>
      changeOf(pair, {
        kind: 'decisions',
        form: 'added',
        text: `${label(it)} is new: ${it.text}`,
        after: it.text,
        partAfter: it.fields,
      }),
    ),
  ]
}

interface RowPair {
  readonly was: DecisionRow
  readonly is: DecisionRow
}

/** The same row by its id; else by all of it, by its cells, or by its outcome. */
function matchRows(old: readonly DecisionRow[], now: readonly DecisionRow[]): readonly RowPair[] {
  const pairs: RowPair[] = []
  const match = (isSameRow: (was: DecisionRow, is: DecisionRow) => boolean): void => {
    for (const was of old) {
      if (pairs.some(it => it.was === was)) continue
      const is = now.find(it => !pairs.some(other => other.is === it) && isSameRow(was, it))
      if (is !== undefined) pairs.push({ was, is })
    }
  }
  const cellsText = (row: DecisionRow): string => JSON.stringify([...row.cells])
  match((was, is) => was.text === is.text && was.id === is.id)
  match((was, is) => was.id !== '' && was.id === is.id)
  match((was, is) => was.text === is.text)
  match((was, is) => cellsText(was) === cellsText(is))
  match((was, is) => was.outcome === is.outcome && isClose(was, is))
  return pairs
}

/** Differing in at most one cell. */
function isClose(was: DecisionRow, is: DecisionRow): boolean {
  const headings = new Set([...was.cells.keys(), ...is.cells.keys()])
  return [...headings].filter(it => was.cells.get(it) !== is.cells.get(it)).length <= 1
}

function decisionChanges(pair: Pair, label: string, { was, is }: RowPair): readonly Change[] {
  const parts = { partBefore: was.fields, partAfter: is.fields }
  const changes: Change[] = []
  if (was.text !== is.text) {
    const isThreshold = onlyNumbers(was.text, is.text) !== undefined && was.outcome === is.outcome
    changes.push(
      changeOf(pair, {
        kind: isThreshold ? 'thresholds' : 'decisions',
        form: 'changed',
        text: `${label}: ${brief(was.text)}; now ${brief(is.text)}`,
        before: was.text,
        after: is.text,
        ...parts,
      }),
    )
  }
  const said = ['id', 'note'].filter(key => !isSame(was.fields[key], is.fields[key]))
  if (said.length > 0)
    changes.push(
      changeOf(pair, {
        kind: 'wording',
        form: 'changed',
        text: `${label}: other ${said.join(' and ')}`,
        before: brief(was.fields.note),
        after: brief(is.fields.note),
        ...parts,
      }),
    )
  if (!isSame(was.fields.cites, is.fields.cites))
    changes.push(
      changeOf(pair, { kind: 'sources', form: 'changed', text: `${label}: other citation`, ...parts }),
    )
  if (was.fields.unconfirmed !== is.fields.unconfirmed)
    changes.push(
      changeOf(pair, {
        kind: 'confirmation',
        form: 'changed',
        text: `${label}: ${is.fields.unconfirmed === true ? 'no longer confirmed' : 'confirmed'}`,
        ...parts,
      }),
    )
  return changes
}

function movedRows(
  pair: Pair,
  pairs: readonly RowPair[],
  old: readonly DecisionRow[],
  now: readonly DecisionRow[],
): readonly DecisionRow[] {
  if (fieldsOf(pair.after.content.body).policy !== 'first') return []
  const inOld = old.flatMap(row => pairs.find(it => it.was === row) ?? [])
  const inNow = now.flatMap(row => pairs.find(it => it.is === row) ?? [])
  const place = (it: RowPair): string => String(pairs.indexOf(it))
  return movedAmong(inOld.map(place), inNow.map(place)).flatMap(it => pairs[Number(it)]?.is ?? [])
}
