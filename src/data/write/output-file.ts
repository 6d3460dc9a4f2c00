/** A file of results being written: filled piece by piece under a provisional name, and named when it is complete. */
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

const PIECE = 1 << 16

export class OutputFile {
  readonly path: string
  readonly #provisional: string
  readonly #file: number
  #piece = ''

  constructor(path: string) {
    this.path = path
    this.#provisional = `${path}.part`
    this.#file = openSync(this.#provisional, 'w')
  }

  write(text: string): void {
    this.#piece += text
    if (this.#piece.length >= PIECE) this.#flush()
  }

  /** Completes the file and gives it its name. */
  finish(): void {
    this.#flush()
    closeSync(this.#file)
    renameSync(this.#provisional, this.path)
  }

  /** Gives up and leaves nothing behind. */
  discard(): void {
    closeSync(this.#file)
    rmSync(this.#provisional, { force: true })
  }

  #flush(): void {
    const bytes = Buffer.from(this.#piece, 'utf8')
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at)
    this.#piece = ''
  }
}

/** Writes a file through `fill`; nothing is left of it when that fails. */
export function writeFile(path: string, fill: (write: (text: string) => void) => void): void {
  const file = new OutputFile(path)
  try {
    fill(text => file.write(text))
  } catch (error) {
    file.discard()
    throw error
  }
  file.finish()
}
