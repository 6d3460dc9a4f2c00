/** Lines of text under an indentation. */

/** At most `width` columns, broken between words; later lines stand under the first one's text. */
export function wrap(text: string, width: number, first = '', rest = ' '.repeat(first.length)): string {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.replaceAll(/\s+/g, ' ').trim().split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = rest + word
    } else line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line].map(it => `${it.trimEnd()}\n`).join('')
}
