/**
 * Every operator of the language has cases that run it: with each kind of argument it takes, with each
 * argument absent, over nothing, with each of its options, and failing as it may.
 */
import { describe, expect, it } from 'vitest'
import type { ArgumentKind, Operator } from '../../src/model/operator.ts'
import type { AbsenceKind } from '../../src/value/value.ts'
import { readChapters } from './chapters.ts'
import { languageCases, runOf } from './language-cases.ts'
import { absencesIn, type Observation, observe, operators } from './observed-operators.ts'

const cases = languageCases()
const observations = cases.flatMap(it => {
  const run = runOf(it)
  return run === undefined ? [] : observe(run)
})
const observed = Map.groupBy(observations, it => it.operator)
const absences = new Set<AbsenceKind>(
  cases.flatMap(({ program }) => (program === undefined ? [] : absencesIn(program).map(it => it.absence))),
)

const KINDS: Readonly<Record<ArgumentKind, readonly string[]>> = {
  number: ['number'],
  whole: ['number'],
  'yes-no': ['yes-no'],
  text: ['text'],
  date: ['date'],
  code: ['code'],
  ordered: ['number', 'date', 'code'],
  any: ['number', 'text', 'yes-no', 'date', 'code'],
  same: [],
}
/** Operators of the results of slots, whose argument is no value. */
const OF_SLOTS = new Set(['filled', 'slot-of'])

const ran = operators.filter(it => it.absence !== 'absent')

describe.each(ran.map(it => ({ name: `${it.group}/${it.id}`, operator: it })))(
  '$name',
  ({ name, operator }) => {
    const own: readonly Observation[] = observed.get(name) ?? []
    const hasAt = (position: number, kind: string): boolean =>
      own.some(it => it.args[position]?.includes(kind))

    it('runs in a case', () => {
      expect(own.length).toBeGreaterThan(0)
    })

    it('meets each kind of argument', () => {
      const wanted = OF_SLOTS.has(operator.id) ? [] : operator.signatures.flatMap(kindsWanted)
      expect(wanted.filter(it => !hasAt(it.position, it.kind))).toEqual([])
    })

    it('meets an absent value', () => {
      expect(absentWanted(operator).filter(it => !hasAt(it, 'absent'))).toEqual([])
    })

    it('meets nothing, where it is an aggregate', () => {
      const empty = own.filter(it => it.args[0]?.length === 0)
      expect(operator.group !== 'aggregate' || empty.length > 0).toBe(true)
    })

    it('is run with each of its options', () => {
      const words = operator.option?.words ?? []
      const isRun = (word: string) =>
        own.some(it => it.option === word || (it.option === undefined && word === operator.option?.default))
      expect(words.filter(it => !isRun(it))).toEqual([])
    })

    it('fails as it may', () => {
      const { mayFail } = operator
      const reasons = own.flatMap(it => (it.value?.kind === 'absent' ? [it.value.reason] : []))
      expect(mayFail === undefined || reasons.includes(mayFail)).toBe(true)
    })
  },
)

function kindsWanted({ takes }: Operator['signatures'][number]) {
  return takes.flatMap((argument, position) => KINDS[argument].map(kind => ({ position, kind })))
}

/** The arguments that can be absent; of an aggregate the first, which stands for the values of the rows. */
function absentWanted({ id, group, signatures, absence }: Operator): readonly number[] {
  if (OF_SLOTS.has(id)) return []
  if (group === 'aggregate' || absence === 'skips') return [0]
  const most = Math.max(...signatures.map(it => it.takes.length))
  return absence === 'passes' && id !== 'shown' ? [0] : Array.from({ length: most }, (_, index) => index)
}

describe('an operator', () => {
  it('of absence is written in a case', () => {
    const wanted = operators.filter(it => it.absence === 'absent').map(it => it.id.replace('-', ' '))
    expect(wanted.filter(it => !absences.has(it as AbsenceKind))).toEqual([])
  })

  it('belongs to a section of the specification that names it', () => {
    const sections = new Set(readChapters().flatMap(it => it.sections))
    expect(operators.filter(it => !sections.has(it.section)).map(it => it.id)).toEqual([])
  })
})
