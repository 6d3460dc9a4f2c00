/** Reads the rows of an Arrow file or stream, also called Feather, batch after batch. */
import { open } from 'node:fs/promises'
import type { Data } from 'apache-arrow'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { spanOf } from '../../source/source.ts'
import { unreadableFile } from '../file-error.ts'
import { type Header, headerOf } from '../header.ts'
import type { ChooseColumns, ChosenColumns } from '../level-builder.ts'
import { TableRows } from '../table-rows.ts'
import { type ColumnNumbers, columnNumbers } from './column-numbers.ts'
import { DamagedArrow } from './damaged.ts'
import { type ArrowBatches, openArrow } from './open-arrow.ts'

export interface ArrowRequest {
  readonly path: string
  /** The name of the file, for messages. */
  readonly name: string
  readonly choose: ChooseColumns
  /** Hears how many more bytes and rows were read. */
  readonly onProgress: (bytes: number, rows: number) => void
}

/** So many rows of a batch are handed on at once. */
const PIECE = 1 << 13

/** Feeds the rows to the columns chosen; says what is wrong with the file as a whole. */
export async function readArrowRows(request: ArrowRequest): Promise<readonly Diagnostic[]> {
  const file = await open(request.path)
  try {
    return await readRows(await openArrow(file), request)
  } catch (error) {
    if (!(error instanceof DamagedArrow)) throw error
    return [unreadableFile(request.name, `it is not an Arrow table (${error.message})`)]
  } finally {
    await file.close()
  }
}

async function readRows(arrow: ArrowBatches, request: ArrowRequest): Promise<readonly Diagnostic[]> {
  const header = headerOf(
    request.name,
    arrow.fields.map(it => it.name),
  )
  const chosen = request.choose(header)
  if (chosen === undefined) return []
  const columns = numbersOf(arrow, chosen)
  const unread = chosen.fields.filter((_, index) => columns[index] === undefined)
  if (unread.length > 0) return unread.map(it => unreadType(arrow, header, it))
  const rows = new TableRows(chosen, arrow.fields.length)
  for await (const { data } of arrow.batches()) {
    for (let from = 0; from < data.length; from += PIECE) {
      const to = Math.min(from + PIECE, data.length)
      const cellsOf = (column: number) => {
        const part: Data | undefined = data.children[chosen.fields[column] ?? -1]
        const numbers = columns[column]
        if (part === undefined || numbers === undefined) throw new DamagedArrow('a column is missing')
        return numbers(part, from, to)
      }
      if (!rows.take(to - from, cellsOf)) return []
      request.onProgress((data.byteLength * (to - from)) / data.length, to - from)
    }
  }
  return []
}

function numbersOf(
  { fields }: ArrowBatches,
  { fields: wanted, collector }: ChosenColumns,
): readonly (ColumnNumbers | undefined)[] {
  return wanted.map((field, column) => {
    const [type, numbers] = [fields[field]?.type, collector.sources[column]]
    return type === undefined || numbers === undefined ? undefined : columnNumbers(type, numbers)
  })
}

function unreadType({ fields }: ArrowBatches, { source, headings }: Header, field: number): Diagnostic {
  const { start = 0, end = 0, name = '' } = headings[field] ?? {}
  const found = String(fields[field]?.type)
  return report('data/unread-column-type', spanOf(source, start, end), { column: name, found })
}
