/** Reads the files of a run - a file for each level, results of earlier years - into one cohort. */
import { join } from 'node:path'
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts'
import { type Binding, joinedBinding } from './binding.ts'
import type { CohortOutcome } from './cohort-from-text.ts'
import {
  type CohortPlan,
  checkPlan,
  earlierInputs,
  earlierLevels,
  earlierOptions,
  type LevelFile,
  withEarlier,
} from './cohort-plan.ts'
import type { JoinedRows } from './join-rows.ts'
import type { LevelRequest, LevelRows, SetAsideRow } from './level-builder.ts'
import { type OnProgress, readFileRows } from './read-file.ts'
import { sharedVocabularies } from './shared-vocabularies.ts'
import type { ReadAhead } from './threads/read-ahead.ts'
import { unlistedGroups } from './unlisted-groups.ts'

export interface CohortRequest extends CohortPlan {
  readonly files: readonly LevelFile[]
  /** Which columns of the files hold which inputs; where several speak of an input, the last one counts. */
  readonly bindings?: readonly Binding[]
  readonly isStrict?: boolean
  readonly onSetAside?: (row: SetAsideRow) => void
  readonly onProgress?: OnProgress
  /** Files that have been started on; whoever did so closes it. */
  readonly ahead?: ReadAhead
}

export async function readCohort(request: CohortRequest): Promise<CohortOutcome> {
  const misplaced = checkPlan(request)
  if (hasErrors(misplaced)) return { value: undefined, diagnostics: misplaced, files: [] }
  const diagnostics: Diagnostic[] = [...misplaced]
  const files: LevelRows[] = []
  let isUsable = true
  const vocabularies = sharedVocabularies(request.program)
  const read = async (path: string, level: string, options: Partial<LevelRequest>) => {
    const outcome = await readFileRows(
      path,
      { ...levelRequest(request, path, level, options), vocabularies },
      request.onProgress,
      request.ahead,
    )
    diagnostics.push(...outcome.diagnostics)
    if (outcome.value === undefined) isUsable = false
    return outcome.value
  }
  const levels = new Map<string, JoinedRows>()
  for (const { level, path } of request.files) {
    if (!isUsable && request.isStrict) break
    const rows = await read(path, level, {})
    if (rows === undefined) continue
    files.push(rows)
    levels.set(level, rows)
  }
  for (const results of request.earlier ?? []) {
    for (const level of earlierLevels(request.program, results.years)) {
      const only = earlierInputs(request.program, results.years, level)
      const rows = await read(join(results.folder, `${level}.csv`), level, earlierOptions(only))
      if (rows !== undefined) levels.set(level, withEarlier(request.program, level, levels.get(level), rows))
    }
  }
  const unlisted = isUsable ? unlistedGroups(request.program, levels, request.at) : []
  const value = isUsable && unlisted.length === 0 ? { levels } : undefined
  return { value, diagnostics: [...diagnostics, ...unlisted], files }
}

function levelRequest(
  { program, bindings = [], earlier = [], isStrict, onSetAside }: CohortRequest,
  file: string,
  level: string,
  options: Partial<LevelRequest>,
): LevelRequest {
  const elsewhere = earlier.flatMap(it => earlierInputs(program, it.years, level).map(input => input.id))
  return {
    program,
    level,
    file,
    binding: joinedBinding(bindings, level),
    filledElsewhere: new Set(elsewhere),
    ...(isStrict === undefined ? {} : { isStrict }),
    ...(onSetAside === undefined ? {} : { onSetAside }),
    ...options,
  }
}
