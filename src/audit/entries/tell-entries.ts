/** Tells of entries that cost their owner something: all entries before and after, and what they do to one another. */
import type { Program } from '../../model/program.ts'
import { toDecimal } from '../../value/exact.ts'
import { isAbsent, type Value } from '../../value/value.ts'
import { becauseOf } from '../because.ts'
import { printAuditCases } from '../case-text.ts'
import type { Finding, FindingKind } from '../finding.ts'
import { rounded } from '../rounded.ts'
import { inShort, inWords, levelInWords, listed, nameOf, slug, upper, withArticle } from '../words.ts'
import type { Entry } from './entry-classes.ts'
import type { Entries } from './entry-scores.ts'
import type { Altered, Grouped } from './group-findings.ts'
import type { EntrySearch } from './search-entries.ts'

const KINDS: { readonly [K in Grouped['change']['kind']]: FindingKind } = {
  worse: 'worse counts for more',
  useful: 'better not entered',
  useless: 'better left out',
}

export function tellEntries(search: EntrySearch, it: Grouped): Finding {
  const { searching, model, scores } = search
  const { program, engine, options } = searching
  const { measure } = model
  const [before, after] = [it.before, it.after].map(one => {
    const trial = scores.trial(one)
    return { trial, run: engine(program, trial.cohort, { ...options, given: trial.given }) }
  })
  if (before === undefined || after === undefined) throw new RangeError('a finding has two sides')
  const values = [before, after].map(({ run }) => inWords(program, run.value(measure.id, 0)))
  const { altered, displaced } = it
  const sentence = sentenceOf(search, it, values)
  const blocked = altered.find(one => isAbsent(one.before) && !isAbsent(one.after))
  const because = blocked && becauseOf(before.run, blocked.column, blocked.at)
  const row = (side: Entries, at: number) => entryInWords(program, side, at, search)
  const name = nameOf(program, measure.id)
  const lines = it.before.entries.flatMap((_, at) => [
    {
      heading: `${levelInWords(program, model.level)} ${at + 1}`,
      cells: [row(it.before, at), afterInWords(search, it, at)],
    },
    ...altered
      .filter(one => one.at === at && isTold(one))
      .map(one => ({
        heading: `${levelInWords(program, model.level)} ${at + 1}: ${nameOf(program, one.column)}`,
        cells: [inWords(program, one.before), inWords(program, one.after)],
      })),
    ...displaced
      .filter(one => one.at === at)
      .map(one => ({
        heading: `${levelInWords(program, model.level)} ${at + 1}: its place`,
        cells: [one.before ?? 'none', one.after ?? 'none'],
      })),
  ])
  const change = changeOf(it)
  const inputs = [...model.required, ...model.optional, ...model.days].map(({ id }) => id)
  const above = new Map(
    search.held.flatMap(({ column, values: [value] }) =>
      value === undefined ? [] : [[column, value] as const],
    ),
  )
  return {
    kind: KINDS[it.change.kind],
    id: slug(
      KINDS[it.change.kind],
      name,
      ...it.reasons,
      change === undefined ? '' : nameOf(program, change.input),
    ),
    measure: measure.id,
    also: [],
    sentence,
    size: rounded(it.gain),
    ...(change === undefined ? {} : { change }),
    like: it.reasons.join(' '),
    times: it.times,
    extent: [`so in ${it.times.toLocaleString('en')} of the comparisons`],
    columns: ['before', 'after'],
    lines: [...lines, { heading: `${levelInWords(program, measure.level)}: ${name}`, cells: values }],
    ...(because === undefined ? {} : { because }),
    caseFile: printAuditCases(program, {
      title: sentence,
      parameters: options.parameters ?? new Map(),
      inputs: new Set([...inputs, ...model.link]),
      above,
      cases: [
        { id: 'before', title: 'Before', ...before, expect: [{ column: measure.id, key: undefined }] },
        { id: 'after', title: 'After', ...after, expect: [{ column: measure.id, key: undefined }] },
      ],
    }),
  }
}

function changeOf({ change, before }: Grouped): Finding['change'] {
  if (change.kind !== 'worse') return undefined
  const { input, to } = change.worse
  const from = before.entries[change.at]?.cells.get(input)
  const worse = to.cells.get(input)
  return from === undefined || worse === undefined ? undefined : { input, from, to: worse }
}

