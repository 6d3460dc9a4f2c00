/** Finds columns and rows by the names that people give them. */
import { headingOf } from '../data/cell.ts'
import type { Outcome } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import type { Run } from '../engine/engine.ts'
import type { Column, Program } from '../model/program.ts'
import type { Span } from '../source/source.ts'

interface Word {
  readonly text: string
  readonly at: Span
}

/** The column of a full name, or of one without its level where no other level has it. */
export function findColumn(program: Program, { text, at }: Word): Outcome<Column | undefined> {
  const columns = [...program.columns.values()]
  const named = program.columns.get(text)
  const short = columns.filter(it => headingOf(it) === text)
  const found = named ?? (short.length === 1 ? short[0] : undefined)
  if (found !== undefined) return { value: found, diagnostics: [] }
  const ids = columns.map(it => it.id)
  const near = short[0]?.id ?? memberOf(columns, text) ?? nearest(text, [...ids, ...columns.map(headingOf)])
  const diagnostic = report('misuse/unknown-column', at, { column: text, nearest: near })
  return { value: undefined, diagnostics: [diagnostic] }
}

/** A column of a dimension named without its member: the first one it could be. */
const memberOf = (columns: readonly Column[], text: string): string | undefined =>
  columns.find(it => it.id.startsWith(`${text}.`) || headingOf(it).startsWith(`${text}.`))?.id

/** The columns that a name means: one, or all the members of a name that has several. */
export function findColumns(program: Program, word: Word): Outcome<readonly Column[]> {
  const columns = [...program.columns.values()]
  const all = columns.filter(
    it =>
      it.id === word.text || it.id.startsWith(`${word.text}.`) || nameOf(it).some(name => name === word.text),
  )
  if (all.length > 0) return { value: all, diagnostics: [] }
  return { value: [], diagnostics: findColumn(program, word).diagnostics }
}

/** Without the level, with all, some or none of the members. */
function nameOf(column: Column): readonly string[] {
  const parts = headingOf(column).split('.')
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'))
}

export function findRow(run: Run, level: string, { text, at }: Word): Outcome<number | undefined> {
  const rows = run.levels.get(level)
  const row = rows?.find(text)
  if (row !== undefined) return { value: row, diagnostics: [] }
  const keys = Array.from({ length: Math.min(rows?.size ?? 0, 10_000) }, (_, index) => rows?.key(index) ?? '')
  const diagnostic = report('misuse/unknown-row', at, { level, key: text, nearest: nearest(text, keys) })
  return { value: undefined, diagnostics: [diagnostic] }
}
