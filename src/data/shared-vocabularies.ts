/**
 * Which input columns are matched with one another: those by which rows belong to others, and the keys of
 * those. They share a vocabulary, so that rows are matched by numbers rather than by texts.
 */
import type { ColumnId, Program } from '../model/program.ts'
import { inputsOf } from './match-columns.ts'
import { Vocabulary } from './vocabulary.ts'

export function sharedVocabularies(program: Program): ReadonlyMap<ColumnId, Vocabulary> {
  const vocabularies = new Map<ColumnId, Vocabulary>()
  for (const columns of matchedColumns(program)) {
    const shared = new Vocabulary()
    for (const it of columns) vocabularies.set(it, shared)
  }
  return vocabularies
}

/** Sets of columns, each of which is matched with some other of its set. */
function matchedColumns(program: Program): ReadonlySet<ReadonlySet<ColumnId>> {
  const setOf = new Map<ColumnId, Set<ColumnId>>()
  const join = (left: ColumnId, right: ColumnId) => {
    const [first, second] = [setOf.get(left) ?? new Set([left]), setOf.get(right) ?? new Set([right])]
    for (const it of second) first.add(it)
    for (const it of first) setOf.set(it, first)
  }
  for (const { name, key, belongs } of program.levels.values()) {
    const own = inputsOf(program, name).filter(it => it.isKey)
    for (const [index, id] of key.entries()) join(id, own[index]?.id ?? id)
    for (const [upper, columns] of belongs)
      for (const [index, id] of columns.entries()) join(id, program.levels.get(upper)?.key[index] ?? id)
  }
  return new Set(setOf.values())
}
