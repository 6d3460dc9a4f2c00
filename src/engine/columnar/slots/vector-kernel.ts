/**
 * The best candidates of every owner as a kernel over vectors of sixteen bytes. A byte for each different
 * score, the best first, counts the candidates of that score and of better ones: what a fill takes is the
 * lesser of each byte and of how much it takes, and what is left over is the rest. One owner after the
 * other, whatever its candidates are: there is nothing to foresee, and so nothing to foresee wrongly.
 */
import {
  BYTES,
  type Code,
  constant,
  constantVector,
  F64,
  fourTimes,
  get,
  I32,
  lastByte,
  load,
  loadShort,
  loadVector,
  moduleOf,
  PRODUCTS,
  pairSums,
  real,
  repeat,
  set,
  storeReal,
  storeVector,
  WORDS,
  when,
  wordAt,
} from '../vectors/assembler.ts'

/** What the kernel is made for. */
export interface Shape {
  /** How much each fill takes. */
  readonly places: readonly number[]
  /** For each fill the one around it; -1 for an outermost one. */
  readonly around: readonly number[]
  /** How much better each score is than the one after it, in units; at most 255. */
  readonly steps: readonly number[]
  readonly unit: number
  readonly keepsFills: boolean
}

/** So many owners and rows are given to the kernel at once; so many classes it can tell apart. */
export const BLOCK = { owners: 1 << 12, rows: 1 << 15, classes: 1 << 13, weights: 1 << 12 } as const

const WIDTH = 16

/** Vectors of a fill. */
export const vectorsOf = ({ steps }: Pick<Shape, 'steps'>): number =>
  Math.max(1, Math.ceil(steps.length / WIDTH))

/** Where everything is in the memory of the kernel, in bytes. */
export interface Layout {
  /** Of each fill and, last, of nobody: a byte for each score. */
  readonly pools: number
  /** By class of candidates: the address of the pool of its fill, and what is added to that. */
  readonly poolOf: number
  readonly adds: number
  /** By class of owners and fill. */
  readonly weights: number
  /** Of the owners of a block: their class, where their rows begin, the class of each row. */
  readonly weightCodes: number
  readonly offsets: number
  readonly codes: number
  /** What comes of it, by owner; for each fill as well, where that is kept. */
  readonly totals: number
  readonly scores: readonly number[]
  readonly counts: readonly number[]
  readonly end: number
}

export function layoutOf(shape: Shape): Layout {
  let next = 0
  const room = (bytes: number): number => {
    const here = next
    next += Math.ceil(bytes / WIDTH) * WIDTH
    return here
  }
  const ofFill = WIDTH * vectorsOf(shape)
  const fills = shape.places.length
  const kept = shape.keepsFills ? shape.places : []
  return {
    pools: room((fills + 1) * ofFill),
    poolOf: room(4 * BLOCK.classes),
    adds: room(ofFill * BLOCK.classes),
    weights: room(4 * fills * BLOCK.weights),
    weightCodes: room(2 * BLOCK.owners),
    offsets: room(4 * (BLOCK.owners + 1)),
    codes: room(2 * BLOCK.rows),
    totals: room(8 * BLOCK.owners),
    scores: kept.map(() => room(8 * BLOCK.owners)),
    counts: kept.map(() => room(8 * BLOCK.owners)),
    end: next,
  }
}

const OWNERS = 0
const START = 1
const OWNER = 2
const ROW = 3
const END = 4
const POOL = 5
const ADDED = 6
const WEIGHTS = 7
const HERE = 8
const TAKEN = 9
const SUM = 10
const TOTAL = 11

const PAGE = 1 << 16

/** A module whose `run` takes how many owners there are, and where the first row of them begins. */
export function kernelOf(shape: Shape, layout: Layout): Uint8Array<ArrayBuffer> {
  const owner: Code = [
    set(END),
    addRows(layout, vectorsOf(shape)),
    fillAll(shape, layout),
    [get(OWNER), constant(1), I32.add, set(OWNER)],
  ]
  const next: Code = [get(OWNER), get(OWNERS), I32.lessThan]
  return moduleOf({
    params: 2,
    locals: [...Array<'i32'>(6).fill('i32'), ...Array<'v128'>(4).fill('v128')],
    pages: Math.ceil((layout.end + PAGE) / PAGE),
    body: [[constant(layout.codes), set(ROW)], repeat([endOfRows(layout), owner], next)],
  })
}

