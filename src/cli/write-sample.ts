/** Writes a sample into a folder, a file for each level that has one. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { reasonOf } from '../data/file-error.ts'
import { OutputFile } from '../data/write/output-file.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { drawSample, type RowCounts, type SampleOptions } from '../sample/draw-rows.ts'
import type { Sample } from '../sample/sample.ts'
import { headingLine, lineOf } from '../sample/sample-texts.ts'
import type { Word } from './command-line.ts'

export interface WrittenSample {
  /** Rows by level. */
  readonly counts: RowCounts
  readonly files: readonly { readonly level: string; readonly path: string }[]
}

export function writeSample(
  sample: Sample,
  options: SampleOptions,
  folder: Word,
): WrittenSample | { readonly problem: Diagnostic } {
  const open = new Map<string, OutputFile>()
  try {
    mkdirSync(folder.text, { recursive: true })
    for (const { name, file } of sample.levels) {
      if (file === undefined) continue
      const output = new OutputFile(join(folder.text, file.name))
      open.set(name, output)
      output.write(headingLine(file))
    }
    const counts = drawSample(sample, options, (level, cells) => open.get(level.name)?.write(lineOf(cells)))
    for (const it of open.values()) it.finish()
    return { counts, files: [...open].map(([level, { path }]) => ({ level, path })) }
  } catch (error) {
    for (const it of open.values()) it.discard()
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    return { problem: report('misuse/cannot-write', folder.at, { path: folder.text, reason }) }
  }
}
