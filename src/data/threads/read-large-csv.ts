/** Reads a large CSV file: the header here, the rows in several threads. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { LONGEST_ROW } from '../csv/csv-rows.ts'
import { reportTrouble, startCsv } from '../csv/csv-start.ts'
import { firstBytes } from '../file-format.ts'
import type { ChooseColumns } from '../level-builder.ts'
import { FileScan, type LargeFile } from './file-scan.ts'
import { ScanPool } from './scan-pool.ts'

export interface ScanOptions {
  readonly threads: number
  /** How many bytes a thread is given at once. */
  readonly segment?: number
  /** A scan of the file that has been started. */
  readonly scan?: FileScan
}

export async function readLargeCsv(
  file: LargeFile & { readonly name: string },
  choose: ChooseColumns,
  { threads, segment, scan }: ScanOptions,
  onProgress: (bytes: number, rows: number) => void,
): Promise<readonly Diagnostic[]> {
  const diagnostics: Diagnostic[] = []
  const start = startCsv(file.name, firstBytes(file.path, LONGEST_ROW), choose, diagnostics)
  if (start === undefined) return diagnostics
  const pool = new ScanPool(scan === undefined ? threads : 0)
  try {
    const trouble = await (scan ?? new FileScan(pool, file, start, segment)).run(start, onProgress)
    return trouble === undefined ? diagnostics : [...diagnostics, reportTrouble(file.name, trouble)]
  } finally {
    await pool.close()
  }
}
