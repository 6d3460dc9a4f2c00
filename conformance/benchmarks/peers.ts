/** The three ways of doing a work, with results that can be compared school by school. */
import { DuckDBInstance } from '@duckdb/node-api'
import type { Cohort } from '../../src/engine/cohort.ts'
import { columnarEngine } from '../../src/engine/columnar/columnar-engine.ts'
import type { Run } from '../../src/engine/engine.ts'
import type { Program } from '../../src/model/program.ts'
import { rationalOf, toDecimal } from '../../src/value/exact.ts'
import type { Pupils, Results } from './cohort.ts'
import { SETUP_W1, SETUP_W2, W1, W2 } from './query.ts'
import { viewsOf } from './views.ts'
import { byHand as resultsByHand } from './w1/by-hand.mjs'
import { byHand as pupilsByHand } from './w2/by-hand.mjs'

/** Measures of a school, in the order in which every peer gives them. */
export type Measures = readonly (number | boolean | null)[]

export interface Peer {
  readonly name: string
  compute(): unknown | Promise<unknown>
  /** Measures by school; schools without pupils are left out. */
  measures(result: never): ReadonlyMap<string, Measures>
}

const COLUMNS = {
  w1: ['pupils', 'in_progress', 'best_eight', 'progress', 'margin', 'below'],
  w2: [
    ...['pupils', 'expected', 'higher'],
    ...['reading', 'writing', 'maths'].flatMap(it => [`in_progress.${it}`, `progress.${it}`, `margin.${it}`]),
    'below',
  ],
} as const

/** All columns and what is published of them. */
export const ruleset = (work: 'w1' | 'w2', program: Program, cohort: Cohort): Peer => ({
  name: 'ruleset, columnar engine',
  compute() {
    const run = columnarEngine(program, cohort)
    for (const id of program.order) run.prepare?.(id)
    for (const id of program.order)
      if (id.startsWith('school.')) for (let row = 0; row < 1; row += 1) run.shown(id, row)
    return run
  },
  measures(run: Run) {
    const level = run.levels.get('school')
    const schools = Array.from({ length: level?.size ?? 0 }, (_, row) => {
      const values = COLUMNS[work].map(it => plain(run, `school.${it}`, row))
      return [level?.key(row) ?? '', values] as const
    })
    return new Map(schools)
  },
})

function plain(run: Run, column: string, row: number): number | boolean | null {
  const value = run.value(column, row)
  if (value.kind === 'yes/no') return value.yes
  if (value.kind !== 'number') return null
  const ratio = rationalOf(value.number)
  return ratio === undefined
    ? Number(toDecimal(value.number, 15))
    : Number(ratio.numerator) / Number(ratio.denominator)
}

export const resultsPeer = (data: Results): Peer => ({
  name: 'by hand, typed arrays',
  compute: () => resultsByHand(data),
  measures: ({
    pupils,
    inProgress,
    bestEight,
    progress,
    margin,
    isBelow,
  }: ReturnType<typeof resultsByHand>) =>
    bySchool(data.schoolIds, [pupils, inProgress, bestEight, progress, margin], isBelow),
})

export const pupilsPeer = (data: Pupils): Peer => ({
  name: 'by hand, typed arrays',
  compute: () => pupilsByHand(data),
  measures: ({ pupils, expected, higher, subjects, isBelow }: ReturnType<typeof pupilsByHand>) => {
    const ofSubjects = subjects.flatMap(({ count, progress, margin }) => [count, progress, margin])
    return bySchool(data.schoolIds, [pupils, expected, higher, ...ofSubjects], isBelow)
  },
})

const bySchool = (
  schools: readonly string[],
  columns: readonly (Int32Array | Float64Array)[],
  verdicts: Uint8Array,
): ReadonlyMap<string, Measures> =>
  new Map(
    schools.map((id, school) => [
      id,
      [...columns.map(it => it[school] ?? Number.NaN), verdicts[school] === 1],
    ]),
  )

export async function queryPeer(work: 'w1' | 'w2', files: readonly string[]): Promise<Peer> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
  for (const it of [...(work === 'w1' ? SETUP_W1 : SETUP_W2), ...viewsOf(work, files, 'TABLE')])
    await connection.run(it)
  return {
    name: 'SQL, DuckDB, two threads',
    compute: async () => (await connection.runAndReadAll(work === 'w1' ? W1 : W2)).getRows(),
    measures: (rows: readonly (readonly unknown[])[]) =>
      new Map(
        rows.map(([school, ...cells]) => [
          String(school),
          cells.map(it => (typeof it === 'boolean' ? it : it === null ? null : Number(it))),
        ]),
      ),
  }
}

/** Where two peers differ by more than rounding; the verdict is the last measure and not every peer gives it. */
export function disagreements(
  left: ReadonlyMap<string, Measures>,
  right: ReadonlyMap<string, Measures>,
): readonly string[] {
  const found: string[] = []
  for (const [school, measures] of left) {
    const others = right.get(school)
    for (const [place, it] of measures.entries()) {
      const other = others?.[place]
      if (other === undefined && others !== undefined) continue
      if (!isClose(it, other)) found.push(`${school} ${place}: ${it} / ${other}`)
    }
  }
  return found
}

function isClose(left: number | boolean | null, right: number | boolean | null | undefined): boolean {
  const [a, b] = [missing(left), missing(right)]
  if (typeof a !== 'number' || typeof b !== 'number') return a === b
  return Math.abs(a - b) <= 1e-9 * (1 + Math.abs(a))
}

/** What cannot be computed is nothing for one peer and not a number for another. */
const missing = (it: number | boolean | null | undefined) =>
  it === null || it === undefined || (typeof it === 'number' && !Number.isFinite(it)) ? undefined : it
