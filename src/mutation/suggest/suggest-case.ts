/**
 * Cases that would kill a survivor: small cohorts are made up for the formula it is in, with the values
 * that it reads drawn from those at which it changes its mind, until the mutant gives something else than
 * the rules. The expectation is what the rules give now, for a person to check.
 */

import { prepareCase } from '../../cases/prepared-case.ts'
import { readCaseFile } from '../../cases/read-case-file.ts'
import { runCase } from '../../cases/run-case.ts'
import { listsIn } from '../../check/lists.ts'
import type { Engine } from '../../engine/engine.ts'
import { constantsOf } from '../../laws/constants.ts'
import { printCounterexample } from '../../laws/counterexample-case.ts'
import type { ColumnId, Program } from '../../model/program.ts'
import { positionOf } from '../../source/source.ts'
import type { Mutant } from '../mutant.ts'
import { type Difference, differenceOn, shrunk } from './difference.ts'
import { type Drawn, type Search, searchFor } from './draw-choices.ts'

export type Suggestion =
  /** A case, as an entry of the list of cases. */
  | { readonly case: string }
  /** None was found; what was tried. */
  | { readonly tried: string }

export interface SuggestOptions {
  readonly seed: number
  /** Cohorts tried for each mutant and column. */
  readonly cohorts: number
}

export function suggester(
  program: Program,
  engine: Engine,
  { seed, cohorts }: SuggestOptions,
): (mutant: Mutant) => Suggestion {
  const source = {
    lists: listsIn(program.ruleset),
    constants: constantsOf(program),
    tables: program.tables,
  }
  const searches = new Map<string, Search | undefined>()
  const searchOf = (column: ColumnId, isOfPublication: boolean): Search | undefined => {
    const key = `${column} ${isOfPublication}`
    if (!searches.has(key))
      searches.set(key, searchFor({ program, engine, source, column, isOfPublication, seed, cohorts }))
    return searches.get(key)
  }
  return mutant => {
    const mutated = mutant.apply()
    let tried = 0
    for (const column of someOf(mutant.columns)) {
      const search = searchOf(column, mutant.isOfPublication)
      if (search === undefined) continue
      for (const drawn of search.cohorts) {
        tried += 1
        const found = differenceOn(search, drawn, mutated)
        const written = found && writtenCase(search, shrunk(search, found, mutated), mutant, mutated)
        if (written !== undefined) return { case: written }
      }
    }
    return { tried: triedInWords(mutant, tried) }
  }
}

/** Members of one rule mostly differ on like rows, but not the first of them: all entries, say. */
const MOST_COLUMNS = 5

const someOf = (columns: readonly ColumnId[]): readonly ColumnId[] =>
  columns.length <= MOST_COLUMNS
    ? columns
    : Array.from(
        { length: MOST_COLUMNS },
        (_, it) => columns[Math.floor((it * columns.length) / MOST_COLUMNS)],
      ).flatMap(it => it ?? [])

const triedInWords = ({ columns }: Mutant, tried: number): string =>
  tried === 0
    ? columns.length === 0
      ? 'no case suggested: it is in no formula of a rule'
      : 'no case suggested: its formula reads what cannot be made up row by row'
    : `no case suggested: the same on ${tried} cohorts made up for the formula`

/** The case as text, if it holds on the rules and fails on the mutant when it is read back. */
function writtenCase(
  search: Search,
  { drawn, isShown }: Difference,
  mutant: Mutant,
  mutated: Program,
): string | undefined {
  const { program, engine, column } = search
  const text = textOf(search, drawn, isShown, mutant)
  const file = readCaseFile({ name: 'suggested', text }).value
  const [it] = file?.cases ?? []
  if (it === undefined || runCase(it, program, [], engine).length > 0) return undefined
  const prepared = prepareCase(it, program)
  if (prepared === undefined || program.columns.get(column) === undefined) return undefined
  const run = prepared.run(mutated, engine)
  return prepared.assertions.every(assertion => assertion.holds(run))
    ? undefined
    : text.split('\n').slice(HEAD_LINES).join('\n')
}

/** The address, the title and `cases:`. */
const HEAD_LINES = 3

function textOf(search: Search, drawn: Drawn, isShown: boolean, mutant: Mutant): string {
  const { program, column } = search
  const { owner, kind, at, before, after } = mutant

  const columns = [...drawn.generated.levels.values()].flatMap(rows => rows.flatMap(it => [...it.keys()]))
  return printCounterexample(program, {
    title: 'Suggested',
    cases: [
      {
        id: [owner, kind, positionOf(at.source, at.start).line, after === '' ? before : after]
          .map(slug)
          .filter(it => it !== '')
          .join('-'),
        title: shortened(after === '' ? `With ${before}` : `${before} rather than ${after}`),
        source: 'made up to tell the rules from a mutant of them; what the rules give, to be checked',
        parameters: drawn.parameters,
        cohort: drawn.generated,
        inputs: new Set(columns),
        run: drawn.run,
        expect: [{ column, key: drawn.key, isShown }],
      },
    ],
  })
}

/** Letters and digits only, and few of them: several mutants of a line need names of their own. */
const slug = (text: string | number): string =>
  String(text)
    .replaceAll(/[^\w.]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, MOST_LETTERS)
const MOST_LETTERS = 24

const shortened = (text: string): string => (text.length <= 100 ? text : `${text.slice(0, 99)}…`)