/** Onto the stack: where the rows of the owner end. */
const endOfRows = ({ offsets, codes }: Layout): Code => [
  [get(OWNER), constant(2), I32.shiftLeft, load(offsets + 4)],
  [get(START), I32.subtract, constant(1), I32.shiftLeft],
  [constant(codes), I32.add],
]

/** Each row is added to the pool of the innermost fill that accepts it. */
function addRows({ poolOf, adds }: Layout, vectors: number): Code {
  const added = Array.from(
    { length: vectors },
    (_, at): Code => [
      get(POOL),
      [get(POOL), loadVector(WIDTH * at)],
      [get(ADDED), loadVector(adds + WIDTH * at), BYTES.add],
      storeVector(WIDTH * at),
    ],
  )
  const row: Code = [
    [get(ROW), loadShort(0), set(ADDED)],
    [get(ADDED), constant(2), I32.shiftLeft, load(poolOf), set(POOL)],
    [get(ADDED), constant(WIDTH * vectors), I32.multiply, set(ADDED)],
    added,
    [get(ROW), constant(2), I32.add, set(ROW)],
  ]
  const next: Code = [get(ROW), get(END), I32.lessThan]
  return when(next, repeat(row, next))
}

function fillAll(shape: Shape, layout: Layout): Code {
  const { weights, weightCodes, totals } = layout
  const fills = shape.places.length
  return [
    [get(OWNER), constant(1), I32.shiftLeft, loadShort(weightCodes)],
    [constant(4 * fills), I32.multiply, set(WEIGHTS)],
    [constantVector(new Uint8Array(WIDTH)), set(TOTAL)],
    shape.places.map(
      (_, fill): Code => [
        takeOf(fill, shape, layout),
        [get(SUM), get(WEIGHTS), load(weights + 4 * fill), fourTimes, WORDS.multiply, set(SUM)],
        [get(TOTAL), get(SUM), WORDS.add, set(TOTAL)],
        shape.keepsFills ? keep(fill, shape, layout) : [],
      ],
    ),
    storeWorth(TOTAL, totals, shape),
  ]
}

/** The best of a fill; who is left over goes to the fill around. */
function takeOf(fill: number, shape: Shape, { pools }: Layout): Code {
  const vectors = vectorsOf(shape)
  const cap = constantVector(new Uint8Array(WIDTH).fill(shape.places[fill] ?? 0))
  const outer = shape.around[fill] ?? -1
  return Array.from({ length: vectors }, (_, at): Code => {
    const here = pools + WIDTH * (fill * vectors + at)
    const next = pools + WIDTH * (outer * vectors + at)
    const steps = Uint8Array.from({ length: WIDTH }, (_, lane) => shape.steps[WIDTH * at + lane] ?? 0)
    const worth = (half: Code): Code => [get(TAKEN), constantVector(steps), half, pairSums]
    const left: Code = [
      [constant(0), constant(0), loadVector(next)],
      [get(HERE), get(TAKEN), BYTES.subtract, BYTES.add, storeVector(next)],
    ]
    return [
      [constant(0), loadVector(here), set(HERE)],
      [constant(0), constantVector(new Uint8Array(WIDTH)), storeVector(here)],
      [get(HERE), cap, BYTES.least, set(TAKEN)],
      outer < 0 ? [] : left,
      [worth(PRODUCTS.first), worth(PRODUCTS.last), WORDS.add],
      [at === 0 ? [] : [get(SUM), WORDS.add], set(SUM)],
    ]
  })
}

/** The last byte counts all that were taken. */
const keep = (fill: number, shape: Shape, { scores, counts }: Layout): Code => [
  storeWorth(SUM, scores[fill] ?? 0, shape),
  [get(OWNER), constant(3), I32.shiftLeft],
  [get(TAKEN), lastByte, F64.fromWhole, storeReal(counts[fill] ?? 0)],
]

/** The four sums of a vector together, as a number by owner. */
const storeWorth = (local: number, address: number, { unit }: Shape): Code => [
  [get(OWNER), constant(3), I32.shiftLeft],
  [get(local), wordAt(0), get(local), wordAt(1), I32.add],
  [get(local), wordAt(2), I32.add, get(local), wordAt(3), I32.add],
  [F64.fromWhole, real(unit), F64.multiply, storeReal(address)],
]
