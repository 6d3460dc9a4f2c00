/**
 * Turns the rows of one file into the rows of one level, whatever format the file has: chooses the
 * columns once the header is known, keeps the good rows, and says what is wrong with the others.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { hasErrors } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { type CohortColumn, constantColumn, listedColumn } from '../engine/cohort.ts'
import type { ColumnId, Program } from '../model/program.ts'
import { type Span, spanOf } from '../source/source.ts'
import { diagnoseRow } from './bad-row.ts'
import { blankValue } from './cell.ts'
import { checksOfKeys } from './check-key-beside.ts'
import type { Header } from './header.ts'
import { type ColumnMatch, type MatchOptions, matchColumns } from './match-columns.ts'
import type { RowPlace, RowProblem } from './row-batch.ts'
import { RowCollector, type RowListener } from './row-collector.ts'
import { Vocabulary } from './vocabulary.ts'

export interface LevelRequest extends MatchOptions {
  readonly program: Program
  readonly level: string
  /** The file's name, for messages. */
  readonly file: string
  /** Stop at the first row that cannot be used, instead of setting it aside. */
  readonly isStrict?: boolean
  /** Hears of every row set aside; the diagnostics returned hold only the first ones. */
  readonly onSetAside?: (row: SetAsideRow) => void
  /** Vocabularies of columns that are matched with columns of other levels. */
  readonly vocabularies?: ReadonlyMap<ColumnId, Vocabulary>
}
export interface SetAsideRow {
  readonly file: string
  readonly level: string
  readonly line: number
  readonly diagnostics: readonly Diagnostic[]
}

export interface ChosenColumns {
  readonly collector: RowCollector
  /** Which columns of the file go to the collector's columns, in their order. */
  readonly fields: readonly number[]
}
/** Given the header, says what is wanted; undefined where the file cannot be used. */
export type ChooseColumns = (header: Header) => ChosenColumns | undefined

export interface LevelRows {
  readonly level: string
  readonly size: number
  readonly setAside: number
  readonly columns: ReadonlyMap<ColumnId, CohortColumn>
  /** Headings of inputs the file has no column for, so that their defaults hold. */
  readonly unfilled: readonly string[]
  readonly unused: readonly string[]
}

export interface RowsOutcome {
  /** Undefined where the file cannot be used. */
  readonly value: LevelRows | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** As many bad rows of a file are described; the others are counted. */
export const MOST_DESCRIBED = 100

export class LevelBuilder {
  readonly #request: LevelRequest
  readonly #diagnostics: Diagnostic[] = []
  #header: Header | undefined
  #match: ColumnMatch | undefined
  #collector: RowCollector | undefined
  #described = 0

  constructor(request: LevelRequest) {
    this.#request = request
  }

  /** To be called once, with the header of the file. */
  readonly choose: ChooseColumns = header => {
    const { program, level } = this.#request
    const matched = matchColumns(program, level, header, this.#request)
    this.#diagnostics.push(...matched.diagnostics)
    if (hasErrors(matched.diagnostics)) return undefined
    this.#header = header
    this.#match = matched.value
    const listener: RowListener = {
      onBadRow: (place, problems) => this.#setAside(place, problems),
      onWarning: (place, warning) => {
        this.#diagnostics.push(...this.#diagnose(place, [warning]))
      },
    }
    const checks = checksOfKeys(program, level, matched.value.wanted)
    const collector = new RowCollector(
      matched.value.wanted,
      listener,
      checks,
      it => this.#request.vocabularies?.get(it.id) ?? new Vocabulary(),
    )
    this.#collector = collector
    return { collector, fields: collector.fields }
  }

  /**
   * The rows read, unless the file could not be used; and what there is to say. `ofFile` is what was
   * wrong with the file as a whole: one that broke off half way has no rows, however many were read.
   */
  finish(ofFile: readonly Diagnostic[] = []): RowsOutcome {
    const [header, match, collector] = [this.#header, this.#match, this.#collector]
    const isUnread = header === undefined || match === undefined || collector === undefined
    if (isUnread || ofFile.length > 0) {
      return { value: undefined, diagnostics: [...ofFile, ...this.#diagnostics] }
    }
    const isStopped = this.#request.isStrict === true && collector.setAside > 0
    if (!isStopped) this.#diagnostics.push(...this.#summary(header, collector))
    const isUsable = !isStopped && (collector.size > 0 || this.#isRightlyEmpty(collector))
    return {
      value: isUsable ? this.#rows(match, collector) : undefined,
      diagnostics: this.#diagnostics,
    }
  }

  #rows(match: ColumnMatch, collector: RowCollector): LevelRows {
    const { level, filledElsewhere } = this.#request
    const { codes, dictionaries, size, setAside } = collector
    const filled = match.wanted.flatMap((it, index) => {
      const [places, dictionary] = [codes[index], dictionaries[index]]
      if (places === undefined || dictionary === undefined) return []
      return [[it.id, listedColumn(places, dictionary.vocabulary)] as const]
    })
    const constant = match.unfilled.flatMap(it => {
      const value = blankValue(it.column)
      return value.kind === 'problem' || filledElsewhere?.has(it.id)
        ? []
        : [[it.id, constantColumn(value)] as const]
    })
    const unfilled = match.unfilled.filter(it => !filledElsewhere?.has(it.id)).map(it => it.heading)
    return {
      level,
      size,
      setAside,
      unfilled,
      unused: match.unused,
      columns: new Map([...filled, ...constant]),
    }
  }

  #setAside(place: RowPlace, problems: readonly RowProblem[]): boolean {
    const { isStrict = false, onSetAside, file, level } = this.#request
    const isDescribed = this.#described < MOST_DESCRIBED
    if (isDescribed || onSetAside !== undefined) {
      const diagnostics = this.#diagnose(place, problems)
      onSetAside?.({ file, level, line: place.line, diagnostics })
      if (isDescribed) this.#diagnostics.push(...diagnostics)
      this.#described += 1
    }
    return !isStrict
  }

  #diagnose(place: RowPlace, problems: readonly RowProblem[]): readonly Diagnostic[] {
    return diagnoseRow(this.#request.file, this.#header?.delimiter ?? ',', place, problems)
  }

  #isRightlyEmpty({ size, setAside }: RowCollector): boolean {
    return size + setAside === 0 && mayBeEmpty(this.#request.program, this.#request.level)
  }

  #summary(header: Header, collector: RowCollector): readonly Diagnostic[] {
    const { size, setAside } = collector
    const at: Span = spanOf(header.source, 0, header.source.text.length)
    const { level } = this.#request
    const total = size + setAside
    if (this.#isRightlyEmpty(collector)) return []
    if (total === 0) return [report('data/no-rows', at)]
    if (size === 0) return [report('data/all-rows-set-aside', at, { total, level })]
    return setAside === 0 ? [] : [report('data/rows-set-aside', at, { count: setAside, total, level })]
  }
}

/** Rows that belong to rows of another file, such as results of entries, may all be lacking. */
function mayBeEmpty(program: Program, level: string): boolean {
  const above = [...(program.levels.get(level)?.belongs.keys() ?? [])].map(it => program.levels.get(it))
  return above.some(
    it => it !== undefined && it.name !== level && it.groups === undefined && it.key.length > 0,
  )
}
