/** A text that two formulas share exactly when they are written alike, wherever they stand. */
import type { Core } from '../../model/program.ts'

export const formKey = (core: Core): string => JSON.stringify(core, plain)

/** Places in the rules are left out, and whole numbers of any size are texts. */
function plain(key: string, value: unknown): unknown {
  if (key === 'at' || key === 'cites') return undefined
  return typeof value === 'bigint' ? `${value}n` : value
}
