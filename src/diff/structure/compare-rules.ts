/** Rules: formulas, of which thresholds are told apart; decision rows; slots; how values are published. */
import { diffWordsWithSpace } from 'diff'
import type { Json } from '../../model/canonical-form.ts'
import type { Change } from '../change.ts'
import { movedAmong } from './compare-codes.ts'
import { compareFields, shownSetting } from './compare-fields.ts'
import { type Fields, fieldsOf, isSame, listOf, textOf, without } from './entries.ts'
import { became, brief, changeOf, nameOf, type Pair } from './pair.ts'

export function compareRules(pair: Pair): readonly Change[] {
  const [before, after] = [fieldsOf(pair.before.content.body), fieldsOf(pair.after.content.body)]
  const fields = compareFields(pair, 'rules', ['body'])
  if (isSame(before, after)) return fields
  if (before.kind !== after.kind) {
    const text = became(nameOf(pair.after), bodyText(before), bodyText(after))
    return [
      ...fields,
      changeOf(pair, {
        kind: 'rules',
        form: 'changed',
        text,
        before: bodyText(before),
        after: bodyText(after),
      }),
    ]
  }
  const compare = BODIES[textOf(after.kind)] ?? otherBody
  return [...fields, ...compare(pair, before, after)]
}

type CompareBody = (pair: Pair, before: Fields, after: Fields) => readonly Change[]

const BODIES: Readonly<Record<string, CompareBody>> = {
  is: (pair, before, after) => [formulaChange(pair, nameOf(pair.after), before.is, after.is)],
  each: compareEach,
  decide: compareDecisions,
  slots: compareSlots,
}

const otherBody: CompareBody = (pair, before, after) => [
  formulaChange(pair, nameOf(pair.after), bodyText(before), bodyText(after)),
]

const FORMS: Readonly<Record<string, (body: Fields) => string>> = {
  is: body => textOf(body.is),
  each: body =>
    Object.entries(fieldsOf(body.each))
      .map(([member, it]) => `${member}: ${textOf(fieldsOf(it).is)}`)
      .join('; '),
  decide: body => `a decision table of ${listOf(body.rows).length} rows`,
  slots: body =>
    `slots ${listOf(body.fills)
      .map(it => textOf(fieldsOf(it).name))
      .join(', ')}`,
}

/** A rule's formula in one line. */
export const bodyText = (body: Fields): string => FORMS[textOf(body.kind)]?.(body) ?? shownSetting(body)

// --- formulas --------------------------------------------------------------------------------------

/** A formula that differs in its numbers only is a threshold that moved. */
function formulaChange(pair: Pair, what: string, before: Json | undefined, after: Json | undefined): Change {
  const [was, is] = [textOf(before), textOf(after)]
  const numbers = onlyNumbers(was, is)
  if (numbers === undefined) {
    const text = rewording(what, was, is)
    return changeOf(pair, { kind: 'rules', form: 'changed', text, before: was, after: is })
  }
  const steps = numbers.map(([from, to]) => `${from} became ${to}`).join(', ')
  const text = `${what}: ${steps} in ${brief(is, 100)}`
  return changeOf(pair, { kind: 'thresholds', form: 'changed', text, before: was, after: is })
}

/** What was put in or taken out, where that is all. */
function rewording(what: string, was: string, is: string): string {
  const parts = diffWordsWithSpace(was, is)
  const [added, removed] = [parts.filter(it => it.added), parts.filter(it => it.removed)]
  const [only] = [...added, ...removed]
  if (added.length + removed.length !== 1 || only === undefined) return became(what, was, is)
  const part = `\`${brief(only.value, 100)}\``
  return only.added
    ? `${what}: ${part} is new in ${brief(is, 120)}`
    : `${what}: ${part} is gone from ${brief(was, 120)}`
}

const NUMBER = /(?<![\p{L}_\d])\d+(?:\.\d+)?%?(?![\p{L}_\d])/gu

/** The numbers that differ where nothing else does. */
function onlyNumbers(before: string, after: string): readonly (readonly [string, string])[] | undefined {
  if (before.replaceAll(NUMBER, '#') !== after.replaceAll(NUMBER, '#')) return undefined
  const [was, is] = [before.match(NUMBER) ?? [], after.match(NUMBER) ?? []]
  const steps = was.flatMap((from, index) => {
    const to = is[index] ?? ''
    return from === to ? [] : [[from, to] as const]
  })
  return steps.length === 0 ? undefined : steps
}

