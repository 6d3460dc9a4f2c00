import { expect, test } from 'vitest'
import { cohortFromText } from '../../src/data/cohort-from-text.ts'
import { input, numberFrom, numberValue, programOf, TEXT, typeOf } from './program.ts'

const withMark = (needsColumn: boolean) =>
  programOf({
    levels: { pupil: { key: ['pupil.pupil_id'] } },
    columns: [
      input('pupil.pupil_id', TEXT),
      input('pupil.mark', typeOf(numberFrom()), { default: numberValue('0'), needsColumn }),
    ],
  })

const codesFor = (needsColumn: boolean, csv: string) =>
  cohortFromText(withMark(needsColumn), { pupil: csv }).diagnostics.map(it => it.code)

test('a column that is required has to be there although empty cells have a default', () => {
  expect(codesFor(true, 'pupil_id,score\na,5\n')).toEqual(['data/missing-column'])
  expect(codesFor(true, 'pupil_id,mark\na,\n')).toEqual([])
})

test('a column that is not required may be left out', () => {
  expect(codesFor(false, 'pupil_id,score\na,5\n')).toEqual([])
})
