/** Which columns of a run are written for a level, under which headings. */

import type { Run } from '../../engine/engine.ts'
import { publishedAbsence, publishedText } from '../../explain/published-text.ts'
import type { Column, ColumnId, Program, ProgramShow, Type } from '../../model/program.ts'
import type { Value } from '../../value/value.ts'
import { headingOf } from '../cell.ts'
import { inputsOf } from '../match-columns.ts'
import { plainText } from './csv-cell.ts'

export interface ResultColumns {
  /** Columns that identify a row; none for the nation. */
  readonly keys: readonly ResultColumn[]
  readonly values: readonly ResultColumn[]
}
export interface ResultColumn {
  readonly column: Column
  readonly heading: string
  /** How it is published, where that differs from the exact value. */
  readonly show?: ProgramShow
}

/** The key and the rules of a level; with `only`, of the rules and inputs just these. */
export function resultColumns(
  program: Program,
  level: string,
  only: ReadonlySet<ColumnId> | undefined,
): ResultColumns {
  const keys = inputsOf(program, level).filter(it => it.isKey)
  const keyIds = new Set(keys.map(it => it.id))
  const chosen = [...program.columns.values()].filter(
    it =>
      it.level === level &&
      !keyIds.has(it.id) &&
      (only === undefined ? it.content.kind === 'rule' : only.has(it.id)),
  )
  return { keys: keys.map(it => resultColumn(it.column)), values: chosen.map(resultColumn) }
}

function resultColumn(column: Column): ResultColumn {
  const show = column.content.kind === 'rule' ? column.content.show : undefined
  return { column, heading: headingOf(column), ...(show === undefined ? {} : { show }) }
}

/** The heading of the published form of a column. */
export const shownHeading = (heading: string): string => `${heading}_shown`

/** The characters in which a value is published: `+1.2`, `69%`, `SUPP`, or nothing. */
export function shownText(run: Run, value: Value, show: ProgramShow): string {
  if (value.kind === 'absent') return publishedAbsence(value, run.program.ruleset)
  return value.kind === 'number' ? publishedText(value.number, show) : plainText(value)
}

/** What a column of a file with types holds; `text` for all that has no type of its own there. */
export type FileType = 'whole' | 'fraction' | 'yes/no' | 'date' | 'text'

/** A column of such a file: the exact values, or the characters they are published in. */
export interface TypedColumn {
  readonly heading: string
  readonly type: FileType
  /** A value as the text of a data file; null for an absent one. */
  text(row: number): string | null
}

export function typedColumns(run: Run, { keys, values }: ResultColumns): readonly TypedColumn[] {
  return [...keys, ...values].flatMap(({ column, heading, show }) => {
    const exact: TypedColumn = {
      heading,
      type: fileType(column.type),
      text: row => {
        const value = run.value(column.id, row)
        return value.kind === 'absent' ? null : plainText(value)
      },
    }
    if (show === undefined) return [exact]
    const shown: TypedColumn = {
      heading: shownHeading(heading),
      type: 'text',
      text: row => shownText(run, run.shown(column.id, row), show),
    }
    return [exact, shown]
  })
}

function fileType({ alternatives }: Type): FileType {
  const kinds = new Set(alternatives.map(it => it.kind))
  if (kinds.size !== 1) return 'text'
  const isWhole = alternatives.every(it => it.kind === 'number' && it.whole)
  if (kinds.has('number')) return isWhole ? 'whole' : 'fraction'
  return kinds.has('yes/no') ? 'yes/no' : kinds.has('date') ? 'date' : 'text'
}
