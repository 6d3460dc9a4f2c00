/**
 * The candidates for the slots of one row: what each scores, over a denominator common to all, how many
 * copies there are of it, and which fills accept it. The list is used again by every row.
 */
import { leastCommonMultiple } from '../columnar/numbers.ts'

/** So small that products stay safe. */
export const SAFE = 2 ** 26

export class CandidateList {
  count = 0
  /** What scores are over. */
  denominator = 1
  rows = new Int32Array(16)
  scores = new Float64Array(16)
  /** A bit for each fill that accepts the candidate. */
  accepted = new Int32Array(16)
  copies = new Int32Array(16)

  clear(): void {
    this.count = 0
    this.denominator = 1
  }

  /** Adds one that scores a fraction; false where scores would not be safe. */
  add(row: number, numerator: number, denominator: number, accepted: number, copies: number): boolean {
    if (this.count === this.rows.length) this.#grow()
    if (denominator !== this.denominator && !this.#rescale(denominator)) return false
    const score = numerator * (this.denominator / denominator)
    if (score > SAFE) return false
    const at = this.count
    this.rows[at] = row
    this.scores[at] = score
    this.accepted[at] = accepted
    this.copies[at] = copies
    this.count += 1
    return true
  }

  #rescale(denominator: number): boolean {
    const common = leastCommonMultiple(this.denominator, denominator)
    const factor = common / this.denominator
    if (common > SAFE) return false
    for (let at = 0; at < this.count; at += 1) this.scores[at] = (this.scores[at] as number) * factor
    this.denominator = common
    return this.scores.every((it, at) => at >= this.count || it <= SAFE)
  }

  #grow(): void {
    const size = 2 * this.rows.length
    const wider = <T extends Int32Array | Float64Array>(made: T, from: T): T => {
      made.set(from)
      return made
    }
    this.rows = wider(new Int32Array(size), this.rows)
    this.scores = wider(new Float64Array(size), this.scores)
    this.accepted = wider(new Int32Array(size), this.accepted)
    this.copies = wider(new Int32Array(size), this.copies)
  }
}
