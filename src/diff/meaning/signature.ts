/**
 * What a value rests on, as one text: its formula with every name in full, and the same of all it
 * reads - columns, tables, parameters, levels, the ranks of codes. Two values with one text are the same
 * on every input. Values proved to be the same in another way may be given one text, too.
 */

import { shapeOf } from '../../check/decision/constant.ts'
import { printCore } from '../../check/print-core.ts'
import { type Node, nameOf, readsOf } from '../../check/reads-of.ts'
import { walkCore } from '../../model/core-parts.ts'
import type { ColumnId, Core, Program } from '../../model/program.ts'

export interface Signatures {
  of(column: ColumnId, isPublished?: boolean): string
  /** From here on the exact value of the column has this text. */
  set(column: ColumnId, signature: string): void
}

/** Short names for long texts, the same for both programs. */
export type ShortNames = Map<string, string>

/** `rename` writes the names of the program under those that both share. */
export function signaturesOf(
  program: Program,
  rename: (text: string) => string,
  shortNames: ShortNames,
): Signatures {
  const known = new Map<string, string>()
  const pending = new Set<string>()

  function signature(node: Node): string {
    const name = nameOf(node)
    const found = known.get(name)
    if (found !== undefined) return found
    // A circle is an error of the ruleset and has been refused before.
    if (pending.has(name)) return name
    pending.add(name)
    const made = `${textOf(node)}\n${readsOf(program, node).map(signature).join('\n')}`
    pending.delete(name)
    const short = digest(made)
    known.set(name, short)
    return short
  }

  function digest(text: string): string {
    const short = shortNames.get(text) ?? `#${shortNames.size}`
    shortNames.set(text, short)
    return short
  }

  function textOf({ column: id, isPublished }: Node): string {
    const column = program.columns.get(id)
    if (column === undefined) return rename(id)
    const level = levelText(column.level)
    if (column.content.kind === 'input') {
      const { mayBeMissing, default: value, key } = column.content
      return rename(
        `input ${id} ${shapeOf(column.type)} ${listsIn(column.type)} ${mayBeMissing} ${shapeOf({ value, key })} ${level}`,
      )
    }
    const { is, show } = column.content
    if (isPublished)
      return rename(
        `${shapeOf({ ...show, instead: [] })} ${show?.instead.map(it => `${printCore(it.when)} ${it.reason.reason}`).join() ?? ''} ${level}`,
      )
    return `${rename(`${printCore(is)} ${level}`)} ${besides(is)}`
  }

  /** What the formula reads besides columns. */
  function besides(core: Core): string {
    const parts: string[] = []
    walkCore(core, it => {
      if (it.kind === 'Table') parts.push(tableText(it.table))
      if (it.kind === 'Parameter') parts.push(parameterText(it.parameter))
      if (it.kind === 'LookUp' || it.kind === 'AggregateRows' || it.kind === 'Slots')
        for (const level of it.path) parts.push(levelText(level))
      if (it.kind === 'AggregateRows' || it.kind === 'Slots') parts.push(levelText(it.level))
      if (it.kind === 'Literal' && it.value.kind === 'code') parts.push(listText(it.value.list))
    })
    return rename([...new Set(parts)].join(' '))
  }

  const tables = new Map<string, string>()
  function tableText(name: string): string {
    const table = program.tables.get(name)
    const found = tables.get(name)
    if (found !== undefined || table === undefined) return found ?? name
    const { title: _, cites: __, rows, otherwise, line, ...rest } = table
    const plain = rows.map(it => rename(shapeOf({ keys: it.keys, values: it.values })))
    const ordered = line === undefined ? plain.toSorted() : plain
    const text = digest(
      rename(
        [
          shapeOf(rest),
          otherwise === undefined ? '' : printCore(otherwise),
          shapeOf({ line }),
          ...ordered,
        ].join('\n'),
      ),
    )
    tables.set(name, text)
    return text
  }

  function parameterText(name: string): string {
    const it = program.parameters.get(name)
    return it === undefined ? name : shapeOf({ name, type: it.type, default: it.default }) + listsIn(it.type)
  }

  function levelText(name: string): string {
    const it = program.levels.get(name)
    if (it === undefined) return name
    const where = it.groups?.where === undefined ? '' : printCore(it.groups.where)
    return `${name} by ${it.key.join()} of ${it.groups?.level ?? ''} ${where} ${shapeOf([...it.belongs])}`
  }

  const listsIn = (type: { readonly alternatives: readonly object[] }): string =>
    type.alternatives.map(it => ('list' in it ? listText(String(it.list)) : '')).join()

  function listText(name: string): string {
    const { codes, dimensions } = program.ruleset
    const list = codes.get(name)
    if (list === undefined)
      return `${name} ${
        dimensions
          .get(name)
          ?.members.map(it => it.name)
          .join() ?? ''
      }`
    const names = list.codes.map(it => rename(it.code))
    return `${name} ${list.order ?? ''} ${(list.order === undefined ? names.toSorted() : names).join()}`
  }

  return {
    of: (column, isPublished = false) => signature({ column, isPublished }),
    set: (column, text) => void known.set(nameOf({ column, isPublished: false }), text),
  }
}
