/** Looks at a text character by character for what no document may hold. Knows nothing of YAML. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { type Source, spanOf } from '../../source/source.ts'

/** Largest document read, in UTF-16 code units. */
export const LARGEST_DOCUMENT = 1024 * 1024

/** A file with more hidden characters than this is not a text; the rest is not reported. */
const REPORTED = 10

/**
 * Control characters, line ends other than `\n` and `\r\n`, marks that change the direction of
 * writing, marks without width, and halves of characters. The byte-order mark and tabs come here too.
 */
const REFUSED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|\r(?!\n)|\p{Surrogate}/gu

export function textProblems(source: Source): readonly Diagnostic[] {
  const { text } = source
  if (text.length > LARGEST_DOCUMENT) {
    const args = { limit: LARGEST_DOCUMENT, count: text.length }
    return [report('document/too-large', spanOf(source, 0, 0), args)]
  }
  const found: Diagnostic[] = []
  for (const { 0: character, index } of text.matchAll(REFUSED)) {
    if (found.length === REPORTED) break
    const at = spanOf(source, index, index + 1)
    found.push(report(codeFor(character, index), at, { character: nameOf(character) }))
  }
  return found
}

/** Whether a text that escapes made holds a character that could not have been typed. */
export const holdsHidden = (text: string): boolean => text.replaceAll('\t', '').search(REFUSED) >= 0

/** A character as people can look it up: `U+202E`. */
export const nameOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

function codeFor(character: string, index: number) {
  if (character === '\t') return 'document/tab'
  return character === '\ufeff' && index === 0 ? 'document/byte-order-mark' : 'document/hidden-character'
}
