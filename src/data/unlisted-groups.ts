/**
 * Finds groups whose rows are in the data and that the file of their own inputs does not list. Where such
 * an input has neither a default nor leave to be missing, its value would be missing without a word.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { countOf, type Dictionary } from '../engine/cohort.ts'
import type { Program, ProgramLevel } from '../model/program.ts'
import type { Span } from '../source/source.ts'
import { textOfValue } from '../value/text-of-value.ts'
import { isAbsent } from '../value/value.ts'
import type { JoinedRows } from './join-rows.ts'
import { inputsOf, needsColumn } from './match-columns.ts'

/** So many keys are named. */
const NAMED = 5

export function unlistedGroups(
  program: Program,
  levels: ReadonlyMap<string, JoinedRows>,
  at: Span,
): readonly Diagnostic[] {
  return [...program.levels.values()].flatMap(level => {
    const needed = inputsOf(program, level.name).filter(it => !it.isKey && needsColumn(it))
    const unlisted = needed.length === 0 ? [] : keysUnlisted(program, level, levels)
    if (unlisted.length === 0) return []
    const named = unlisted.slice(0, NAMED).map(it => `\`${it}\``)
    const keys = [...named, ...(unlisted.length > NAMED ? [`${unlisted.length - NAMED} more`] : [])].join(
      ', ',
    )
    const inputs = needed.map(it => `\`${it.heading}\``).join(', ')
    return [report('data/unlisted-group', at, { level: level.name, keys, inputs })]
  })
}

/** Keys computed by rules, and groups of some rows only, are not known before the rules have run. */
function keysUnlisted(
  program: Program,
  { name, key, groups }: ProgramLevel,
  levels: ReadonlyMap<string, JoinedRows>,
): readonly string[] {
  const [below, listed] = [levels.get(groups?.level ?? ''), levels.get(name)]
  if (below === undefined || listed === undefined || groups?.where !== undefined) return []
  if (key.some(it => !below.columns.has(it))) return []
  const own = inputsOf(program, name).flatMap(it => (it.isKey ? [it.id] : []))
  const known = new Set(keysIn(listed, own))
  return [...new Set(keysIn(below, key))].filter(it => !known.has(it)).sort()
}

/** The keys of the rows, of a single column of a file each once. */
function keysIn(rows: JoinedRows, columns: readonly string[]): readonly string[] {
  const [column, ...others] = columns
  const dictionary = others.length === 0 ? rows.columns.get(column ?? '')?.dictionary : undefined
  if (dictionary !== undefined) return keysOf(dictionary)
  const keys: string[] = []
  for (let row = 0; row < rows.size; row += 1) {
    const values = columns.flatMap(it => rows.columns.get(it)?.at(row) ?? [])
    if (!values.some(isAbsent)) keys.push(values.map(textOfValue).join(' / '))
  }
  return keys
}

/** Every different value that a row has, without looking at it for each row. */
function keysOf(dictionary: Dictionary): readonly string[] {
  const isUsed = new Uint8Array(countOf(dictionary))
  for (const code of dictionary.codes) isUsed[code] = 1
  const { list } = dictionary
  const valueAt = (code: number) => (list === undefined ? dictionary.values[code] : list.valueAt(code))
  return Array.from(isUsed.keys()).flatMap(code => {
    const value = isUsed[code] === 1 ? valueAt(code) : undefined
    return value === undefined || isAbsent(value) ? [] : [textOfValue(value)]
  })
}
