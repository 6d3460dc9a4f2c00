/**
 * What is known of an expression's absence before running: the kinds it can have, and whether it can
 * come from an input that was not given and of which nothing has been said yet.
 */
import type { AbsenceKind } from '../value/value.ts'

export interface Absence {
  /** Empty: the value is always there. */
  readonly kinds: readonly AbsenceKind[]
  /** The input that can be missing, where no formula on the way has said what then. */
  readonly missingInput?: string
}

export const ALWAYS_THERE: Absence = { kinds: [] }

export const absentAs = (...kinds: readonly AbsenceKind[]): Absence => ({ kinds: [...new Set(kinds)] })

export const missingInput = (input: string): Absence => ({ kinds: ['missing'], missingInput: input })

/** Absent where any of them is. */
export function anyAbsent(absences: readonly Absence[]): Absence {
  const kinds = [...new Set(absences.flatMap(it => it.kinds))]
  const input = absences.find(it => it.missingInput !== undefined)?.missingInput
  return { kinds, ...(input === undefined ? {} : { missingInput: input }) }
}

/** The same, once somebody has been told that the input is not handled. */
export const handled = ({ kinds }: Absence): Absence => ({ kinds })
