/** Programs of inputs alone, put together by hand: what reading data needs to know of a ruleset. */
import type {
  Column,
  InputContent,
  Program,
  ProgramTable,
  Type,
  TypeAlternative,
} from '../../src/model/program.ts'
import { exactFromDigits } from '../../src/value/exact.ts'
import { code, NO, number, type Value } from '../../src/value/value.ts'

const AT = { source: { name: 'test.yaml', text: '' }, start: 0, end: 0 }

export const typeOf = (...alternatives: readonly TypeAlternative[]): Type => ({ alternatives })
export const TEXT = typeOf({ kind: 'text' })
export const YES_NO = typeOf({ kind: 'yes/no' })
export const DATE = typeOf({ kind: 'date' })
export const codeOf = (list: string): TypeAlternative => ({ kind: 'code', list })

export function numberFrom(from?: string, to?: string, whole = false): TypeAlternative {
  const bound = (digits: string) => ({ value: exact(digits), inclusive: true })
  return {
    kind: 'number',
    whole,
    ...(from === undefined ? {} : { from: bound(from) }),
    ...(to === undefined ? {} : { to: bound(to) }),
  }
}
export function exact(digits: string) {
  const value = exactFromDigits(digits)
  if (value === undefined) throw new Error(`no number: ${digits}`)
  return value
}
export const numberValue = (digits: string): Value => number(exact(digits))

export function input(id: string, type: Type, content: Partial<InputContent> = {}): Column {
  const [level = '', ...name] = id.split('.')
  return {
    id,
    level,
    name: name[0] ?? '',
    title: id,
    members: [],
    type,
    absences: [],
    content: { kind: 'input', mayBeMissing: false, ...content },
  }
}

interface Parts {
  readonly columns: readonly Column[]
  readonly levels: Readonly<Record<string, { readonly key: readonly string[]; readonly groups?: string }>>
  readonly codes?: Readonly<
    Record<string, readonly (string | { code: string; aliases: readonly string[] })[]>
  >
  readonly tables?: readonly ProgramTable[]
}

export function programOf({ columns, levels, codes = {}, tables = [] }: Parts): Program {
  const lists = Object.entries(codes).map(([name, list]) => {
    const all = list.map(it => (typeof it === 'string' ? { code: it, aliases: [] } : it))
    return [
      name,
      { name, at: AT, whole: AT, codes: all.map(it => ({ ...it, title: it.code, at: AT })) },
    ] as const
  })
  const programLevels = Object.entries(levels).map(([name, { key, groups }]) => {
    const grouped = groups === undefined ? {} : { groups: { level: groups } }
    return [name, { name, title: name, key, belongs: new Map(), ...grouped }] as const
  })
  const nothing = new Map()
  return {
    ruleset: {
      language: '1.0',
      address: { ruleset: 'data', year: 2016, release: 'final', revision: 1 },
      title: 'Data',
      status: 'draft',
      sources: nothing,
      reasons: nothing,
      dimensions: nothing,
      codes: new Map(lists),
      levels: nothing,
      tables: nothing,
      parameters: nothing,
      styles: nothing,
      rules: nothing,
      laws: nothing,
      at: AT,
    },
    levels: new Map(programLevels),
    columns: new Map(columns.map(it => [it.id, it])),
    order: [],
    tables: new Map(tables.map(it => [it.name, it])),
    parameters: nothing,
    laws: nothing,
  }
}

const POINTS: ProgramTable = {
  name: 'points',
  title: 'points',
  keys: [{ name: 'grade', type: typeOf(codeOf('grade')) }],
  gives: [{ name: 'value', type: typeOf(numberFrom()) }],
  rows: ['C', 'D'].map(grade => ({
    keys: [{ kind: 'equals', value: code('grade', grade) }],
    values: [numberValue('1')],
    cites: [],
    at: AT,
  })),
  complete: false,
  cites: [],
}

const MARKS: ProgramTable = {
  ...POINTS,
  name: 'marks',
  title: 'marks',
  keys: [
    { name: 'course', type: typeOf(codeOf('course')) },
    { name: 'mark', type: typeOf(codeOf('mark')) },
  ],
  rows: [
    ['full', 'D'],
    ['full', 'M'],
    ['part', 'D'],
  ].map(([course = '', mark = '']) => ({
    keys: [
      { kind: 'equals', value: code('course', course) },
      { kind: 'equals', value: code('mark', mark) },
    ],
    values: [numberValue('1')],
    cites: [],
    at: AT,
  })),
}

/** Groups with an input of their own that has to be given. */
export const TEAMS_PROGRAM = programOf({
  levels: { pupil: { key: ['pupil.pupil_id'] }, team: { key: ['pupil.team'], groups: 'pupil' } },
  columns: [
    input('pupil.pupil_id', TEXT),
    input('pupil.team', TEXT),
    input('team.team', TEXT, { key: 0 }),
    input('team.size', typeOf(numberFrom())),
  ],
})

/** The ruleset that the examples of the catalogue are about. */
export const CATALOGUE_PROGRAM = programOf({
  codes: {
    outcome: [{ code: 'A', aliases: ['absent'] }, 'B', 'N', 'HNM'],
    grade: ['C', 'D', 'E'],
    course: ['full', 'part'],
    mark: ['D', 'M'],
  },
  tables: [POINTS, MARKS],
  levels: { pupil: { key: ['pupil.pupil_id'] }, nation: { key: [] } },
  columns: [
    input('pupil.pupil_id', TEXT),
    input('pupil.score', typeOf(numberFrom('80', '120', true), codeOf('outcome'))),
    input('pupil.fsm', YES_NO, { default: NO }),
    input('pupil.share', typeOf(numberFrom('0', '1')), { default: numberValue('1') }),
    input('pupil.born', DATE, { mayBeMissing: true }),
    input('pupil.grade', typeOf({ kind: 'key', table: 'points', key: 'grade' }), { mayBeMissing: true }),
    input('pupil.course', typeOf(codeOf('course')), { mayBeMissing: true }),
    input('pupil.mark', typeOf({ kind: 'key', table: 'marks', key: 'mark' }), { mayBeMissing: true }),
    input('pupil.note', TEXT, { mayBeMissing: true }),
  ],
})
