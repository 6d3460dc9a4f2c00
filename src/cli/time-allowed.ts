/** The time that `--seconds` allows a command: from its start, so that reading and checking rulesets count. */
import type { Context } from './context.ts'

/** Whether a share of the seconds, all of them unless given, is over; never, where none are given. */
export function timeAllowed({ began }: Context, seconds: number | undefined, share = 1): () => boolean {
  const end = seconds === undefined ? Number.POSITIVE_INFINITY : began + seconds * 1000 * share
  return () => performance.now() > end
}
