/** How formulas use a column: only to see whether its value matches patterns, or the value itself. */
import { comparisonPattern } from '../check/decision/comparison-pattern.ts'
import { constantOf, shapeOf } from '../check/decision/constant.ts'
import { matchAtom } from '../check/decision/match-atom.ts'
import { fromWorst } from '../check/lists.ts'
import type { ValueSource } from '../laws/value-arbitrary.ts'
import { partsOf, partsOfPattern } from '../model/core-parts.ts'
import type { ColumnId, Core, CorePattern } from '../model/program.ts'
import type { Value } from '../value/value.ts'

/** How formulas use a column. */
export interface Use {
  readonly patterns: readonly CorePattern[]
  /** Some formula uses the value itself. */
  readonly isItself: boolean
}

export function useOf(id: ColumnId, formulas: readonly Core[]): Use {
  const patterns: CorePattern[] = []
  let isItself = false
  const isIt = (core: Core) => core.kind === 'Column' && core.column === id
  const match = (pattern: CorePattern): void => {
    const isConstant = partsOfPattern(pattern).every(it => constantOf(it) !== undefined)
    if (isConstant) patterns.push(pattern)
    else isItself = true
  }
  const visit = (core: Core): void => {
    if (core.kind === 'Match' && isIt(core.operand)) {
      match(core.pattern)
      partsOfPattern(core.pattern).forEach(visit)
    } else if (core.kind === 'Decide') {
      for (const [at, on] of core.on.entries()) {
        if (isIt(on.is)) for (const { cells } of core.rows) match(cells[at] ?? { kind: 'any' })
        else visit(on.is)
      }
      for (const row of core.rows)
        for (const it of [...row.cells.flatMap(partsOfPattern), row.outcome]) visit(it)
    } else if (core.kind === 'Binary' && comparisonPattern(core, isIt) !== undefined) {
      match(comparisonPattern(core, isIt) ?? { kind: 'any' })
    } else if (isIt(core)) isItself = true
    else partsOf(core).forEach(visit)
  }
  formulas.forEach(visit)
  return { patterns, isItself: isItself || patterns.length === 0 }
}

/** A text that two values share where no formula tells them apart. */
export const signatureIn = (use: Use, value: Value, source: ValueSource): string =>
  use.isItself ? shapeOf(value) : matchesIn(use, value, source)

/** Which of the patterns a value matches. */
export const matchesIn = ({ patterns }: Use, value: Value, source: ValueSource): string =>
  patterns.map(it => matchAtom(it, { value, text: '', sides: new Map() }, codesIn(source))).join()

export const codesIn =
  ({ lists }: ValueSource) =>
  (list: string): readonly string[] => {
    const known = lists.get(list)
    return known === undefined ? [] : fromWorst(known)
  }
