/** What every named thing of a ruleset has, and where it says it comes from. */
import type { Span } from '../source/source.ts'

/** What every named thing has. `at` is the span of the name, `whole` of everything declared under it. */
export interface Declared {
  readonly name: string
  readonly at: Span
  readonly whole: Span
}

/** `guide-2016 p12`: a source and a place in it. */
export interface Citation {
  readonly source: string
  readonly place: string
  readonly at: Span
}

/** What can be said of any rule, table or parameter about where it comes from. */
export interface Provenance {
  readonly cites: readonly Citation[]
  readonly unconfirmed: boolean
}

/** What may have citations, and usually has none. */
export interface Cited {
  readonly cites?: readonly Citation[]
}

/** A YAML scalar as written, with where. */
export interface ScalarText {
  readonly text: string
  readonly at: Span
}
