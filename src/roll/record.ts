/** Records in a year's notes what was changed and what was withdrawn, each under its heading and once. */

/** The notes with lines added at the end of the part under a heading, which is made where it is not there. */
export function recorded(notes: string, heading: string, lines: readonly string[]): string {
  const fresh = lines.map(it => `- ${it}`).filter(it => !notes.split('\n').includes(it))
  if (fresh.length === 0) return notes
  const all = notes.trimEnd().split('\n')
  const start = all.findIndex(it => it.startsWith('## ') && it.slice(3).startsWith(heading))
  if (start < 0) return `${[...all, '', `## ${heading}`, '', ...fresh].join('\n')}\n`
  const next = all.findIndex((it, index) => index > start && it.startsWith('## '))
  const end = next < 0 ? all.length : next
  const own = all.slice(start + 1, end)
  const kept = own.slice(0, own.findLastIndex(it => it.trim() !== '') + 1)
  const part = [all[start] ?? '', ...(kept.length === 0 ? [''] : kept), ...fresh]
  return `${[...all.slice(0, start), ...part, ...(next < 0 ? [] : ['', ...all.slice(end)])].join('\n')}\n`
}
