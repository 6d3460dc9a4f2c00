/**
 * A decision table as boxes: its inputs divided into classes that no row tells apart, and for each
 * row the box of inputs it matches and the box of those it does not rule out. Columns that read the
 * same thing are one column here. Other dependences between columns are not known: a sample that
 * the grid holds may be one that no data has.
 */
import type { Core, CoreDecide, CoreDecisionRow, CorePattern } from '../../model/program.ts'
import { type Box, bitAt } from './box.ts'
import { constantOf, shapeOf } from './constant.ts'
import {
  type Atom,
  atomsOf,
  constantAtom,
  type DecisionContext,
  type DecisionInput,
  type Unknown,
} from './domain.ts'
import { type Match, matchAtom } from './match-atom.ts'

export interface Grid {
  readonly columns: readonly GridColumn[]
  readonly rows: readonly GridRow[]
  readonly full: Box
}

export interface GridColumn {
  /** Heading of the first of the table's columns that read this. */
  readonly name: string
  /** Positions of those columns in the table. */
  readonly at: readonly number[]
  /** A class is the atoms that every row treats alike; bits of boxes are positions in this list. */
  readonly classes: readonly (readonly Atom[])[]
  readonly unknowns: readonly Unknown[]
  readonly isConstant: boolean
  /** The class of a missing input, which has to be decided. */
  readonly missing: bigint
}

export interface GridRow {
  readonly row: CoreDecisionRow
  /** Inputs for which every cell is satisfied. */
  readonly matches: Box
  /** Those, and inputs with absent values that keep it from being known whether they are. */
  readonly possible: Box
}

/** A column may have so many atoms; beyond, the table is not analysed. */
const ATOM_LIMIT = 4096

/** The grid of a table, or undefined where its cells divide a column into too many pieces. */
export function gridOf(decide: CoreDecide, context: DecisionContext): Grid | undefined {
  const groups = groupColumns(decide)
  const built = groups.map(at => buildColumn(decide, at, context))
  const columns = built.flatMap(it => it ?? [])
  if (columns.length < built.length) return undefined
  return {
    columns: columns.map(it => it.column),
    full: columns.map(it => bitAt(it.column.classes.length) - 1n),
    rows: decide.rows.map((row, index) => ({
      row,
      matches: columns.map(it => it.bits[index]?.matches ?? 0n),
      possible: columns.map(it => it.bits[index]?.possible ?? 0n),
    })),
  }
}

/** Positions of the table's columns, those that read the same thing together. */
function groupColumns(decide: CoreDecide): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>()
  for (const [position, { is }] of decide.on.entries()) {
    const shape = shapeOf(is)
    const group = groups.get(shape)
    if (group === undefined) groups.set(shape, [position])
    else group.push(position)
  }
  return [...groups.values()]
}

interface BuiltColumn {
  readonly column: GridColumn
  /** For each row. */
  readonly bits: readonly { readonly matches: bigint; readonly possible: bigint }[]
}

function buildColumn(
  decide: CoreDecide,
  at: readonly number[],
  context: DecisionContext,
): BuiltColumn | undefined {
  const on = decide.on[at[0] ?? 0]
  const input = context.columns[at[0] ?? 0]
  if (on === undefined || input === undefined) return undefined
  const cells = decide.rows.map(row => at.map(it => row.cells[it] ?? ANY))
  const found = columnAtoms(on.is, input, cells.flat(), context)
  if (found === undefined) return undefined
  const { atoms, unknowns } = found
  const matchOf = (patterns: readonly CorePattern[], atom: Atom): Match =>
    and(patterns.map(it => matchAtom(it, atom, context.codesOf)))
  const groups = groupAtoms(atoms, cells, matchOf, input)
  const column: GridColumn = {
    name: on.name,
    at,
    unknowns,
    classes: groups.map(it => it.atoms),
    isConstant: constantOf(on.is) !== undefined,
    missing: bitsWhere(groups, it => it.isMissingInput),
  }
  const bits = cells.map((_, row) => ({
    matches: bitsWhere(groups, it => it.matches[row] === 'yes'),
    possible: bitsWhere(groups, it => it.matches[row] !== 'no'),
  }))
  return { column, bits }
}

const ANY: CorePattern = { kind: 'any' }

function columnAtoms(
  is: Core,
  input: DecisionInput,
  cells: readonly CorePattern[],
  context: DecisionContext,
): ReturnType<typeof atomsOf> {
  const constant = constantOf(is)
  if (constant !== undefined) return { atoms: [constantAtom(constant)], unknowns: [] }
  return atomsOf(input, cells, context, ATOM_LIMIT)
}

function and(matches: readonly Match[]): Match {
  if (matches.includes('no')) return 'no'
  return matches.includes('unknown') ? 'unknown' : 'yes'
}

interface AtomGroup {
  readonly atoms: Atom[]
  /** What each row makes of these atoms. */
  readonly matches: readonly Match[]
  readonly isMissingInput: boolean
}

/** Atoms that every row treats alike. A missing input stays by itself, since more is asked about it. */
function groupAtoms(
  atoms: readonly Atom[],
  cells: readonly (readonly CorePattern[])[],
  matchOf: (patterns: readonly CorePattern[], atom: Atom) => Match,
  input: DecisionInput,
): readonly AtomGroup[] {
  const groups = new Map<string, AtomGroup>()
  for (const atom of atoms) {
    const matches = cells.map(it => matchOf(it, atom))
    const isMissingInput = input.missingInput && isMissing(atom)
    const signature = [isMissingInput, ...matches].join()
    const group = groups.get(signature)
    if (group === undefined) groups.set(signature, { atoms: [atom], matches, isMissingInput })
    else group.atoms.push(atom)
  }
  return [...groups.values()]
}

const isMissing = ({ value }: Atom): boolean => value.kind === 'absent' && value.absence === 'missing'

const bitsWhere = (groups: readonly AtomGroup[], holds: (group: AtomGroup) => boolean): bigint =>
  groups.reduce((bits, group, position) => (holds(group) ? bits | bitAt(position) : bits), 0n)
