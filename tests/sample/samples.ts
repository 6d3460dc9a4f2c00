/** Small samples for tests: a ruleset of pupils in schools, and descriptions completed to be about it. */
import type { Diagnostic, Outcome } from '../../src/diagnostics/diagnostic.ts'
import type { Program } from '../../src/model/program.ts'
import { readSample } from '../../src/sample/read-sample.ts'
import type { Sample } from '../../src/sample/sample.ts'
import { sampleTexts } from '../../src/sample/sample-texts.ts'
import { readDocument } from '../../src/syntax/document/read-document.ts'
import { validateDocument } from '../../src/syntax/document/validate-document.ts'
import { soundProgram } from '../fixtures/run.ts'

export interface SampleExample {
  /** The levels of a description, or a whole one. */
  readonly sample?: string
  /** What a description says of pupils, besides where they are and what they are called. */
  readonly pupil?: string
  /** Another ruleset than the plain one. */
  readonly of?: 'plain' | 'sex needed' | 'results needed' | 'results numbered'
}

const rulesetText = (sex: string, more: string): string => `
dimensions: {subject: [reading, maths]}
codes:
  sex: {list: [boy, girl]}
  level: {order: worst first, list: [W, "1", "2", "3"]}
  grade: {order: best first, list: [A, B, C]}
levels:
  pupil:
    key: pupil_id
    inputs:
      school: {type: text}
      sex: {type: sex, ${sex}}
      mark: {per: subject, type: 0..100, may be: missing}
      level: {type: level, may be: missing}
      share: {type: number 0..<1, default: 0}
      fsm: {type: yes/no, default: no}
      born: {type: date, may be: missing}
  school: {groups: pupil, by: school, inputs: {kind: {type: text, default: plain}}}
  ${more}
`
const RESULT =
  'result: {key: result_id, in: {pupil: of_pupil}, inputs: {of_pupil: {type: text}, grade: {type: grade}}}'

const NUMBERED = 'result: {key: [pupil_id, entry], inputs: {entry: {type: 1..9}, grade: {type: grade}}}'

const PROGRAMS: Readonly<Record<NonNullable<SampleExample['of']>, Program>> = {
  plain: soundProgram(rulesetText('may be: missing', '')),
  'sex needed': soundProgram(rulesetText('title: Sex', '')),
  'results needed': soundProgram(rulesetText('may be: missing', RESULT)),
  'results numbered': soundProgram(rulesetText('may be: missing', NUMBERED)),
}

const programFor = ({ of = 'plain' }: SampleExample): Program => PROGRAMS[of]

const HEAD = 'yardstick: "1.0"\ntitle: A sample\n'
const SIZE = 'size: {pupil: 20}\n'

function textOfExample({ sample, pupil }: SampleExample): string {
  if (sample?.startsWith('yardstick') === true) return sample
  if (sample !== undefined) return `${HEAD}${/^size:/m.test(sample) ? '' : SIZE}${sample}`
  const lines = (pupil ?? '').split('\n').map(it => `    ${it}`)
  return `${HEAD}${SIZE}levels:
  school: {key: S1}
  pupil:
    in: school
    rows: 5
    key: P001
${lines.join('\n')}`
}

export function sampleOf(example: SampleExample, program = programFor(example)): Outcome<Sample | undefined> {
  const read = readDocument({ name: 'sample.yaml', text: `${textOfExample(example)}\n` })
  if (read.value === undefined) return { value: undefined, diagnostics: read.diagnostics }
  const form = validateDocument(read.value, 'sample')
  const said: readonly Diagnostic[] = [...read.diagnostics, ...form]
  if (said.length > 0) return { value: undefined, diagnostics: said }
  return readSample(read.value, program)
}

/** A sample without any complaint. */
export function soundSample(example: SampleExample, program = programFor(example)): Sample {
  const { value, diagnostics } = sampleOf(example, program)
  if (value === undefined)
    throw new Error(diagnostics.map(it => `${it.code} ${JSON.stringify(it.args)}`).join(', '))
  return value
}

/** The cells of one heading in the file of a level, in the order of the rows. */
export function cellsOf(
  example: SampleExample,
  heading: string,
  options: Parameters<typeof sampleTexts>[1] & { readonly level?: string } = {},
): readonly string[] {
  const text = sampleTexts(soundSample(example), options).get(options.level ?? 'pupil') ?? ''
  const [head = '', ...rows] = text.trimEnd().split('\n')
  const index = head.split(',').indexOf(heading)
  if (index < 0) throw new Error(`no column ${heading} in ${head}`)
  return rows.map(it => it.split(',')[index] ?? '')
}
