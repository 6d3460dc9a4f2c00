/** An input out of a box, written in the table's own terms: `result = N, kind = late`. */
import { textOf } from '../../source/source.ts'
import { type Box, bitsOf } from './box.ts'
import { shapeOf } from './constant.ts'
import type { Atom, Side } from './domain.ts'
import type { Grid, GridColumn } from './grid.ts'

export interface Sample {
  /** Columns the box does not narrow are left out; empty where it narrows none. */
  readonly text: string
  /**
   * Expressions on whose value it depends whether there is such an input at all; empty where every
   * value of them has one.
   */
  readonly dependsOn: readonly string[]
}

export function sampleOf(grid: Grid, box: Box): Sample {
  const chosen = grid.columns.map((column, position) => chooseAtom(column, box[position] ?? 0n))
  const narrowed = grid.columns.map(
    (column, position) => !column.isConstant && box[position] !== grid.full[position],
  )
  const parts = grid.columns.flatMap((column, position) => {
    const choice = chosen[position]
    return narrowed[position] && choice !== undefined ? [textOfChoice(column, choice)] : []
  })
  const dependsOn = grid.columns.flatMap((column, position) =>
    chosen[position]?.isCertain === false ? column.unknowns.map(it => textOf(it.is.at)) : [],
  )
  return { text: parts.join(', '), dependsOn: [...new Set(dependsOn)] }
}

interface Choice {
  readonly atom: Atom
  /** The box holds this value wherever it lies to the expressions it is compared with. */
  readonly isCertain: boolean
}

/** Of the atoms in the box the plainest: certain before uncertain, present before absent, first before later. */
function chooseAtom(column: GridColumn, bits: bigint): Choice | undefined {
  const atoms = bitsOf(bits).flatMap(it => column.classes[it] ?? [])
  const inBox = countValues(atoms)
  const inAll = countValues(column.classes.flat())
  const choices = atoms.map(atom => {
    const shape = shapeOf(atom.value)
    return { atom, isCertain: inBox.get(shape) === inAll.get(shape) }
  })
  const present = choices.filter(it => it.atom.value.kind !== 'absent')
  return present.find(it => it.isCertain) ?? choices.find(it => it.isCertain) ?? present[0] ?? choices[0]
}

/** How many atoms there are of each value. */
function countValues(atoms: readonly Atom[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { value } of atoms) counts.set(shapeOf(value), (counts.get(shapeOf(value)) ?? 0) + 1)
  return counts
}

const SIDE_TEXT: Record<Side, string> = { below: 'below', at: 'at', above: 'above', apart: 'unlike' }

function textOfChoice(column: GridColumn, { atom, isCertain }: Choice): string {
  if (atom.value.kind === 'absent') return `${column.name} ${atom.text}`
  const sides = column.unknowns.map(
    it => `${SIDE_TEXT[atom.sides.get(it.shape) ?? 'apart']} ${textOf(it.is.at)}`,
  )
  if (isCertain) return `${column.name} = ${atom.text}`
  const isOnly = new Set(column.classes.flat().map(it => shapeOf(it.value))).size === 1
  return `${column.name}${isOnly ? '' : ` = ${atom.text}`} ${sides.join(' and ')}`
}
