/**
 * The best candidates of every owner by the kernel over vectors, a block of owners at a time. Where
 * WebAssembly is not there or not allowed, or numbers are not of the size for it, it says so, and there is
 * another way.
 */
import type { Codes } from '../../cohort.ts'
import type { Ranks } from './ranks.ts'
import type { Taken, Taking } from './take-best.ts'
import { BLOCK, kernelOf, type Layout, layoutOf, type Shape, vectorsOf } from './vector-kernel.ts'

/** A byte counts up to this. */
const MOST_COUNTED = 255
const MOST_STEP = 255
const MOST_VECTORS = 8
const MOST_WORTH = 2 ** 31 - 1

/**
 * Takes for all owners of so many rows or fewer, and tells how many that is; zero where it cannot.
 * `codes`: the classes of the rows of each owner, those of one owner together.
 */
export function takeByVectors(taking: Taking, codes: Codes, ranks: Ranks, taken: Taken): number {
  const { candidates, weights, below } = taking
  const copies = candidates.copies.reduce((most, it) => Math.max(most, it), 1)
  const shape = shapeOf(taking, ranks, taken.fills !== undefined)
  const isTooMany = candidates.accepted.length > BLOCK.classes || weights.apart.length > BLOCK.weights
  if (isTooMany || shape === undefined || !isSmall(shape, taking)) return 0
  const kernel = kernelFor(shape)
  if (kernel === undefined) return 0
  writeTables(kernel, shape, taking, ranks)
  const owners = taken.totals.length
  for (let owner = 0; owner < owners; ) {
    const next = endOfBlock(below.offsets, owner)
    if (next === owner) return 0
    runBlock(kernel, { from: owner, to: next }, taking, codes, taken)
    owner = next
  }
  return Math.floor(MOST_COUNTED / copies)
}

function shapeOf({ places, around }: Taking, { steps, unit }: Ranks, keepsFills: boolean): Shape | undefined {
  const shape = { places, around: [...around], steps: [...steps], unit, keepsFills }
  return steps.some(it => it > MOST_STEP) || vectorsOf(shape) > MOST_VECTORS ? undefined : shape
}

/** Whether all sums stay whole numbers of four bytes. */
function isSmall({ places, steps }: Shape, { weights: { table, apart } }: Taking): boolean {
  const units = steps.reduce((sum, it) => sum + it, 0)
  const fills = places.length
  for (let code = 0; code < apart.length; code += 1) {
    if (apart[code] === 1) continue
    let worth = 0
    for (let fill = 0; fill < fills; fill += 1)
      worth += (table[code * fills + fill] as number) * (places[fill] ?? 0) * units
    if (!(worth <= MOST_WORTH)) return false
  }
  return true
}

function endOfBlock(offsets: Uint32Array, from: number): number {
  const rows = (offsets[from] as number) + BLOCK.rows
  const most = Math.min(offsets.length - 1, from + BLOCK.owners)
  let to = from
  while (to < most && (offsets[to + 1] as number) <= rows) to += 1
  return to
}

// --- kernels ---------------------------------------------------------------------------------------

interface Kernel {
  readonly layout: Layout
  readonly memory: ArrayBuffer
  run(owners: number, start: number): void
}

/** What is used of WebAssembly, which not every place has. */
interface Machine {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
  ) => {
    readonly exports: { readonly memory: { readonly buffer: ArrayBuffer }; readonly run: Kernel['run'] }
  }
}

const kernels = new Map<string, Kernel | undefined>()
const MOST_KERNELS = 32

/** Made once for each shape; undefined where that is not possible here. */
function kernelFor(shape: Shape): Kernel | undefined {
  const key = JSON.stringify(shape)
  if (kernels.has(key)) return kernels.get(key)
  if (kernels.size >= MOST_KERNELS) kernels.clear()
  const kernel = made(shape)
  kernels.set(key, kernel)
  return kernel
}

function made(shape: Shape): Kernel | undefined {
  const layout = layoutOf(shape)
  try {
    const { WebAssembly: machine } = globalThis as { readonly WebAssembly?: Machine }
    if (machine === undefined) return undefined
    const { exports } = new machine.Instance(new machine.Module(kernelOf(shape, layout)))
    return { layout, memory: exports.memory.buffer, run: exports.run }
  } catch {
    // A browser without vectors, or a content policy that allows no WebAssembly.
    return undefined
  }
}

// --- memory ----------------------------------------------------------------------------------------

function writeTables({ layout, memory }: Kernel, shape: Shape, taking: Taking, ranks: Ranks): void {
  const { candidates, weights } = taking
  const fills = shape.places.length
  const ofFill = 16 * vectorsOf(shape)
  new Uint8Array(memory, layout.pools, (fills + 1) * ofFill).fill(0)
  const classes = candidates.accepted.length
  const poolOf = new Int32Array(memory, layout.poolOf, classes).fill(layout.pools + fills * ofFill)
  const adds = new Uint8Array(memory, layout.adds, classes * ofFill).fill(0)
  for (let code = 0; code < classes; code += 1) {
    const rank = ranks.rankOf[code] as number
    if (rank < 0) continue
    const set = candidates.accepted[code] as number
    poolOf[code] = layout.pools + (31 - Math.clz32(set & -set)) * ofFill
    adds.fill(candidates.copies[code] as number, code * ofFill + rank, (code + 1) * ofFill)
  }
  const table = new Int32Array(memory, layout.weights, weights.table.length)
  for (let at = 0; at < table.length; at += 1)
    table[at] = weights.apart[Math.floor(at / fills)] === 1 ? 0 : (weights.table[at] as number)
}

function runBlock(
  { layout, memory, run }: Kernel,
  { from, to }: { readonly from: number; readonly to: number },
  { below: { offsets }, weights }: Taking,
  codes: Codes,
  taken: Taken,
): void {
  const start = offsets[from] as number
  new Uint32Array(memory, layout.offsets).set(offsets.subarray(from, to + 1))
  new Uint16Array(memory, layout.weightCodes).set(weights.codes.subarray(from, to))
  new Uint16Array(memory, layout.codes).set(codes.subarray(start, offsets[to]))
  run(to - from, start)
  const found = (address: number) => new Float64Array(memory, address, to - from)
  taken.totals.set(found(layout.totals), from)
  for (const [fill, { scores, filled }] of (taken.fills ?? []).entries()) {
    scores.set(found(layout.scores[fill] ?? 0), from)
    filled.set(found(layout.counts[fill] ?? 0), from)
  }
}
