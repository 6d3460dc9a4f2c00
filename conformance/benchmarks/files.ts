/** The invented cohorts as CSV files, written once for each scale. */
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Codes } from '../../src/engine/cohort.ts'
import {
  ASSESSMENTS,
  GRADES,
  LEVELS,
  OUTCOMES,
  type Pupils,
  QUALIFICATIONS,
  type Results,
  SUBJECTS,
} from './cohort.ts'

export const dataFolder = (scale: number): string => join(tmpdir(), `yardstick-benchmarks-${scale}`)

type Cell = (row: number) => string

const coded =
  (codes: Codes, words: readonly string[]): Cell =>
  row =>
    words[codes[row] ?? -1] ?? ''

function writeCsv(path: string, rows: number, columns: Readonly<Record<string, Cell>>): string {
  if (existsSync(path)) return path
  const file = openSync(`${path}.part`, 'w')
  const cells = Object.values(columns)
  let text = `${Object.keys(columns).join(',')}\n`
  for (let row = 0; row < rows; row += 1) {
    text += `${cells.map(it => it(row)).join(',')}\n`
    if (text.length < 1 << 20) continue
    writeSync(file, text)
    text = ''
  }
  writeSync(file, text)
  closeSync(file)
  renameSync(`${path}.part`, path)
  return path
}

export function writeResults(
  scale: number,
  data: Results,
): { readonly results: string; readonly pupils: string } {
  const folder = dataFolder(scale)
  mkdirSync(folder, { recursive: true })
  const prior: Cell = row => (data.prior[row] === 0 ? '' : ((data.prior[row] ?? 0) / 10).toFixed(1))
  return {
    results: writeCsv(join(folder, 'w1-results.csv'), data.pupilOf.length, {
      pupil_id: coded(data.pupilOf, data.pupilIds),
      qualification: coded(data.qualification, QUALIFICATIONS),
      subject: coded(data.subject, SUBJECTS),
      grade: coded(data.grade, GRADES),
    }),
    pupils: writeCsv(join(folder, 'w1-pupils.csv'), data.pupils, {
      pupil_id: row => data.pupilIds[row] ?? '',
      school: coded(data.schoolOf, data.schoolIds),
      prior,
    }),
  }
}

export function writePupils(scale: number, data: Pupils): { readonly pupils: string } {
  const folder = dataFolder(scale)
  mkdirSync(folder, { recursive: true })
  const [reading, writing, maths] = data.earlier
  const [read, wrote, counted] = data.assessed
  return {
    pupils: writeCsv(join(folder, 'w2-pupils.csv'), data.pupils, {
      pupil_id: row => data.pupilIds[row] ?? '',
      school: coded(data.schoolOf, data.schoolIds),
      'earlier.reading': coded(reading, LEVELS),
      'earlier.writing': coded(writing, LEVELS),
      'earlier.maths': coded(maths, LEVELS),
      'outcome.reading': coded(data.outcome[0], OUTCOMES),
      'outcome.maths': coded(data.outcome[1], OUTCOMES),
      'assessed.reading': coded(read, ASSESSMENTS),
      'assessed.writing': coded(wrote, ASSESSMENTS),
      'assessed.maths': coded(counted, ASSESSMENTS),
    }),
  }
}
