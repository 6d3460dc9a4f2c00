/** A thread that scans segments of a CSV file. It knows nothing of what the cells mean. */
import { closeSync, openSync, readSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { CsvRows, LONGEST_ROW } from '../csv/csv-rows.ts'
import { CsvScanner } from '../csv/csv-scanner.ts'
import type { ScanJob, ScanMessage } from './messages.ts'
import { SegmentTexts } from './segment-texts.ts'

const LF = 0x0a
const piece = new Uint8Array(1 << 18)

parentPort?.on('message', (job: ScanJob) => {
  const opened = openSync(job.path, 'r')
  try {
    scan(opened, job)
  } finally {
    closeSync(opened)
  }
})

function scan(opened: number, { file, index, from, to, isExact, layout }: ScanJob): void {
  const start = isExact ? from : startOfLine(opened, from)
  say({ kind: 'begin', file, index, isExact, start })
  if (start < 0) return
  const texts = layout.fields.map(() => new SegmentTexts())
  let sent = texts.map(() => 0)
  const scanner = new CsvScanner(layout, texts, 0)
  const rows = new CsvRows(
    scanner,
    (batch, scanned) => {
      const cells = texts.map((it, column) =>
        it.packed((scanner.cells[column] as Int32Array).subarray(0, batch.size)),
      )
      const places = scanner.isEven ? undefined : scanner.places()
      const news = texts.map((it, column) => it.listFrom(sent[column] ?? 0))
      sent = texts.map(it => it.size)
      say(
        {
          ...{ kind: 'batch', file, index, isExact, size: batch.size, cells, texts: news, places, scanned },
          ...{ position: start + rows.position, line: scanner.lineOf(0), faults: new Map(scanner.faults) },
        },
        cells.map(it => it.buffer as ArrayBuffer),
      )
      return true
    },
    { limit: to - start },
  )
  let at = start
  for (;;) {
    const length = readSync(opened, piece, 0, piece.length, at)
    at += length
    if (length === 0) rows.end()
    if (length === 0 || !rows.push(piece.subarray(0, length))) break
  }
  const { trouble } = rows
  say({ kind: 'end', file, index, isExact, end: start + rows.position, lines: scanner.line, trouble })
}

/** Where the first line starts at a place in the file or behind it; -1 where none does within the longest row. */
function startOfLine(opened: number, from: number): number {
  const bytes = new Uint8Array(LONGEST_ROW)
  const length = readSync(opened, bytes, 0, bytes.length, from - 1)
  const end = bytes.subarray(0, length).indexOf(LF)
  return end < 0 ? -1 : from + end
}

function say(message: ScanMessage, buffers: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, [...buffers])
}
