/** A program as a run with certain parameters has it: parameters are values, and what follows from them is worked out. */

import type { Column, Core, Program, ProgramShow } from '../../model/program.ts'
import { identityKey } from '../../value/identity-key.ts'
import type { Value } from '../../value/value.ts'
import { type ConstantReader, type Fold, folding } from '../fold.ts'

const known = new WeakMap<Program, Map<string, Program>>()

/** The same for every run with the same parameters, so that what is found out about a program is found once. */
export function foldedProgram(
  program: Program,
  parameters: ReadonlyMap<string, Value>,
  reader: ConstantReader,
): Program {
  const programs = known.get(program) ?? new Map<string, Program>()
  known.set(program, programs)
  const key = [...program.parameters.keys()]
    .map(it => parameters.get(it))
    .map(it => (it === undefined ? '' : identityKey(it)))
    .join('\n')
  const before = programs.get(key)
  if (before !== undefined) return before
  const fold = folding(program, parameters, reader)
  const columns = [...program.columns].map(([id, it]) => [id, foldedColumn(it, fold)] as const)
  const found = { ...program, columns: new Map(columns) }
  if (programs.size >= MOST_KNOWN) programs.clear()
  programs.set(key, found)
  return found
}

/** Runs of scenarios may set a number to very many values. */
const MOST_KNOWN = 64

function foldedColumn(column: Column, fold: Fold): Column {
  const { content } = column
  if (content.kind === 'input') return column
  const is = fold(content.is)
  const show = content.show && foldedShow(content.show, fold)
  if (is === content.is && show === content.show) return column
  return { ...column, content: { ...content, is, ...(show === undefined ? {} : { show }) } }
}

function foldedShow(show: ProgramShow, fold: Fold): ProgramShow {
  const whens: readonly Core[] = show.instead.map(it => fold(it.when))
  if (show.instead.every(({ when }, index) => when === whens[index])) return show
  return { ...show, instead: show.instead.map((it, index) => ({ ...it, when: whens[index] ?? it.when })) }
}
