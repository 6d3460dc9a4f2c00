/** Reads where a thing is from: citations, and whether anyone has confirmed it. */
import { citations } from './read-name.ts'
import { yesNo } from './read-scalar.ts'
import type { Citation, Provenance } from './ruleset.ts'

interface Written {
  readonly cite?: readonly Citation[]
  readonly unconfirmed?: boolean
}

export const provenance = {
  readers: { cite: citations, unconfirmed: yesNo },
  of: ({ cite = [], unconfirmed = false }: Written): Provenance => ({ cites: cite, unconfirmed }),
} as const
