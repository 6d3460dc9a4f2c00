/** Finds what a misspelt name was probably meant to be: the one "did you mean" that every stage uses. */
import { distance } from 'fastest-levenshtein'

/** Names longer than this are not compared: nobody misspells one, and comparing costs its square. */
const LONGEST = 100

/**
 * The candidate that differs least from the name, or undefined when none is close enough: one letter
 * in three may differ (one in a word of two). Among equals the first wins.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name === '' || name.length > LONGEST) return undefined
  let best: string | undefined
  let fewest = allowedEdits(name) + 0.5
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) >= fewest) continue
    const edits = editsBetween(name, candidate)
    if (edits < fewest) {
      best = candidate
      fewest = edits
    }
  }
  return best
}

const allowedEdits = (name: string): number => (name.length === 2 ? 1 : Math.floor(name.length / 3))

/** Letters changed; other capitals are nearer than any other letter, and letters swapped are one change. */
function editsBetween(name: string, candidate: string): number {
  const [a, b] = [name.toLowerCase(), candidate.toLowerCase()]
  if (a === b) return 0.1
  const edits = distance(a, b)
  return sorted(a) === sorted(b) ? edits / 2 : edits
}

const sorted = (word: string): string => [...word].sort().join('')
