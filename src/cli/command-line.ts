/** The command line as a source, so that a mistake in it is shown like one in a file: with a caret under it. */
import { type Source, type Span, spanOf } from '../source/source.ts'

export interface Word {
  readonly text: string
  readonly at: Span
}

export class CommandLine {
  readonly whole: Span
  readonly #words: readonly Word[]

  constructor(args: readonly string[]) {
    const shown = ['yardstick', ...args.map(asTyped)]
    const source: Source = { name: 'command line', text: shown.join(' ') }
    let start = shown[0]?.length ?? 0
    this.#words = args.map((text, index) => {
      const from = start + 1
      start = from + (shown[index + 1]?.length ?? 0)
      return { text, at: spanOf(source, from, start) }
    })
    this.whole = spanOf(source, 0, source.text.length)
  }

  /** A word, or what follows `=` or `:` in one, with its place; the end of the line for what was not typed. */
  word(text: string): Word {
    const exact = this.#words.find(it => it.text === text)
    if (exact !== undefined) return exact
    const joined = this.#words.find(it => [`=${text}`, `:${text}`].some(end => it.text.endsWith(end)))
    return { text, at: joined?.at ?? this.end }
  }

  /** Where what is missing could be typed. */
  get end(): Span {
    return { ...this.whole, start: this.whole.end }
  }
}

/** Quoted where a shell would need it. */
const asTyped = (arg: string): string =>
  /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`
