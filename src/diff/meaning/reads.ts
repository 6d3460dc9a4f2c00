/** What a traced value rested on: the inputs and parameters read on the way, in the order first read. */
import type { Run } from '../../engine/engine.ts'
import type { Step } from '../../engine/trace.ts'
import type { ColumnId } from '../../model/program.ts'

export interface ReadCell {
  readonly column: ColumnId
  readonly level: string
  readonly key: string
}
export interface Reads {
  readonly cells: readonly ReadCell[]
  readonly parameters: readonly string[]
}

export function readsOfCell(run: Run, column: ColumnId, row: number): Reads {
  const cells = new Map<string, ReadCell>()
  const parameters = new Set<string>()
  const seen = new Set<string>()
  const visit = (step: Step): void => {
    if (step.kind === 'parameter') parameters.add(step.parameter)
    else {
      const name = `${step.column} ${step.key}`
      if (seen.has(name)) return
      seen.add(name)
      if (step.kind === 'input') cells.set(name, step)
      if (step.kind === 'rule') {
        for (const it of step.reads) visit(it)
        for (const it of step.publication?.reads ?? []) visit(it)
      }
    }
  }
  visit(run.trace(column, row))
  return { cells: [...cells.values()], parameters: [...parameters] }
}
