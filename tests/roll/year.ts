/** A small year of rules in every way of writing them, with comments wherever one may stand. */
import { checkText } from '../../src/api/core.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import type { Address } from '../../src/model/ruleset.ts'
import { type Confirmed, type ConfirmRequest, confirm, type Year } from '../../src/roll/confirm.ts'
import { newYear } from '../../src/roll/new-year.ts'
import type { Word } from '../../src/roll/resolve.ts'
import type { MapNode } from '../../src/syntax/document/node.ts'
import { readDocument } from '../../src/syntax/document/read-document.ts'

export const OLD: Address = { ruleset: 'small', year: 2017, release: 'final', revision: 1 }

/** Written out: the first rule of 2017. */
export const RULES = `# A school's year.
yardstick: "1.0"
ruleset: small
year: 2017  # the year of the results
release: final
revision: 2
title: "Small rules, 2016/17"
note: |
  Two paragraphs,

  and a block at the end.

# -- where it is from
sources:
  guide-2017: {title: Guide, publisher: The department}  # the only one
reasons:
  few: {kind: suppressed, text: too few}

dimensions:
  subject: [reading, maths]   # short
  part:
    # a dimension in a block
    one: The first
    two: The second

codes:
  grade:
    order: best first
    list: {"A*": best, A: good, B: fair}

levels:
  pupil:
    key: pupil_id
    inputs:
      school: {type: text}
      grade:  {per: subject, type: grade}
      first:  {per: part, type: number}
  school: {groups: pupil, by: school}

tables:
  # what a grade is worth
  points:
    title: Points for a grade
    by: grade
    unit: points
    rows: {"A*": 58, A: 52, B: 46}  # as printed
    cite: guide-2017 p3
  bonus: {by: {n: whole}, complete: no, unconfirmed: [2, 3], cite: guide-2017 p4, rows: {1: 1, 2: 2, 3: 3}}
  estimate:
    by: {group: whole, subject: subject}
    complete: no
    cite: guide-2017 p5
    file: tables/estimates.csv

parameters:
  least: {type: number, default: 40, cite: guide-2017 p6}

styles:
  whole: {round: 0, instead: [few when n < 6]}

rules:
  pupil:
    # -- points
    points:
      per: subject
      is: points(grade)
      unconfirmed: yes  # recalled
    level:
      decide: first
      on: [points.maths]
      rows:
        - [at least 52, 2, {id: high, unconfirmed: yes}]  # the higher
        # everybody else
        - [any,         1, {id: low}]
      cite: guide-2017 p7
    passed: {is: points.maths >= least and bonus(level) > 0}
    estimated: {per: subject, is: "estimate(1, subject)"}
    sum: {is: first.one + first.two}
  school:
    n: {is: count(pupil)}
    passed: {is: mean(passed over pupil), show: whole}
    # the last word
laws:
  some: {at: school, holds: n > 0}
waivers:
  low: {finding: cliff edge, measure: pupil.level, reason: two levels are meant}  # for good
`
export const FILES: Readonly<Record<string, string>> = {
  'tables/estimates.csv': 'group,subject,value\n1,reading,50\n1,maths,51\n2,reading,52\n2,maths,53\n',
}

export const documentOf = (text: string): MapNode => {
  const { value, diagnostics } = readDocument({ name: 'ruleset.yaml', text })
  if (value === undefined || diagnostics.length > 0) throw new Error(`no sound document: ${text}`)
  return value
}

export const yearOf = (text: string, files: Readonly<Record<string, string>> = FILES): Year => ({
  document: documentOf(text),
  read: path => files[path],
  files: ['sample.yaml'],
})

export const nextYear = (text = RULES, year = 2018): string =>
  newYear(documentOf(text), OLD, { ruleset: 'small', year }, ['sample.yaml']).text

/** Words as if typed one after the other. */
export function typed(words: readonly string[]): readonly Word[] {
  const source = { name: 'command line', text: words.join(' ') }
  let start = 0
  return words.map(text => {
    const at = { source, start, end: start + text.length }
    start += text.length + 1
    return { text, at }
  })
}

export const request = (
  names: readonly string[],
  cites: readonly string[] = [],
  more: Partial<ConfirmRequest> = {},
): ConfirmRequest => ({
  ...{ names: typed(names), cites: typed(cites), keepsCites: false, isChanged: false },
  ...more,
})

/** The year with things confirmed; throws where that is refused. */
export function confirmed(
  text: string,
  names: readonly string[],
  cites: readonly string[] = [],
  more: Partial<ConfirmRequest> = {},
): Confirmed {
  const { value, diagnostics } = confirm(yearOf(text), request(names, cites, more), yearOf(RULES))
  if (value === undefined)
    throw new Error(diagnostics.map(it => `${it.code} ${JSON.stringify(it.args)}`).join())
  return value
}

export const saidOf = (text: string): readonly Diagnostic[] => checkText(text, { files: FILES }).diagnostics

/** Lines of one text that another lacks. */
export const linesWithout = (text: string, other: string): readonly string[] => {
  const known = new Set(other.split('\n'))
  return text.split('\n').filter(it => !known.has(it))
}

export const commentsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|\s)(#.*)$/gm)].map(it => it[1] ?? '')

export const GUIDE_2018 = `  guide-2018: {title: Guide, publisher: The department}`
/** The new year with a source to cite. */
export const withGuide = (text = nextYear()): string =>
  text.replace('  # the only one\n', `  # the only one\n${GUIDE_2018}\n`)
