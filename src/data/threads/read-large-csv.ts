/** Reads a large CSV file: the header here, the rows in several threads. */
import { open } from 'node:fs/promises'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { LONGEST_ROW } from '../csv/csv-rows.ts'
import { reportTrouble, startCsv } from '../csv/csv-start.ts'
import type { ChooseColumns } from '../level-builder.ts'
import { type LargeFile, type ScanOptions, scanInThreads } from './scan-threads.ts'

export async function readLargeCsv(
  file: LargeFile & { readonly name: string },
  choose: ChooseColumns,
  options: ScanOptions,
  onProgress: (bytes: number, rows: number) => void,
): Promise<readonly Diagnostic[]> {
  const diagnostics: Diagnostic[] = []
  const start = startCsv(file.name, await firstBytes(file.path), choose, diagnostics)
  if (start === undefined) return diagnostics
  const trouble = await scanInThreads(file, start, options, onProgress)
  return trouble === undefined ? diagnostics : [...diagnostics, reportTrouble(file.name, trouble)]
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read({ buffer: new Uint8Array(LONGEST_ROW), position: 0 })
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
