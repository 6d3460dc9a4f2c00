/** Lines of a terminal: wrapped within their width, painted where it can show colours. */

export interface AuditStyle {
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
  readonly warning: (text: string) => string
}
export const PLAIN: AuditStyle = { strong: it => it, faint: it => it, warning: it => it }

/** Lines of at most so many characters; a word longer than that stays whole. */
export function wrapped(text: string, width: number, first: string, next: string): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((it, at) => (at === 0 ? first : next) + it)
}
