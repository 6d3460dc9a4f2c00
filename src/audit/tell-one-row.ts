/** Tells how far one row moves a status, for groups of each size. */
import type { ColumnId } from '../model/program.ts'
import { printAuditCases } from './case-text.ts'
import type { Finding } from './finding.ts'
import { type Mix, type OneRow, type OneRowSearch, rowsOfMix } from './one-row.ts'
import type { RowModel } from './row-model.ts'
import type { Searching } from './search-rows.ts'
import { groupName, trialCohort } from './trial-cohort.ts'
import { inShort, inWords, levelInWords, nameOf, slug } from './words.ts'

export function tellOneRow(searching: Searching, model: RowModel, search: OneRowSearch): Finding | undefined {
  const { program } = searching
  const [first, ...rest] = search.found
  if (first === undefined) return undefined
  const name = nameOf(program, model.measure.id)
  const row = levelInWords(program, model.rowLevel)
  const owner = levelInWords(program, model.measure.level)
  const move = (it: OneRow) => `from ${inWords(program, it.from)} to ${inWords(program, it.to)}`
  const last = rest.at(-1)
  const also = last === undefined ? '' : `; of ${last.size}, ${move(last)}`
  const sentence = `One ${row} of ${first.size} moves the ${owner}'s ${name} ${move(first)}${also}`
  return {
    kind: 'one row decides',
    id: slug('one row', name),
    measure: model.measure.id,
    also: [],
    sentence,
    size: Math.max(...search.found.map(it => it.steps)),
    extent: [kindsInWords(searching, search)],
    columns: ['before', 'after', 'poor, middling, good', 'how far'],
    lines: search.found.map(it => ({
      heading: `${it.size} rows`,
      cells: [
        inWords(program, it.from),
        inWords(program, it.to),
        `${it.before.slice(0, 3).join(', ')} → ${it.after.slice(0, 3).join(', ')}${it.before[3] === undefined ? '' : ' and one other'}`,
        farInWords(it),
      ],
    })),
    caseFile: caseFileOf(searching, model, search, first, sentence),
  }
}

function kindsInWords({ program }: Searching, { kinds, inputs }: OneRowSearch): string {
  const words = kinds.slice(0, 3).map(cells =>
    inputs
      .flatMap(({ column }) => {
        const value = cells.get(column.id)
        const isFixed = kinds
          .slice(0, 3)
          .every(it => inShort(it.get(column.id) ?? NONE) === inShort(value ?? NONE))
        return value === undefined || isFixed ? [] : [`${nameOf(program, column.id)} ${inShort(value)}`]
      })
      .join(', '),
  )
  return `poor: ${words[0]}; middling: ${words[1]}; good: ${words[2]}`
}
const farInWords = ({ steps, isExact }: OneRow): string =>
  `${isExact ? '' : 'at least '}${steps} ${steps === 1 ? 'step' : 'steps'}${isExact ? ', the farthest there is' : ''}`

const NONE = { kind: 'absent', absence: 'missing', reason: 'no_value' } as const

function caseFileOf(
  searching: Searching,
  model: RowModel,
  search: OneRowSearch,
  it: OneRow,
  title: string,
): string {
  const { program, engine, options, source } = searching
  const caseOf = (id: string, mix: Mix) => {
    const trial = trialCohort(program, model, rowsOfMix(search.kinds, mix, 0), search.above, source)
    const run = engine(program, trial.cohort, { ...options, given: trial.given })
    const expect = [{ column: model.measure.id, key: groupName(program, model, 0) }]
    return { id, title: `Poor, middling and good rows: ${mix.slice(0, 3).join(', ')}`, trial, run, expect }
  }
  const inputs: ReadonlySet<ColumnId> = new Set([
    ...model.changed,
    ...model.unchanged,
    ...model.heldHere,
    ...model.link,
  ])
  const cases = [caseOf('before', it.before), caseOf('after', it.after)]
  return printAuditCases(program, {
    title,
    parameters: options.parameters ?? new Map(),
    inputs,
    above: search.above,
    cases,
  })
}
