/** Long work says how far it is, and asks whether there is time left. What does not ask is short. */

export interface Pace {
  /** So much of the whole, a share of one, has been done since it was last said. */
  readonly advance: (share: number) => void
  readonly isOver: () => boolean
}

export const UNHURRIED: Pace = { advance: () => undefined, isOver: () => false }

/** A part of longer work. */
export const partOf = ({ advance, isOver }: Pace, part: number): Pace => ({
  advance: share => advance(share * part),
  isOver,
})
