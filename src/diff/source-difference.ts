/** The first layer: the text difference of the files two rulesets are written in. */
import { structuredPatch } from 'diff'

export interface NamedText {
  readonly name: string
  readonly text: string
}
export interface FileDifference {
  readonly name: string
  readonly form: 'added' | 'removed' | 'changed'
  readonly added: number
  readonly removed: number
  readonly hunks: readonly Hunk[]
}
export interface Hunk {
  /** First lines, from 1. */
  readonly before: number
  readonly after: number
  /** As in a patch: a blank, a minus or a plus, and the line. */
  readonly lines: readonly string[]
}

/** Files by their names within the ruleset's folder. */
export function compareTexts(
  before: readonly NamedText[],
  after: readonly NamedText[],
): readonly FileDifference[] {
  const [old, now] = [before, after].map(files => new Map(files.map(it => [it.name, it.text])))
  const names = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])]
  return names.flatMap(name => {
    const [was, is] = [old?.get(name), now?.get(name)]
    if (was === is) return []
    const { hunks } = structuredPatch(name, name, was ?? '', is ?? '', '', '', { context: 2 })
    const lines = hunks.flatMap(it => it.lines)
    return [
      {
        name,
        form: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed',
        added: lines.filter(it => it.startsWith('+')).length,
        removed: lines.filter(it => it.startsWith('-')).length,
        hunks: hunks.map(it => ({ before: it.oldStart, after: it.newStart, lines: it.lines })),
      } as const,
    ]
  })
}
