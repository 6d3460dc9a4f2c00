/** Tells what was found by comparing rows: each finding with the smallest group that shows it, before and after. */
import type { Run } from '../engine/engine.ts'
import { isBetter } from '../laws/better-value.ts'
import type { ColumnId } from '../model/program.ts'
import { isAbsent, type Value } from '../value/value.ts'
import { becauseOf } from './because.ts'
import { type AuditCase, printAuditCases } from './case-text.ts'
import type { Cliff } from './cliffs.ts'
import type { Finding } from './finding.ts'
import type { Incentive } from './incentives.ts'
import { isPlain, nearestPair } from './input-classes.ts'
import type { OutOfReach } from './out-of-reach.ts'
import { rounded } from './rounded.ts'
import { cellsOf, placeIn } from './row-space.ts'
import type { Scored } from './search-rows.ts'
import { type Cells, groupName, rowName, type TrialCohort, trialCohort } from './trial-cohort.ts'
import {
  inShort,
  inWords,
  levelInWords,
  nameOf,
  numberInWords,
  slug,
  valuesInWords,
  withArticle,
} from './words.ts'

// --- seeing it -----------------------------------------------------------------------------------

export interface Scene {
  readonly trial: TrialCohort
  readonly run: Run
  readonly cells: readonly Cells[]
}

export function sceneOf(
  { searching, model, space, above, companions }: Scored,
  row: number,
  companion: number,
  instead: Cells = new Map(),
): Scene {
  const { program, engine, options, source } = searching
  const beside = companions[companion]
  const other = beside === undefined ? undefined : space.tuples[beside]?.row
  const own = new Map([...cellsOf(space.digits, row), ...instead])
  const cells = other === undefined ? [own] : [own, cellsOf(space.digits, other)]
  const trial = trialCohort(
    program,
    model,
    cells.map(it => ({ group: 0, cells: it })),
    above,
    source,
  )
  return { trial, cells, run: engine(program, trial.cohort, { ...options, given: trial.given }) }
}

const valueIn = ({ run }: Scene, column: ColumnId, key: string): Value | undefined => {
  const row = run.levels.get(run.program.columns.get(column)?.level ?? '')?.find(key)
  return row === undefined ? undefined : run.value(column, row)
}

/** Inputs and held values of each row, what the measure takes in of it, and the measure. */
export function linesOf(
  scored: Scored,
  scenes: readonly Scene[],
  shownInputs: readonly ColumnId[],
): Finding['lines'] {
  const { model, searching } = scored
  const { program } = searching
  const rows = scenes[0]?.cells.length ?? 0
  const columns = [
    ...new Set([...shownInputs, ...model.heldHere, ...model.taken.filter(it => it !== model.measure.id)]),
  ]
  const lineOf = (heading: string, column: ColumnId, key: string) => {
    const cells = scenes.map(it => {
      const value = valueIn(it, column, key)
      return value === undefined ? '–' : inWords(program, value)
    })
    return { heading, cells }
  }
  const ofRows = Array.from({ length: rows }, (_, at) =>
    rowName(program, model.rowLevel, at, scenes[0]?.cells[at] ?? new Map()),
  )
  const lines = ofRows.flatMap(key =>
    columns.flatMap(column => {
      const line = lineOf(
        `${levelInWords(program, model.rowLevel)} ${key}: ${nameOf(program, column)}`,
        column,
        key,
      )
      return line.cells.every((_, scene) => isDull(scored, scenes[scene], column, key)) ? [] : [line]
    }),
  )
  const key = groupName(program, model, 0)
  const owner = [levelInWords(program, model.measure.level), key].filter(Boolean).join(' ')
  return [...lines, lineOf(`${owner}: ${nameOf(program, model.measure.id)}`, model.measure.id, key)]
}

/** Inputs that are as nobody would write them down, and conditions that are not met. */
function isDull({ searching }: Scored, scene: Scene | undefined, id: ColumnId, key: string): boolean {
  const column = searching.program.columns.get(id)
  const value = scene && valueIn(scene, id, key)
  if (column === undefined || value === undefined) return true
  if (column.content.kind === 'input') return isPlain(column, value)
  return value.kind === 'yes/no' && !column.type.alternatives.some(it => it.kind === 'number') && !value.yes
}

