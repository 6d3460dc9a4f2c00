/** What is run: a registered ruleset on a cohort drawn from its sample, or one of the works on an invented one. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommandLine } from '../../../src/cli/command-line.ts'
import { loadNamed } from '../../../src/cli/load.ts'
import { loadSample } from '../../../src/cli/load-sample.ts'
import { renderLines } from '../../../src/diagnostics/render-line.ts'
import type { Program } from '../../../src/model/program.ts'
import { programAt, rulesetPath } from '../load.ts'
import { keptLevels } from './cache.ts'
import type { NationalCohort } from './cohorts.ts'
import { type DrawnLevel, drawColumns } from './draw.ts'
import { inventedPupils, inventedResults } from './invented.ts'

export interface Work {
  readonly program: Program
  /** The data. `onRow` hears how many rows have been drawn, if they have to be. */
  levels(onRow?: (rows: number) => void): DrawnLevel[]
}

/** An address is `w1`, `w2` or that of a registered ruleset. Throws where the ruleset does not check. */
export function workOf({ address, rows }: NationalCohort): Work {
  if (address === 'w1' || address === 'w2') return inventedWork(address, rows)
  const line = new CommandLine([address])
  const { value: loaded, diagnostics } = loadNamed(line, address, {})
  if (loaded === undefined) throw new Error(renderLines(diagnostics))
  const text = readFileSync(join(loaded.parts.folder, 'sample.yaml'), 'utf8')
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return {
    program: loaded.ruleset.program,
    levels: (onRow = () => {}) =>
      keptLevels(`${address.replaceAll('/', '-')}-${rows}-${hash}`, () => {
        const sample = loadSample(loaded, line.word(address))
        if (sample.value === undefined) throw new Error(renderLines(sample.diagnostics))
        return drawColumns(sample.value, rows, onRow)
      }),
  }
}

const inventedWork = (work: 'w1' | 'w2', rows: number): Work => ({
  program: programAt(rulesetPath(work)),
  levels: () =>
    keptLevels(`${work}-${rows}`, () => (work === 'w1' ? inventedResults(rows) : inventedPupils(rows))),
})
