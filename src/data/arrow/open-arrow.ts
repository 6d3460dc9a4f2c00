/**
 * Opens an Arrow file or stream and reads it batch by batch, of which one is held at a time. Damage and
 * whatever else the library for Arrow cannot read is told as such, and the end of the file is looked for:
 * one that breaks off is not taken for a shorter one.
 */
import type { FileHandle } from 'node:fs/promises'
import zlib from 'node:zlib'
import {
  CompressionType,
  compressionRegistry,
  type Field,
  type RecordBatch,
  type RecordBatchFileReader,
  RecordBatchReader,
} from 'apache-arrow'
import { reasonOf } from '../file-error.ts'
import { DamagedArrow } from './damaged.ts'

export interface ArrowBatches {
  readonly fields: readonly Field[]
  batches(): AsyncGenerator<RecordBatch>
}

/** A buffer that says it is larger than this once decompressed is damage, or meant to do harm. */
const LARGEST = 1 << 30

// Older versions of Node lack it.
if ('zstdDecompressSync' in zlib) {
  compressionRegistry.set(CompressionType.ZSTD, {
    decode: bytes => zlib.zstdDecompressSync(bytes, { maxOutputLength: LARGEST }),
  })
}

// What Feather files have unless told otherwise.
compressionRegistry.set(CompressionType.LZ4_FRAME, {
  decode: () => {
    throw new DamagedArrow('it is compressed with LZ4; write it uncompressed, or compressed with ZSTD')
  },
})

export async function openArrow(file: FileHandle): Promise<ArrowBatches> {
  const { size } = await file.stat()
  const guarded = new ForwardFile(file)
  const reader = await attempt(() => RecordBatchReader.from(guarded as unknown as FileHandle))
  const isFile = reader.isFile()
  if (!(await endsAs(file, size, isFile))) throw new DamagedArrow('it breaks off before its end')
  if (!isFile) guarded.goForward()
  await attempt(() => reader.open({ autoDestroy: false }))
  const fields = reader.schema?.fields
  // Where the schema is damaged, the library may give names and types that are none.
  if (fields === undefined || fields.some(it => typeof it.name !== 'string' || !it.type)) {
    throw new DamagedArrow('it has no schema')
  }
  return {
    fields,
    batches: () =>
      checked(isFile ? fileBatches(reader as unknown as RecordBatchFileReader) : streamBatches(reader), size),
  }
}

/** A stream has no end of its own but eight bytes, a file the word it starts with. */
async function endsAs(file: FileHandle, size: number, isFile: boolean): Promise<boolean> {
  const { buffer } = await file.read({ buffer: new Uint8Array(8), position: Math.max(0, size - 8) })
  const end = Buffer.from(buffer)
  return isFile ? end.toString('latin1', 2) === 'ARROW1' : end.toString('hex') === 'ffffffff00000000'
}

async function* fileBatches(reader: RecordBatchFileReader): AsyncGenerator<RecordBatch> {
  for (let index = 0; index < reader.numRecordBatches; index += 1) {
    const batch = await attempt(() => reader.readRecordBatch(index))
    if (batch === null) throw new DamagedArrow('a part of it is missing')
    yield batch
  }
}

async function* streamBatches(reader: RecordBatchReader): AsyncGenerator<RecordBatch> {
  for (;;) {
    const next = await attempt(() => reader.next())
    if (next.done === true) return
    yield next.value
  }
}

/** A byte, compressed as well as can be, holds no more rows than these. */
const MOST_ROWS_OF_BYTE = 8 * 256

async function* checked(batches: AsyncGenerator<RecordBatch>, size: number): AsyncGenerator<RecordBatch> {
  for await (const batch of batches) {
    if (batch.numRows > size * MOST_ROWS_OF_BYTE) throw new DamagedArrow('it has more rows than it can hold')
    yield batch
  }
}

/** The library throws whatever goes wrong within it; what the file system says is kept. */
async function attempt<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DamagedArrow || reasonOf(error) !== undefined) throw error
    const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw new DamagedArrow(said)
  }
}

/** A file of which a stream is read. Lengths below zero would lead the library back for ever. */
class ForwardFile {
  readonly fd: number
  readonly #file: FileHandle
  #last = -1
  #isForward = false

  constructor(file: FileHandle) {
    this.#file = file
    this.fd = file.fd
  }

  goForward(): void {
    this.#isForward = true
  }

  stat(): ReturnType<FileHandle['stat']> {
    return this.#file.stat()
  }

  async read(buffer: Uint8Array, offset: number, length: number, position: number) {
    if (this.#isForward && position <= this.#last) throw new DamagedArrow('a length in it is below zero')
    if (this.#isForward) this.#last = position
    return this.#file.read(buffer, offset, length, position)
  }

  /** The file is closed by whoever opened it. */
  close(): Promise<void> {
    return Promise.resolve()
  }
}