function sentenceOf(search: EntrySearch, it: Grouped, values: readonly string[]): string {
  const { model, searching, scores } = search
  const { program } = searching
  const { measure } = model
  const own = it.before.entries[it.change.at]
  const entry = withArticle(levelInWords(program, model.level))
  const what = own === undefined ? '' : shortEntry(program, own)
  const owner = levelInWords(program, measure.level)
  const rises = `the ${owner}'s ${nameOf(program, measure.id)} rises from ${values[0]} to ${values[1]}`
  const blocked = it.altered.filter(one => isAbsent(one.before) && !isAbsent(one.after))
  const excluded = [...new Set(blocked.map(({ at }) => at))].flatMap(at => {
    const other = it.before.entries[at]
    const reason = blocked.find(one => one.at === at)?.before
    return other === undefined || reason === undefined
      ? []
      : [`${shortEntry(program, other)} is ${outOf(program, reason)}`]
  })
  const crowded = it.displaced.flatMap(({ at, before }) => {
    const other = it.before.entries[at]
    return before !== undefined || other === undefined ? [] : [`${shortEntry(program, other)} has no place`]
  })
  const out = excluded.length > 0 ? excluded : crowded
  const why = out.length === 0 ? '' : `: with it ${listed(out, 'and')}`
  if (it.change.kind === 'worse') {
    const change = changeOf(it)
    const values =
      change === undefined
        ? ''
        : `${nameOf(program, change.input)} ${inShort(change.to)} rather than ${inShort(change.from)}`
    return `${upper(entry)} (${what}) with ${values} counts for more; ${rises}${why.replace('with it', `with ${change === undefined ? 'it' : inShort(change.from)}`)}`
  }
  const alone = own === undefined ? 0 : (scores.of({ entries: [own] }) ?? 0)
  const worth =
    it.change.kind === 'useful' ? `, which by itself counts for ${Math.round(alone * 100) / 100},` : ''
  return `Without ${entry}, ${what}${worth === '' ? ',' : worth} ${rises}${why}`
}

/** `excluded: set aside` without the kind of absence before it. */
const outOf = (program: Program, reason: Value): string => inWords(program, reason).replace(/^[a-z ]+: /, '')

function afterInWords(search: EntrySearch, it: Grouped, at: number): string {
  if (at !== it.change.at) return entryInWords(search.searching.program, it.before, at, search)
  return it.change.kind === 'worse'
    ? entryInWords(search.searching.program, it.after, at, search)
    : 'left out'
}

const isTold = ({ before, after }: Altered): boolean =>
  (before.kind === 'number' || isAbsent(before)) && (after.kind === 'number' || isAbsent(after))

/** The values of an entry one after the other, as codes are titled: `Full, Second, top`. */
export function shortEntry(program: Program, { cells }: Entry): string {
  const inOrder = [...program.columns.keys()].filter(it => cells.has(it))
  const values = inOrder.flatMap(column => {
    const value = cells.get(column)
    if (value === undefined || isAbsent(value) || value.kind === 'date') return []
    if (value.kind === 'number') return [`${nameOf(program, column)} ${toDecimal(value.number, 2)}`]
    const list = value.kind === 'code' ? program.ruleset.codes.get(value.list) : undefined
    const title =
      list?.order === undefined
        ? list?.codes.find(it => value.kind === 'code' && it.code === value.code)?.title
        : undefined
    return [title === undefined ? inShort(value) : cut(title)]
  })
  return values.join(', ')
}

/** A longer title would take more room than it is worth. */
const MOST_TITLE = 56
const cut = (title: string): string =>
  title.length > MOST_TITLE ? `${title.slice(0, MOST_TITLE - 1).trimEnd()}…` : title

function entryInWords(program: Program, side: Entries, at: number, { model }: EntrySearch): string {
  const entry = side.entries[at]
  if (entry === undefined) return ''
  const days =
    model.days.length === 0 || side.later === undefined ? '' : at === side.later ? ', a day later' : ''
  return `${shortEntry(program, entry)}${days}`
}
