/** Edits of known kind: each is told as what it is, and judged to change what rules mean or not. */
import { describe, expect, test } from 'vitest'
import type { ChangeForm, ChangeKind } from '../../src/diff/change.ts'
import { compareMeaning } from '../../src/diff/meaning/compare-meaning.ts'
import { stillDiffers } from '../../src/diff/meaning/witness.ts'
import { compareStructure } from '../../src/diff/structure/compare-structure.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import { soundProgram } from '../fixtures/run.ts'
import { BASE } from './base.ts'

interface Edit {
  readonly says: string
  readonly from: string
  readonly to: string
  readonly kind: ChangeKind
  readonly form: ChangeForm
  /** Part of how it is told. */
  readonly text: string
  /** Columns that have to be found to differ; none where every rule has to be found the same. */
  readonly differs: readonly string[]
}

const EDITS: readonly (readonly [string, string, string, ChangeKind, ChangeForm, string, ...string[]])[] = [
  ['a point', 'B: 3', 'B: 4', 'points', 'changed', 'points for B: 3 became 4', 'pupil.worth'],
  [
    'two points swapped',
    'A: 5, B: 3',
    'A: 3, B: 5',
    'points',
    'changed',
    'points for A: 5 became 3',
    'pupil.worth',
  ],
  [
    'a point taken away',
    'C: 1',
    'C: none',
    'points',
    'changed',
    'points for C: 1 became no value',
    'pupil.worth',
  ],
  ['a number written otherwise', 'B: 3', 'B: 3.0', 'points', 'changed', ''],
  [
    'a row of a partial table',
    '10..: 3}',
    '10..: 3, 0..<5: 1}',
    'points',
    'added',
    'bands for 0..<5: new, 1',
    'pupil.band',
  ],
  ['a row dropped', '5..<10: 2, ', '', 'points', 'removed', 'bands for 5..<10: gone, was 2', 'pupil.band'],
  ['the bound of a row', '10..: 3', '12..: 3', 'points', 'added', 'bands for 12..', 'pupil.band'],
  [
    'a threshold in a table',
    'pass_mark: 40',
    'pass_mark: 45',
    'thresholds',
    'changed',
    'limits for pass mark: 40 became 45',
    'pupil.passed',
  ],
  [
    'a threshold in a formula',
    'marks >= 70',
    'marks >= 75',
    'thresholds',
    'changed',
    '70 became 75',
    'pupil.high',
  ],
  ['a comparison', 'marks >= 70', 'marks > 70', 'rules', 'changed', 'high (pupil)', 'pupil.high'],
  [
    'a threshold in a cell',
    '[at least 12, any, many]',
    '[at least 11, any, many]',
    'thresholds',
    'changed',
    'pupils 12.. gives many; now pupils 11.. gives many',
    'school.size',
  ],
  ['a formula', 'worth * 2', 'worth * 2 + 1', 'rules', 'changed', 'is new in', 'pupil.double'],
  [
    'part of a formula',
    'mean(worth over pupil where counted)',
    'mean(worth over pupil)',
    'rules',
    'changed',
    'is gone from',
    'school.average',
  ],
  [
    'a formula of the same meaning',
    'not absent_all_year',
    'absent_all_year = no',
    'rules',
    'changed',
    'counted (pupil)',
  ],
  ['brackets', 'worth * 2', '(worth * 2)', 'rules', 'changed', ''],
  [
    'a rule',
    'double:',
    'triple:\n      is: worth * 3\n    double:',
    'rules',
    'added',
    'new rule triple (pupil): worth * 3',
  ],
  [
    'a rule taken away',
    '    spare:\n      is: worth * 7\n',
    '',
    'rules',
    'removed',
    'rule spare (pupil) is gone',
  ],
  ['a rule renamed', 'spare:', 'extra:', 'rules', 'renamed', 'rule spare is now called extra'],
  [
    'a rule that others use, renamed',
    /\bworth\b/g.source,
    'value_of',
    'rules',
    'renamed',
    'worth is now called value of',
  ],
  [
    'the decision of a row',
    '[B or C, no, excluded(late)]',
    '[B or C, no, 0]',
    'decisions',
    'changed',
    'now grade B or C',
    'pupil.decided',
  ],
  [
    'a row of a decision',
    '[A, any, 9]',
    '[A, yes, 8]\n        - [A, any, 9]',
    'decisions',
    'added',
    'is new: grade A, sat yes gives 8',
    'pupil.decided',
  ],
  [
    'a row of a decision dropped',
    '        - [A or B, yes, 6]\n',
    '',
    'decisions',
    'removed',
    'is gone: grade A or B, sat yes gives 6',
    'pupil.decided',
  ],
  [
    'rows in another order',
    '- [A, any, 9]\n        - [A or B, yes, 6]',
    '- [A or B, yes, 6]\n        - [A, any, 9]',
    'decisions',
    'moved',
    'is tried in another place',
    'pupil.decided',
  ],
  [
    'rows in another order that say the same',
    '- [A or B, yes, 6]\n        - [B or C, no, excluded(late)]',
    '- [B or C, no, excluded(late)]\n        - [A or B, yes, 6]',
    'decisions',
    'moved',
    'is tried in another place',
  ],
  ['a code', 'list: [many, few]', 'list: [many, few, some]', 'codes', 'added', 'new some'],
  ['a code renamed', /\bC\b/.source, 'K', 'codes', 'renamed', 'C is now K'],
  [
    'a rank',
    'A: First, B: Second',
    'B: Second, A: First',
    'codes',
    'moved',
    'grade: ',
    'pupil.better_than_c',
  ],
  ['the title of a code', 'B: Second', 'B: The second', 'wording', 'changed', 'title of B'],
  [
    'another spelling',
    'yes_no: {list: {Y: Yes',
    'yes_no: {list: {Y: {title: Yes, aliases: [J]}',
    'codes',
    'changed',
    'other spellings of Y',
  ],
  [
    'a condition of a group',
    'poor: {title: Poor, is: fsm}',
    'poor: {title: Poor, is: fsm and counted}',
    'dimensions',
    'changed',
    'poor: fsm became',
    'school.share.poor',
  ],
  ['a member', 'paper: [one, two]', 'paper: [one, two, three]', 'dimensions', 'added', 'new three'],
  [
    'an input',
    'fsm: {type: yes/no',
    'eal: {type: yes/no, default: no}\n      fsm: {type: yes/no',
    'inputs',
    'added',
    'new input eal (pupil)',
  ],
  [
    'the range of an input',
    'marks: {type: 0..100',
    'marks: {type: 0..120',
    'inputs',
    'changed',
    'type: 0..100 became 0..120',
  ],
  [
    'a default',
    'fsm: {type: yes/no, default: no}',
    'fsm: {type: yes/no, default: yes}',
    'inputs',
    'changed',
    'default',
  ],
  ['an input renamed', /\bfsm\b/.source, 'free_meals', 'inputs', 'renamed', 'fsm is now called free meals'],
  [
    'a default of a parameter',
    'bonus: {type: number, default: 1',
    'bonus: {type: number, default: 2',
    'parameters',
    'changed',
    'bonus, default: 1 became 2',
    'pupil.with_bonus',
  ],
  [
    'a choice of a parameter',
    'one of: [soft, hard]',
    'one of: [soft, hard, harder]',
    'parameters',
    'changed',
    'choices',
  ],
  ['rounding', 'show: {round: 1', 'show: {round: 2', 'publication', 'changed', 'round', 'school.average'],
  [
    'suppression',
    'small when pupils < 6',
    'small when pupils < 10',
    'publication',
    'changed',
    '10',
    'school.average',
  ],
  ['what is shown in place', 'shown: SUPP', 'shown: LOW', 'reasons', 'changed', 'SUPP became LOW'],
  [
    'the kind of a reason',
    'unused: {kind: excluded',
    'unused: {kind: suppressed',
    'reasons',
    'changed',
    'excluded became suppressed',
  ],
  [
    'the words of a reason',
    'text: came too late',
    'text: came late',
    'wording',
    'changed',
    'came too late became came late',
  ],
  ['a title', 'title: Worth of a grade', 'title: What a grade is worth', 'wording', 'changed', 'title'],
  ['a citation', 'cite: guide p1', 'cite: guide p2', 'sources', 'changed', 'guide p1 became guide p2'],
  [
    'confirmation',
    'cite: guide p1',
    'cite: guide p1\n    unconfirmed: yes',
    'confirmation',
    'changed',
    'no longer confirmed',
  ],
  ['how many a slot takes', 'take: 1', 'take: 2', 'slots', 'changed', 'slot first', 'pupil.best'],
  [
    'what a slot accepts',
    'accept: kind = Y',
    'accept: kind = N',
    'slots',
    'changed',
    'slot first',
    'pupil.best',
  ],
  ['the weight of a slot', 'weight: 2', 'weight: 3', 'slots', 'changed', 'slot first', 'pupil.best'],
  ['a limit of slots', 'at most: 2', 'at most: 1', 'slots', 'changed', 'limit all', 'pupil.best'],
  ['a law', 'holds: worth >= 0', 'holds: worth >= 1', 'laws', 'changed', 'claim'],
  [
    'a table refined',
    'fees: {by: grade, rows: {A: 10, B: 20, C: 30}}',
    'fees: {by: [grade, yes_no], rows: {A: {Y: 10, N: 10}, B: {Y: 20, N: 25}, C: {Y: 30, N: 30}}}',
    'points',
    'refined',
    'fees for B: one value, 20, became two by yes no, 20 to 25',
  ],
]

