/** The file of rows set aside: a line for each trouble, with its place in the user's file. Made only when there is one. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { messageOf } from '../../diagnostics/report.ts'
import { positionOf, textOf } from '../../source/source.ts'
import type { SetAsideRow } from '../level-builder.ts'
import { csvCell } from './csv-cell.ts'
import { OutputFile } from './output-file.ts'

export class SetAsideFile {
  readonly path: string
  #file: OutputFile | undefined

  constructor(path: string) {
    this.path = path
  }

  readonly add = (row: SetAsideRow): void => {
    const file = this.#file ?? this.#open()
    for (const diagnostic of row.diagnostics) {
      const { line, column } = positionOf(diagnostic.at.source, diagnostic.at.start)
      const cells = [row.level, row.file, String(line), String(column), textOf(diagnostic.at)]
      file.write(`${[...cells, diagnostic.code, messageOf(diagnostic)].map(csvCell).join(',')}\n`)
    }
  }

  /** Completes the file, if any row was set aside. */
  finish(): void {
    this.#file?.finish()
    this.#file = undefined
  }

  /** Gives up, when there will be no results either. */
  discard(): void {
    this.#file?.discard()
    this.#file = undefined
  }

  #open(): OutputFile {
    mkdirSync(dirname(this.path), { recursive: true })
    this.#file = new OutputFile(this.path)
    this.#file.write('level,file,line,character,text,code,problem\n')
    return this.#file
  }
}
