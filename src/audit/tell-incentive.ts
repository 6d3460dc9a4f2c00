import { isBetter } from '../laws/better-value.ts'
import { isAbsent, type Value } from '../value/value.ts'
import { becauseOf } from './because.ts'
import type { Finding } from './finding.ts'
import type { Incentive } from './incentives.ts'
import { rounded } from './rounded.ts'
import { caseFileOf, linesOf, nearestValues, readsDifferently, sceneOf, valueIn } from './scene.ts'
import type { Scored } from './search-rows.ts'
import { groupName, rowName } from './trial-cohort.ts'
import { inShort, inWords, levelInWords, nameOf, slug, upper, valuesInWords, withArticle } from './words.ts'

export function tellIncentive(scored: Scored, it: Incentive, all: readonly Incentive[] = [it]): Finding {
  const { model, searching, space, inputs } = scored
  const { program } = searching
  const { measure } = model
  const input = inputs[it.input]?.column.id ?? ''
  const [from, to] = nearestValues(scored, it.input, it.from, it.to)
  const before = sceneOf(scored, it.before, it.companion, new Map([[input, from]]))
  const after = sceneOf(scored, it.after, it.companion, new Map([[input, to]]))
  const key = groupName(program, model, 0)
  const values = [before, after].map(scene => inWords(program, valueIn(scene, measure.id, key) ?? from))
  const told = it.kind === 'let in' ? before : after
  const outside =
    space.tuples[space.tupleOf[told === before ? it.before : it.after] ?? 0]?.values.find(isAbsent)
  const reason = outside === undefined ? undefined : inWords(program, outside)
  const subject = withArticle(levelInWords(program, model.rowLevel))
  const start = `${upper(subject)} with ${nameOf(program, input)} ${inShort(to)} rather than ${inShort(from)}`
  const owner = measure.level === model.rowLevel ? 'its' : `the ${levelInWords(program, measure.level)}'s`
  const rises = `${owner} ${nameOf(program, measure.id)} rises from ${values[0]} to ${values[1]}`
  const rowKey = rowName(program, model.rowLevel, 0, before.cells[0] ?? new Map())
  const reads = model.taken.find(column => readsDifferently(before, after, column, rowKey))
  const worth = reads === undefined || it.kind !== 'left out' ? undefined : valueIn(before, reads, rowKey)
  const cost =
    worth?.kind === 'number' && model.measure.id !== reads
      ? `, where ${inShort(from)} would count for ${inShort(worth)}`
      : ''
  const sentence = `${start} ${VERBS[it.kind]}${reason === undefined ? '' : ` (${it.kind === 'let in' ? 'before: ' : ''}${reason})`}${cost}; ${rises}`
  const varied = inputs.map(classes => classes.column.id)
  const others = it.worse.filter(place => place !== it.to)
  const owning = [
    `${nameOf(program, input)} from ${betterInWords(scored, it)}`,
    ...(others.length === 0 ? [] : [`and just so down to ${membersInWords(scored, it.input, others)}`]),
  ]
  const id = slug(
    it.kind,
    nameOf(program, measure.id),
    nameOf(program, input),
    inShort(from),
    inShort(to),
    outside?.reason ?? '',
  )
  const row = told.run.levels
    .get(model.rowLevel)
    ?.find(rowName(program, model.rowLevel, 0, told.cells[0] ?? new Map()))
  const because =
    reads === undefined || row === undefined ? undefined : becauseOf(told.run, reads, row, input)
  return {
    kind: it.kind,
    id,
    measure: measure.id,
    also: [],
    sentence,
    size: rounded(it.gain),
    change: { input, from, to },
    like: reason ?? '',
    times: it.count,
    isLacking: reason?.startsWith('missing') === true,
    extent: [owning.join(', '), ...extentOf(scored, it.contexts, it.input), ...safeWith(scored, it, all)],
    columns: ['before', 'after'],
    lines: linesOf(scored, [before, after], varied),
    ...(because === undefined ? {} : { because }),
    caseFile: caseFileOf(scored, sentence, [
      { ...before, id: 'before', title: `${nameOf(program, input)} is ${inShort(from)}` },
      { ...after, id: 'after', title: `${nameOf(program, input)} is ${inShort(to)}` },
    ]),
  }
}

const membersInWords = ({ inputs }: Scored, input: number, places: readonly number[]): string =>
  valuesInWords(places.flatMap(place => inputs[input]?.classes[place]?.members ?? []))

/** The values of the input from which it pays to go down to the worse one. */
function betterInWords({ inputs, searching }: Scored, it: Incentive): string {
  const classes = inputs[it.input]?.classes ?? []
  const worse = classes[it.to]?.members ?? []
  const isAbove = (value: Value) => worse.some(than => isBetter(value, than, searching.source.lists))
  return valuesInWords(
    [...(it.contexts[it.input] ?? [])].flatMap(at => classes[at]?.members ?? []).filter(isAbove),
  )
}

const VERBS: { readonly [K in Incentive['kind']]: string } = {
  'left out': 'is left out',
  'let in': 'is let in',
  'worse counts for more': 'counts for more',
}

/** Where else it holds: for each other input that matters, in which of its classes, and in which not. */
function extentOf(
  { inputs, searching }: Scored,
  contexts: readonly ReadonlySet<number>[],
  except: number,
): readonly string[] {
  return contexts.flatMap((places, at) => {
    const input = inputs[at]
    if (at === except || input === undefined || places.size === input.classes.length) return []
    const among = (isIn: boolean) =>
      input.classes.flatMap((it, place) => (places.has(place) === isIn ? it.members : []))
    const name = nameOf(searching.program, input.column.id)
    const isMost = among(false).length < among(true).length
    return [
      isMost
        ? `${name} anything but ${valuesInWords(among(false))}`
        : `only with ${name} ${valuesInWords(among(true))}`,
    ]
  })
}

/** Values of another input with which the same worse value gains nothing at all, in whatever way. */
function safeWith(
  { inputs, searching, isThinned }: Scored,
  it: Incentive,
  all: readonly Incentive[],
): readonly string[] {
  if (isThinned) return []
  const alike = all.filter(other => other.input === it.input && other.worse.some(to => it.worse.includes(to)))
  return inputs.flatMap((input, at) => {
    const sizeOf = (isIn: boolean) =>
      input.classes
        .filter((_, place) => it.contexts[at]?.has(place) === isIn)
        .flatMap(({ members }) => members).length
    if (at === it.input || sizeOf(false) < sizeOf(true)) return []
    const safe = input.classes.filter((_, place) => !alike.some(other => other.contexts[at]?.has(place)))
    const values = valuesInWords(safe.flatMap(({ members }) => members))
    return safe.length === 0
      ? []
      : [`nothing to gain with ${nameOf(searching.program, input.column.id)} ${values}`]
  })
}