const edits: readonly Edit[] = EDITS.map(([says, from, to, kind, form, text, ...differs]) => ({
  ...{ says, from, to, kind, form, text, differs },
}))

const before = soundProgram(BASE)

/** A word in all its places, or a text in the one place where it stands. */
function edited({ from, to }: Edit): string {
  const word = /^\\b(.+)\\b$/.exec(from)?.[1]
  if (word !== undefined) return BASE.replaceAll(new RegExp(from, 'g'), to)
  expect(BASE.split(from)).toHaveLength(2)
  return BASE.replace(from, to)
}

describe('an edit of', () => {
  test.each(edits)('$says is told as what it is', edit => {
    const after = soundProgram(edited(edit))
    const { changes, renames } = compareStructure(before.ruleset, after.ruleset)
    if (edit.text === '') expect(changes.map(it => it.text)).toEqual([])
    else {
      const told = changes.filter(it => it.kind === edit.kind && it.form === edit.form)
      expect(
        told.map(it => it.text).join('\n') || changes.map(it => `${it.kind} ${it.form} ${it.text}`),
      ).toContain(edit.text)
    }
    const meaning = compareMeaning(before, after, { engine: referenceEngine, renames, cohorts: 40 })
    const differing = [...meaning.verdicts].flatMap(([id, it]) => (it.kind === 'differs' ? [id] : []))
    for (const it of edit.differs) expect(differing).toContain(it)
    if (edit.differs.length === 0) expect(differing).toEqual([])
    for (const it of meaning.verdicts.values()) {
      const shown =
        it.kind === 'differs' ? it.ways.map(way => stillDiffers(meaning.joint, way.difference)) : []
      expect(shown.every(found => found)).toBe(true)
      expect(it.kind !== 'differs' || shown.length > 0).toBe(true)
    }
  })

  test('nothing leaves nothing to tell', () => {
    const { changes, renames } = compareStructure(before.ruleset, soundProgram(BASE).ruleset)
    const { verdicts } = compareMeaning(before, soundProgram(BASE), { engine: referenceEngine, renames })
    expect(changes).toEqual([])
    expect([...verdicts.values()].filter(it => it.kind !== 'same')).toEqual([])
  })
})
