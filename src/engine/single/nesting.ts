/**
 * Which fill lies around which, told from the sets of fills that candidates are accepted by. What holds
 * of all sets met so far holds of those of one row, so it is worked out again only when a new one comes.
 */
export class Nesting {
  readonly #fills: number
  readonly #known = new Set<number>()
  #around: Int32Array | undefined

  constructor(fills: number) {
    this.#fills = fills
    this.#around = new Int32Array(fills).fill(-1)
  }

  /** For each fill the one around it, -1 for none; undefined where two overlap otherwise. */
  around(accepted: Int32Array, count: number): Int32Array | undefined {
    let isNew = false
    for (let at = 0; at < count; at += 1) {
      const set = accepted[at] as number
      if (this.#known.has(set)) continue
      this.#known.add(set)
      isNew = true
    }
    if (isNew) this.#around = aroundIn([...this.#known], this.#fills)
    return this.#around ?? aroundIn(accepted.subarray(0, count), this.#fills)
  }
}

function aroundIn(sets: ArrayLike<number> & Iterable<number>, fills: number): Int32Array | undefined {
  const all = [...new Set(sets)]
  const around = new Int32Array(fills).fill(-1)
  const sizeOf = (bits: number) => all.filter(it => (it & bits) === bits).length
  for (let inner = 0; inner < fills; inner += 1)
    for (let outer = inner + 1; outer < fills; outer += 1) {
      const shared = sizeOf((1 << inner) | (1 << outer))
      if (shared === 0) continue
      if (shared !== sizeOf(1 << inner)) return undefined
      const before = around[inner] as number
      if (before < 0 || sizeOf(1 << outer) < sizeOf(1 << before)) around[inner] = outer
    }
  return around
}
