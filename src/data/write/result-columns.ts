/** Which columns of a run are written for a level, under which headings. */

import type { Run } from '../../engine/engine.ts'
import { publishedAbsence, publishedText } from '../../explain/published-text.ts'
import type { Column, ColumnId, Program, ProgramShow } from '../../model/program.ts'
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
