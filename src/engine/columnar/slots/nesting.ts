/** Which fills lie within which, by the classes of candidates they accept. */
import type { Candidates } from './candidates.ts'

/** For each fill the one around it; -1 for an outermost one. Undefined where the sets overlap otherwise. */
export function nestingOf({ accepted }: Candidates, fills: number): Int32Array | undefined {
  const around = new Int32Array(fills).fill(-1)
  const sizes = Int32Array.from(
    { length: fills },
    (_, fill) => accepted.filter(it => ((it >> fill) & 1) === 1).length,
  )
  for (let inner = 0; inner < fills; inner += 1) {
    for (let outer = inner + 1; outer < fills; outer += 1) {
      const both = (1 << inner) | (1 << outer)
      const shared = accepted.filter(it => (it & both) === both).length
      if (shared === 0) continue
      if (shared !== sizes[inner]) return undefined
      const before = around[inner] as number
      if (before < 0 || (sizes[outer] as number) < (sizes[before] as number)) around[inner] = outer
    }
  }
  return around
}

/** For each fill the fills within it, itself included. */
export const withinEach = (around: Int32Array): readonly (readonly number[])[] =>
  Array.from(around, (_, fill) =>
    Array.from(around.keys()).filter(inner => {
      let it = inner
      while (it >= 0 && it !== fill) it = around[it] as number
      return it === fill
    }),
  )