function compareEach(pair: Pair, before: Fields, after: Fields): readonly Change[] {
  const [old, now] = [fieldsOf(before.each), fieldsOf(after.each)]
  return [...new Set([...Object.keys(now), ...Object.keys(old)])].flatMap(member => {
    const [was, is] = [fieldsOf(old[member]).is, fieldsOf(now[member]).is]
    const what = `${nameOf(pair.after)}, ${member}`
    if (isSame(was, is)) return []
    if (was === undefined)
      return [
        changeOf(pair, {
          kind: 'rules',
          form: 'added',
          text: `${what}: new, ${brief(is)}`,
          after: textOf(is),
        }),
      ]
    if (is === undefined)
      return [
        changeOf(pair, {
          kind: 'rules',
          form: 'removed',
          text: `${what}: gone, was ${brief(was)}`,
          before: textOf(was),
        }),
      ]
    return [formulaChange(pair, what, was, is)]
  })
}

// --- decision tables -------------------------------------------------------------------------------

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

function compareDecisions(pair: Pair, before: Fields, after: Fields): readonly Change[] {
  const name = nameOf(pair.after)
  const [old, now] = [rowsOf(before), rowsOf(after)]
  const pairs = matchRows(old, now)
  const headings = [headingsOf(before), headingsOf(after)] as const
  const columns = [
    ...headings[1]
      .filter(it => !headings[0].includes(it))
      .map(it =>
        changeOf(pair, { kind: 'decisions', form: 'added', text: `${name} looks at ${it} too`, after: it }),
      ),
    ...headings[0]
      .filter(it => !headings[1].includes(it))
      .map(it =>
        changeOf(pair, {
          kind: 'decisions',
          form: 'removed',
          text: `${name} no longer looks at ${it}`,
          before: it,
        }),
      ),
  ]
  const formulas = listOf(after.on).flatMap(it => {
    const { name: heading, is } = fieldsOf(it)
    const was = listOf(before.on)
      .map(fieldsOf)
      .find(other => other.name === heading)
    return was === undefined || isSame(was.is, is)
      ? []
      : [formulaChange(pair, `${name}, ${textOf(heading)}`, was.is, is)]
  })
  const policy = isSame(before.policy, after.policy)
    ? []
    : [
        changeOf(pair, {
          kind: 'decisions',
          form: 'changed',
          text: became(`${name}, how rows are tried`, before.policy, after.policy),
        }),
      ]
  const taken = new Set(pairs.map(it => it.was))
  const fresh = now.filter(it => !pairs.some(other => other.is === it))
  const label = (it: DecisionRow): string =>
    `${name}, row ${it.id === '' ? now.indexOf(it) + 1 || old.indexOf(it) + 1 : it.id}`
  return [
    ...policy,
    ...columns,
    ...formulas,
    ...old
      .filter(it => !taken.has(it))
      .map(it =>
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
    ...pairs.flatMap(it => decisionChanges(pair, label(it.is), it)),
    ...movedRows(pair, pairs, old, now).map(it =>
      changeOf(pair, {
        kind: 'decisions',
        form: 'moved',
        text: `${label(it)} is tried in another place: ${it.text}`,
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

// --- slots -----------------------------------------------------------------------------------------

function compareSlots(pair: Pair, before: Fields, after: Fields): readonly Change[] {
  const name = nameOf(pair.after)
  const said = (form: Change['form'], text: string, was?: string, is?: string): Change =>
    changeOf(pair, { kind: 'slots', form, text: `${name}${text}`, before: was, after: is })
  const settings = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter(key => key !== 'fills' && key !== 'limits' && !isSame(before[key], after[key]))
    .map(key =>
      said(
        'changed',
        became(`, ${SLOT_WORDS[key] ?? key}`, shownSetting(before[key]), shownSetting(after[key])),
      ),
    )
  return [...settings, ...compareParts('fills', 'slot'), ...compareParts('limits', 'limit')]

  function compareParts(key: 'fills' | 'limits', noun: string): readonly Change[] {
    const byName = (body: Fields) =>
      new Map(listOf(body[key]).map(it => [textOf(fieldsOf(it).name), fieldsOf(it)]))
    const [old, now] = [byName(before), byName(after)]
    const text = (fields: Fields) => shownSetting(without(fields, ['name']))
    return [...new Set([...now.keys(), ...old.keys()])].flatMap(part => {
      const [was, is] = [old.get(part), now.get(part)]
      if (was === undefined && is !== undefined)
        return [said('added', `: new ${noun} ${part}, ${text(is)}`, undefined, text(is))]
      if (was !== undefined && is === undefined)
        return [said('removed', `: ${noun} ${part} is gone, was ${text(was)}`, text(was))]
      if (was === undefined || is === undefined || isSame(was, is)) return []
      return [said('changed', became(`, ${noun} ${part}`, text(was), text(is)), text(was), text(is))]
    })
  }
}

const SLOT_WORDS: Readonly<Record<string, string>> = {
  from: 'candidates',
  where: 'which are candidates',
  choose: 'how they are chosen',
  score: 'score of a candidate',
  copies: 'copies of a candidate',
  splitCopies: 'whether copies may part',
}
