/** Answers as values, read as cells of files are, with the same words for what is wrong. */
import { findColumn } from '../../api/find-cell.ts'
import { type CellReading, cellReader, headingOf, typeReader } from '../../data/cell.ts'
import type { Diagnostic, Outcome } from '../../diagnostics/diagnostic.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import { report } from '../../diagnostics/report.ts'
import type { Column, ColumnId, Program } from '../../model/program.ts'
import type { Answers } from '../../reckon/reckon.ts'
import type { Value } from '../../value/value.ts'
import type { AnswerWord, RowWord } from './words.ts'

/** Inputs as a file would have them; rules, which a file has not, by their type. */
export const answerReader = (program: Program, column: Column): ((text: string) => CellReading) =>
  column.content.kind === 'input'
    ? cellReader(program, column)
    : typeReader(program, column.type, headingOf(column))

/** What is likely meant, where several levels have a column of a name. */
export interface Likely {
  readonly measures: readonly Column[]
  /** What the measures may come to read. */
  readonly needed: readonly Column[]
}

export function readAnswers(
  program: Program,
  words: readonly AnswerWord[],
  likely: Likely,
): Outcome<Answers> {
  const diagnostics: Diagnostic[] = []
  const answers = new Map<ColumnId, Value>()
  for (const word of words) {
    const columns = columnsMeant(program, word, likely)
    if (columns.length === 0) diagnostics.push(...unknown(program, word))
    for (const column of columns) {
      const value = answerReader(program, column)(word.value)
      if (value.kind === 'problem') diagnostics.push(report(value.code, word.at, value.args))
      else answers.set(column.id, value)
    }
  }
  return { value: answers, diagnostics }
}

const unknown = (program: Program, { name, at }: AnswerWord): readonly Diagnostic[] =>
  findColumn(program, { text: name, at }).diagnostics

/** All the members of a name without its members, of one level: what is needed, then what is beside a measure. */
function columnsMeant(
  program: Program,
  { name }: AnswerWord,
  { measures, needed }: Likely,
): readonly Column[] {
  const all = [...program.columns.values()]
  const levels = new Set(measures.map(it => it.level))
  const found = [needed, all.filter(it => levels.has(it.level)), all]
    .map(columns => columns.filter(it => isGivable(it) && isNamed(it, name)))
    .find(it => it.length > 0)
  return found?.filter(it => it.level === found[0]?.level) ?? []
}

const isGivable = ({ content }: Column): boolean => content.kind === 'rule' || content.key === undefined

const isNamed = (column: Column, name: string): boolean =>
  [column.id, headingOf(column)].some(it => it === name || it.startsWith(`${name}.`))

/** Rows typed one by one, by level. */
export function readRows(
  program: Program,
  words: readonly RowWord[],
): Outcome<ReadonlyMap<string, readonly Answers[]>> {
  const diagnostics: Diagnostic[] = []
  const rows = new Map<string, Answers[]>()
  for (const { level, cells } of words) {
    const inputs = [...program.columns.values()].filter(
      it => it.level === level.text && it.content.kind === 'input',
    )
    if (inputs.length === 0) {
      const levels = [...program.levels.keys()]
      const args = { level: level.text, levels: levels.join(', '), nearest: nearest(level.text, levels) }
      diagnostics.push(report('data/unknown-level', level.at, args))
      continue
    }
    const answers = new Map<ColumnId, Value>()
    for (const cell of cells) readCell(program, inputs, cell, answers, diagnostics)
    rows.set(level.text, [...(rows.get(level.text) ?? []), answers])
  }
  return { value: rows, diagnostics }
}

function readCell(
  program: Program,
  inputs: readonly Column[],
  { name, value: written, at }: AnswerWord,
  answers: Map<ColumnId, Value>,
  diagnostics: Diagnostic[],
): void {
  const columns = inputs.filter(it => isNamed(it, name))
  if (columns.length === 0) {
    const near = nearest(name, inputs.map(headingOf))
    diagnostics.push(report('misuse/unknown-column', at, { column: name, nearest: near }))
  }
  for (const column of columns) {
    const value = answerReader(program, column)(written)
    if (value.kind === 'problem') diagnostics.push(report(value.code, at, value.args))
    else answers.set(column.id, value)
  }
}
