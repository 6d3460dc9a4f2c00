/** Makes a cohort of CSV texts already in memory, for pages and programs that have no files. Pure. */
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts'
import type { Cohort } from '../engine/cohort.ts'
import type { Program } from '../model/program.ts'
import { type Binding, joinedBinding } from './binding.ts'
import { checkPlan } from './cohort-plan.ts'
import { CsvReader } from './csv/csv-reader.ts'
import type { JoinedRows } from './join-rows.ts'
import { LevelBuilder, type LevelRequest, type LevelRows, type RowsOutcome } from './level-builder.ts'
import { sharedVocabularies } from './shared-vocabularies.ts'
import { unlistedGroups } from './unlisted-groups.ts'

export interface CohortOutcome {
  /** Undefined where the rows cannot be used. Rows set aside do not prevent a cohort. */
  readonly value: Cohort | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** What was read for each level. */
  readonly files: readonly LevelRows[]
}

/** `texts`: for each level, a table as CSV with a line of headings. */
export function cohortFromText(
  program: Program,
  texts: Readonly<Record<string, string>>,
  options: { readonly bindings?: readonly Binding[]; readonly isStrict?: boolean } = {},
): CohortOutcome {
  const { bindings = [], isStrict = false } = options
  const nowhere = { source: { name: 'data', text: '' }, start: 0, end: 0 }
  const files = Object.keys(texts).map(level => ({ level, at: nowhere }))
  const diagnostics: Diagnostic[] = [...checkPlan({ program, files, at: nowhere })]
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics, files: [] }
  const vocabularies = sharedVocabularies(program)
  const levels = new Map<string, JoinedRows>()
  const read: LevelRows[] = []
  for (const [level, text] of Object.entries(texts)) {
    const binding = joinedBinding(bindings, level)
    const outcome = rowsFromText(text, { program, level, file: level, binding, isStrict, vocabularies })
    diagnostics.push(...outcome.diagnostics)
    if (outcome.value === undefined) continue
    levels.set(level, outcome.value)
    read.push(outcome.value)
  }
  const isComplete = read.length === files.length
  const unlisted = isComplete ? unlistedGroups(program, levels, nowhere) : []
  const value = isComplete && unlisted.length === 0 ? { levels } : undefined
  return { value, diagnostics: [...diagnostics, ...unlisted], files: read }
}

/** The rows of a level from one CSV text. */
export function rowsFromText(text: string, request: LevelRequest): RowsOutcome {
  const builder = new LevelBuilder(request)
  const reader = new CsvReader(request.file, builder.choose)
  reader.push(new TextEncoder().encode(text))
  reader.end()
  return builder.finish(reader.diagnostics)
}
