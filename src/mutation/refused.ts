/** Whether checking refuses a table as a mutant has it: a row lacks, keys overlap, or it is not what its source states. */

import { checkStated } from '../check/check-stated.ts'
import { listsIn } from '../check/lists.ts'
import { newReporter } from '../check/reporter.ts'
import { checkCoverage } from '../check/table-coverage.ts'
import { reportOverlaps } from '../check/table-overlap.ts'
import { hasErrors } from '../diagnostics/diagnostic.ts'
import type { Program, ProgramTable } from '../model/program.ts'

/** Tables of more rows, most of which differ from the checked one by a single row, are judged by the sort of their keys alone. */
const MOST_ROWS = 200

export function isTableRefused(program: Program, table: ProgramTable): boolean {
  const checked = program.tables.get(table.name)
  const declared = program.ruleset.tables.get(table.name)
  if (checked === undefined || declared === undefined) return false
  if (table.rows.length < checked.rows.length && table.complete && isOfCodes(table)) return true
  if (hasErrors(checkStated(table, declared.stated ?? []))) return true
  if (table.rows.length > MOST_ROWS || table.line !== undefined) return false
  const reporter = newReporter()
  reportOverlaps(reporter, table.name, table)
  if (table.complete) checkCoverage({ lists: listsIn(program.ruleset), reporter }, declared, table)
  return hasErrors(reporter.diagnostics)
}

/** Every key that is a code has its one row, so that none can be left out. */
const isOfCodes = ({ keys, line }: ProgramTable): boolean =>
  line === undefined &&
  keys.every(it => it.type.alternatives.every(({ kind }) => kind === 'code' || kind === 'yes/no'))
