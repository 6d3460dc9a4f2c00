/** A sample as the texts of CSV files: what its files hold, for whoever has no files. */
import { csvCell } from '../data/write/csv-cell.ts'
import { drawSample, type SampleOptions } from './draw-rows.ts'
import type { Sample, SampleFile } from './sample.ts'

/** One text for each level that has a file. */
export function sampleTexts(sample: Sample, options: SampleOptions = {}): ReadonlyMap<string, string> {
  const lines = new Map<string, string[]>()
  for (const { name, file } of sample.levels) if (file !== undefined) lines.set(name, [headingLine(file)])
  drawSample(sample, options, (level, cells) => lines.get(level.name)?.push(lineOf(cells)))
  return new Map([...lines].map(([level, its]) => [level, its.join('')]))
}

export const headingLine = ({ columns }: SampleFile): string => lineOf(columns.map(it => it.heading))

export const lineOf = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\n`
