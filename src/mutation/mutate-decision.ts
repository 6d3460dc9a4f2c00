/** Mistakes in decision tables: a row left out, rows in another order, and mistakes in the patterns of cells. */

import { printCore } from '../check/print-core.ts'
import { areRangesDisjoint, type Range } from '../check/types.ts'
import type { Bound, CoreBound, CoreDecide, CoreDecisionRow, CorePattern } from '../model/program.ts'
import type { Span } from '../source/source.ts'
import { speaksOfAbsence } from './absence-words.ts'
import { type Change, type Edit, spanBetween, written } from './change.ts'
import { patternChanges } from './mutate-pattern.ts'

export const decisionChanges = (core: CoreDecide): readonly Change[] => [
  ...core.rows.map(
    (row, index): Change => ({
      kind: 'decision row',
      at: row.at,
      after: '',
      core: { ...core, rows: core.rows.toSpliced(index, 1) },
      sites: [row],
      ...(row.cells.some(speaksOfAbsence) ? withoutLine(row.at) : {}),
    }),
  ),
  ...swaps(core),
  ...core.rows.flatMap((row, index) =>
    row.cells.flatMap((cell, column) =>
      patternChanges(cell).map(({ pattern, ...change }): Change => {
        const cells = row.cells.with(column, pattern)
        return {
          ...change,
          core: { ...core, rows: core.rows.with(index, { ...row, cells }) },
          sites: [cell],
          ...(speaksOfAbsence(cell) ? { edit: { at: change.at, text: change.after } } : {}),
        }
      }),
    ),
  ),
]

/** The text without an item of a list, where that has lines to itself. */
function withoutLine({ source, start, end }: Span): { readonly edit?: Edit } {
  const lineStart = source.text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = source.text.indexOf('\n', end)
  const isItem = /^ *- *$/.test(source.text.slice(lineStart, start))
  return isItem ? { edit: { at: { source, start: lineStart, end: lineEnd + 1 }, text: '' } } : {}
}

/** Only the order of rows that can both match makes a difference, and only where rows are tried in order. */
function swaps(core: CoreDecide): readonly Change[] {
  if (core.policy !== 'first') return []
  return core.rows.flatMap((row, index): readonly Change[] => {
    const next = core.rows[index + 1]
    if (next === undefined || next.index !== row.index + 1 || areDisjoint(row, next)) return []
    if (printCore(row.outcome) === printCore(next.outcome)) return []
    return [
      {
        kind: 'row order',
        at: spanBetween(row, next),
        after: `${written(next.at)} ${written(row.at)}`,
        core: { ...core, rows: core.rows.with(index, next).with(index + 1, row) },
        sites: [row, next],
      },
    ]
  })
}

const areDisjoint = (one: CoreDecisionRow, other: CoreDecisionRow): boolean =>
  one.cells.some((cell, column) => {
    const beside = other.cells[column]
    const [left, right] = [codesOf(cell), codesOf(beside)]
    if (cell.kind === 'range' && beside?.kind === 'range')
      return areRangesDisjoint(constantRange(cell), constantRange(beside))
    return left !== undefined && right !== undefined && !left.some(it => right.includes(it))
  })

/** What a pattern of constants can match, as texts; undefined where that is not a list. */
function codesOf(pattern: CorePattern | undefined): readonly string[] | undefined {
  if (pattern?.kind === 'codes') return pattern.codes.map(it => `${pattern.list} ${it}`)
  if (pattern?.kind === 'equals' && pattern.value.kind === 'Literal' && pattern.value.value.kind === 'yes/no')
    return [String(pattern.value.value.yes)]
  if (pattern?.kind === 'absent' && pattern.which !== 'present' && pattern.which !== 'absent')
    return [pattern.which]
  if (pattern?.kind === 'range') return ['a number']
  if (pattern?.kind !== 'one of') return undefined
  const parts = pattern.alternatives.map(codesOf)
  return parts.some(it => it === undefined) ? undefined : parts.flatMap(it => it ?? [])
}

/** Ends that are computed could be anywhere. */
function constantRange({ from, to }: Extract<CorePattern, { kind: 'range' }>): Range {
  const [start, end] = [constantBound(from), constantBound(to)]
  return { ...(start === undefined ? {} : { from: start }), ...(end === undefined ? {} : { to: end }) }
}

const constantBound = (it: CoreBound | undefined): Bound | undefined =>
  it?.value.kind === 'Literal' && it.value.value.kind === 'number'
    ? { value: it.value.value.number, inclusive: it.inclusive }
    : undefined
