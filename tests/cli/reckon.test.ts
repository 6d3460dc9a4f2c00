/** The command that works out one row typed in by hand. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { command, FIXTURE } from './command.ts'

const SMALL = join(FIXTURE, 'small')
const PUPILS = join(FIXTURE, 'pupils.csv')

/** Runs a command at a terminal where these are typed, one line after the other. */
async function atTerminal(args: readonly string[], typed: readonly string[]) {
  let [out, err] = ['', '']
  const waiting = [...typed]
  const questions: string[] = []
  const io = {
    out: (text: string) => {
      out += text
    },
    err: (text: string) => {
      err += text
    },
    width: 100,
    hasColour: false,
    isWatched: false,
    ask: async (question: string) => {
      questions.push(question)
      return waiting.shift()
    },
  }
  const code = await main(args, io)
  return { code, out, err, questions }
}

describe('reckon', () => {
  test('lists the measures there are where none is named', async () => {
    const said = await command(['reckon', SMALL])
    expect(said).toMatchObject({ code: 0, err: '' })
    expect(said.out).toMatch(/counted +Score that counts/)
    expect(said.out).toMatch(/average.<group> +Average score/)
  })

  test('works out a measure from the values on the line, with its explanation', async () => {
    const said = await command(['reckon', SMALL, 'passed', 'score=105'])
    expect(said).toMatchInlineSnapshot(`
      {
        "code": 0,
        "err": "",
        "out": "given  score 105

      pupil.passed  yes · passed

      small@2016/final.1
      passed yes · passed · pupil typed in
      │ = counted >= pass_mark
      │ = 105 >= 100
      │ [A guide, p4]
      ├ counted 105 · Score that counts · pupil typed in
      │ │ where score = 105
      │ │ row 1 decides: 80..120 → score
      │ │ [A guide, p4]
      │ └ score 105 (put in)
      └ pass_mark 100 (parameter)
      ",
      }
    `)
  })

  test('takes a value by an option too, and of any rule', async () => {
    const said = await command(['reckon', SMALL, 'passed', '--give', 'counted=99'])
    expect(said.out).toContain('pupil.passed  no')
  })

  test('names what lacks a value where nobody can be asked', async () => {
    const said = await command(['reckon', SMALL, 'passed'])
    expect(said.code).toBe(2)
    expect(said.err).toContain('expected values for `score`: give each as NAME=VALUE')
  })

  test('refuses a value as a file would be refused, and an unknown name', async () => {
    const value = await command(['reckon', SMALL, 'passed', 'score=121'])
    expect(value.code).toBe(2)
    expect(value.err).toContain('data/out-of-range')
    const name = await command(['reckon', SMALL, 'passed', 'scroe=100'])
    expect(name.code).toBe(2)
    expect(name.err).toContain('did you mean `score`?')
  })

  test('asks for what is needed, and again after a mistake', async () => {
    const said = await atTerminal(['reckon', SMALL, 'passed'], ['121', '105'])
    expect(said.questions).toEqual([
      'score  score (a whole number from 80 to 120 or one of A): ',
      'score  score (a whole number from 80 to 120 or one of A): ',
    ])
    expect(said.err).toContain('found `121`')
    expect(said.out).toContain('pupil.passed  yes')
  })

  test('ends as misuse when whoever was asked has gone', async () => {
    const required = await atTerminal(['reckon', SMALL, 'passed'], [])
    expect(required).toMatchObject({ code: 2, out: '' })
    expect(required.err).toContain('expected values for `score`')
    const args = ['reckon', SMALL, 'school.is_cohort', '--set', 'source=cohort']
    const optional = await atTerminal(args, [])
    expect(optional).toMatchObject({ code: 2, out: '' })
    expect(optional.err).toContain('expected values for `mainstream`')
  })

  test('takes Enter for a default, and does not ask for one where that is not wanted', async () => {
    const args = ['reckon', SMALL, 'school.is_cohort', '--set', 'source=cohort']
    const asked = await atTerminal(args, [''])
    expect(asked.questions).toEqual(['mainstream  mainstream (yes or no; Enter for yes): '])
    expect(asked.out).toContain('school.is_cohort  yes')
    const silent = await atTerminal([...args, '--defaults'], [])
    expect(silent.questions).toEqual([])
    expect(silent.out).toContain('assumed  mainstream yes')
  })

  test('says that a sum over rows needs the rows', async () => {
    const said = await command(['reckon', SMALL, 'school.average.all'])
    expect(said.code).toBe(2)
    expect(said.err).toContain('made of many rows, which have to come from files: `--pupil FILE`')
  })

  test('takes a group by what its rows come to', async () => {
    const said = await command(['reckon', SMALL, 'change', 'average.all=101.5', 'last=100'])
    expect(said.out).toContain('school.change  1.5')
  })

  test('shows the rows of a file and the groups they count in', async () => {
    const said = await command(['reckon', SMALL, 'counted', '--pupils', PUPILS])
    expect(said).toMatchInlineSnapshot(`
      {
        "code": 0,
        "err": "",
        "out": "pupil.counted  Score that counts

        pupil  counted
        p1     105.00
        p2     95.00
        p3     excluded: absent from the test
        p4     100.00
        mean   100.00

        school                 rows  average  published
        s1      all               2  100.00   100.0
        s1      disadvantaged     1  105.00   SUPP
        s2      all               1  100.00   100.0
        s2      disadvantaged     1  100.00   SUPP
      ",
      }
    `)
  })

  test('gives JSON', async () => {
    const one = await command(['reckon', SMALL, 'passed', 'score=105', '--as', 'json'])
    expect(JSON.parse(one.out)).toMatchObject({
      given: { 'pupil.score': { text: '105' } },
      results: [{ column: 'pupil.passed', explanation: { step: { value: { text: 'yes' } } } }],
    })
    const many = await command(['reckon', SMALL, 'counted', '--pupils', PUPILS, '--as', 'json'])
    expect(JSON.parse(many.out)).toMatchObject([{ column: 'pupil.counted', mean: { rows: 3 } }])
  })
})