export function caseFileOf(
  scored: Scored,
  title: string,
  scenes: readonly (Scene & { readonly id: string; readonly title: string })[],
): string {
  const { model, searching, above } = scored
  const { program, options } = searching
  const cases = scenes.map((it): AuditCase => {
    const key = rowName(program, model.rowLevel, 0, it.cells[0] ?? new Map())
    const taken = model.taken.filter(column => program.columns.get(column)?.content.kind === 'rule')
    const measure = { column: model.measure.id, key: groupName(program, model, 0) }
    const expect = [
      ...taken.filter(column => column !== model.measure.id).map(column => ({ column, key })),
      measure,
    ]
    return { id: it.id, title: it.title, trial: it.trial, run: it.run, expect }
  })
  const inputs = new Set([...model.changed, ...model.unchanged, ...model.heldHere, ...model.link])
  return printAuditCases(program, {
    title,
    parameters: options.parameters ?? new Map(),
    inputs,
    above,
    cases,
  })
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

const classValue = ({ inputs }: Scored, input: number, place: number): Value =>
  inputs[input]?.classes[place]?.value ?? { kind: 'absent', absence: 'missing', reason: 'no_value' }

/** The better and the worse value of two classes that lie nearest to each other. */
function nearestValues(scored: Scored, input: number, from: number, to: number): readonly [Value, Value] {
  const classes = scored.inputs[input]
  const pair = classes && nearestPair(classes, from, to, scored.searching.source)
  return [pair?.better ?? classValue(scored, input, from), pair?.worse ?? classValue(scored, input, to)]
}

// --- incentives ----------------------------------------------------------------------------------

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
  const told = it.kind === 'entering' ? before : after
  const outside =
    space.tuples[space.tupleOf[told === before ? it.before : it.after] ?? 0]?.values.find(isAbsent)
  const reason = outside === undefined ? undefined : inWords(program, outside)
  const subject = withArticle(levelInWords(program, model.rowLevel))
  const start = `${upper(subject)} with ${nameOf(program, input)} ${inShort(to)} rather than ${inShort(from)}`
  const owner = measure.level === model.rowLevel ? 'its' : `the ${levelInWords(program, measure.level)}'s`
  const rises = `${owner} ${nameOf(program, measure.id)} rises from ${values[0]} to ${values[1]}`
  const rowKey = rowName(program, model.rowLevel, 0, before.cells[0] ?? new Map())
  const reads = model.taken.find(column => readsDifferently(before, after, column, rowKey))
  const worth = reads === undefined || it.kind !== 'leaving' ? undefined : valueIn(before, reads, rowKey)
  const cost =
    worth?.kind === 'number' && model.measure.id !== reads
      ? `, where ${inShort(from)} would count for ${inShort(worth)}`
      : ''
  const sentence = `${start} ${VERBS[it.kind]}${reason === undefined ? '' : ` (${it.kind === 'entering' ? 'before: ' : ''}${reason})`}${cost}; ${rises}`
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
  leaving: 'is left out',
  entering: 'is let in',
  'worse counts for more': 'counts for more',
}

const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

const readsDifferently = (before: Scene, after: Scene, column: ColumnId, key: string): boolean => {
  const [a, b] = [valueIn(before, column, key), valueIn(after, column, key)]
  return (
    a !== undefined &&
    b !== undefined &&
    inShort(a) !== inShort(b) &&
    (isAbsent(a) || isAbsent(b) || a.kind === 'number' || a.kind === 'yes/no')
  )
}

// --- cliffs and what is out of reach -------------------------------------------------------------

export function tellCliff(scored: Scored, it: Cliff): Finding {
  const { model, searching, inputs, space } = scored
  const { program } = searching
  const input = inputs[it.input]?.column.id ?? ''
  const placeOf = (row: number) => placeIn(space.digits, it.input, row)
  const [to, from] = nearestValues(scored, it.input, placeOf(it.better), placeOf(it.worse))
  const worse = sceneOf(scored, it.worse, 0, new Map([[input, from]]))
  const better = sceneOf(scored, it.better, 0, new Map([[input, to]]))
  const name = nameOf(program, input)
  const size = numberInWords(it.size)
  const rowKey = rowName(program, model.rowLevel, 0, better.cells[0] ?? new Map())
  const reads = model.taken.find(column => readsDifferently(worse, better, column, rowKey))
  const row = better.run.levels.get(model.rowLevel)?.find(rowKey)
  const because =
    reads === undefined || row === undefined ? undefined : becauseOf(better.run, reads, row, input)
  const usual =
    it.usual < it.size - 1e-9
      ? `, where most steps move it by ${numberInWords(it.usual)}`
      : ': it is the only step that does anything'
  const sentence = `The step of ${name} from ${inShort(from)} to ${inShort(to)} moves ${nameOf(program, model.measure.id)} by ${size}${usual}`
  return {
    kind: 'cliff edge',
    id: slug('cliff', nameOf(program, model.measure.id), name, inShort(from), inShort(to)),
    measure: model.measure.id,
    also: [],
    sentence,
    size: rounded(it.size),
    change: { input, from, to },
    extent: [],
    columns: ['below the edge', 'above it'],
    lines: linesOf(
      scored,
      [worse, better],
      inputs.map(classes => classes.column.id),
    ),
    ...(because === undefined ? {} : { because }),
    caseFile: caseFileOf(scored, sentence, [
      { ...worse, id: 'below-the-edge', title: `${name} is ${inShort(from)}` },
      { ...better, id: 'above-the-edge', title: `${name} is ${inShort(to)}` },
    ]),
  }
}

export function tellOutOfReach(scored: Scored, it: OutOfReach): Finding {
  const { model, searching, inputs, space } = scored
  const { program } = searching
  const input = inputs[it.input]?.column.id ?? ''
  const values = it.classes.map(place => classValue(scored, it.input, place))
  const scene = sceneOf(scored, it.row, 0)
  const others = inputs.flatMap((classes, at) =>
    at === it.input || placeIn(space.digits, at, it.row) === 0
      ? []
      : [
          `${nameOf(program, classes.column.id)} ${inShort(classValue(scored, at, placeIn(space.digits, at, it.row)))}`,
        ],
  )
  const subject = withArticle(levelInWords(program, model.rowLevel))
  const sentence = `${upper(subject)} with ${nameOf(program, input)} ${valuesInWords(values)} cannot get ${nameOf(program, model.measure.id)} above ${numberInWords(it.best)}, whatever the rest${others.length === 0 ? '' : ` (best with ${others.join(', ')})`}`
  return {
    kind: 'out of reach',
    id: slug(
      'out of reach',
      nameOf(program, model.measure.id),
      nameOf(program, input),
      valuesInWords(values),
    ),
    measure: model.measure.id,
    also: [],
    sentence,
    size: rounded(-it.best),
    like: `${slug(nameOf(program, input).split('.')[0] ?? '')} ${valuesInWords(values)}`,
    extent: [],
    columns: ['at best'],
    lines: linesOf(
      scored,
      [scene],
      inputs.map(classes => classes.column.id),
    ),
    caseFile: caseFileOf(scored, sentence, [{ ...scene, id: 'at-best', title: 'As good as it gets' }]),
  }
}
