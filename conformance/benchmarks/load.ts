/** The benchmark rulesets, and the invented cohorts as the data they run on. */
import { join } from 'node:path'
import { checkRuleset } from '../../src/check/check-ruleset.ts'
import { cellReader } from '../../src/data/cell.ts'
import { loadRuleset } from '../../src/data/load-ruleset.ts'
import { renderLines } from '../../src/diagnostics/render-line.ts'
import {
  type Cohort,
  type CohortColumn,
  dictionaryColumn,
  listedColumn,
  type ValueList,
} from '../../src/engine/cohort.ts'
import { buildRuleset } from '../../src/model/build-ruleset.ts'
import type { Program } from '../../src/model/program.ts'
import { spanOf } from '../../src/source/source.ts'
import type { Value } from '../../src/value/value.ts'
import {
  ASSESSMENTS,
  type Coded,
  GRADES,
  LEVELS,
  OUTCOMES,
  type Pupils,
  QUALIFICATIONS,
  type Results,
  SUBJECTS,
} from './cohort.ts'
import { lazyList } from './lazy-list.ts'

/** The program of the ruleset at a path. Throws where it does not check. */
export function programAt(path: string): Program {
  const at = spanOf({ name: 'bench', text: path }, 0, path.length)
  const loaded = loadRuleset({ ruleset: { text: path, at }, rulesets: 'rulesets' })
  const built = loaded.value && buildRuleset(loaded.value.document, loaded.value.files)
  const checked = built?.value && checkRuleset(built.value)
  const said = [loaded, built, checked].flatMap(it => it?.diagnostics ?? [])
  const errors = said.filter(it => it.severity === 'error')
  if (checked?.value === undefined || errors.length > 0) throw new Error(renderLines(errors))
  return checked.value
}

export const rulesetPath = (work: 'w1' | 'w2'): string =>
  join('conformance', 'benchmarks', work, 'ruleset.yaml')

/** A column of words as a column of values; of very many words as readers of files hold them, not made yet. */
function columnOf(program: Program, id: string, { codes, words }: Coded): CohortColumn {
  const column = program.columns.get(id)
  if (column === undefined) throw new Error(`no column ${id}`)
  const read = cellReader(program, column)
  const valueOfWord = (it: string): Value => {
    const value = read(it)
    if (value.kind === 'problem') throw new Error(`${id}: ${it}`)
    return value
  }
  if (words.length > MANY) return listedColumn(codes, listOf(words, valueOfWord))
  return dictionaryColumn({ codes, values: words.map(valueOfWord) })
}

const MANY = 10_000
const lists = new WeakMap<readonly string[], ValueList>()

/** Columns of the same words share their list. */
function listOf(words: readonly string[], valueOfWord: (word: string) => Value): ValueList {
  const known = lists.get(words)
  if (known !== undefined) return known
  const list = lazyList(words, valueOfWord)
  lists.set(words, list)
  return list
}

const level = (program: Program, size: number, columns: Readonly<Record<string, Coded>>) => ({
  size,
  columns: new Map(Object.entries(columns).map(([id, it]) => [id, columnOf(program, id, it)] as const)),
})

const numbered = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, it) => it)

/** Columns of words by level and id. */
type CodedLevels = Readonly<
  Record<string, { readonly size: number; readonly columns: Readonly<Record<string, Coded>> }>
>

export function columnsOfResults(data: Results): CodedLevels {
  const priors = ['', ...Array.from({ length: 58 }, (_, it) => ((it + 1) / 10).toFixed(1))].map(it =>
    Number(it) < 1.5 ? '' : it,
  )
  const pupil = {
    'pupil.pupil_id': { codes: numbered(data.pupils), words: data.pupilIds },
    'pupil.school': { codes: data.schoolOf, words: data.schoolIds },
    'pupil.prior': { codes: data.prior, words: priors },
  }
  const result = {
    'result.pupil_id': { codes: data.pupilOf, words: data.pupilIds },
    'result.qualification': { codes: data.qualification, words: QUALIFICATIONS },
    'result.subject': { codes: data.subject, words: SUBJECTS },
    'result.grade': { codes: data.grade, words: GRADES },
  }
  return {
    pupil: { size: data.pupils, columns: pupil },
    result: { size: data.pupilOf.length, columns: result },
  }
}

export function columnsOfPupils(data: Pupils): CodedLevels {
  const [reading, writing, maths] = data.earlier
  const [read, wrote, counted] = data.assessed
  const pupil = {
    'pupil.pupil_id': { codes: numbered(data.pupils), words: data.pupilIds },
    'pupil.school': { codes: data.schoolOf, words: data.schoolIds },
    'pupil.earlier.reading': { codes: reading, words: LEVELS },
    'pupil.earlier.writing': { codes: writing, words: LEVELS },
    'pupil.earlier.maths': { codes: maths, words: LEVELS },
    'pupil.outcome.reading': { codes: data.outcome[0], words: OUTCOMES },
    'pupil.outcome.maths': { codes: data.outcome[1], words: OUTCOMES },
    'pupil.assessed.reading': { codes: read, words: ASSESSMENTS },
    'pupil.assessed.writing': { codes: wrote, words: ASSESSMENTS },
    'pupil.assessed.maths': { codes: counted, words: ASSESSMENTS },
  }
  return { pupil: { size: data.pupils, columns: pupil } }
}

const cohortOf = (program: Program, levels: CodedLevels): Cohort => ({
  levels: new Map(
    Object.entries(levels).map(([name, { size, columns }]) => [name, level(program, size, columns)] as const),
  ),
})

export const cohortOfResults = (program: Program, data: Results): Cohort =>
  cohortOf(program, columnsOfResults(data))

export const cohortOfPupils = (program: Program, data: Pupils): Cohort =>
  cohortOf(program, columnsOfPupils(data))
