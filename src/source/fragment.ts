/** A text cut out of a source, such as an expression inside a YAML scalar, that still knows where each character stands. */
import { type Source, type Span, spanOf } from './source.ts'

export interface Fragment {
  readonly source: Source
  readonly text: string
  /**
   * Offsets in the source of the pieces of the text: piece after piece, each from `index` in the text
   * on. A plain scalar has one piece, a block scalar one a line.
   */
  readonly pieces: readonly { readonly index: number; readonly offset: number }[]
}

/** A whole text as a fragment of itself. */
export const wholeOf = (source: Source): Fragment => ({
  source,
  text: source.text,
  pieces: [{ index: 0, offset: 0 }],
})

/** The offset in the source of a place in the fragment's text. */
export function offsetIn(fragment: Fragment, index: number): number {
  const piece = fragment.pieces.findLast(it => it.index <= index) ?? { index: 0, offset: 0 }
  return piece.offset + (index - piece.index)
}

/** The span in the source of the part `[start, end)` of a fragment's text. */
export function spanIn(fragment: Fragment, start: number, end: number): Span {
  const last = end > start ? offsetIn(fragment, end - 1) + 1 : offsetIn(fragment, end)
  return spanOf(fragment.source, offsetIn(fragment, start), last)
}
