/**
 * WebAssembly put together byte by byte: as many instructions as kernels need, and a module of one function
 * over a memory of its own. What is emitted is data: no source is made and nothing is evaluated. It knows
 * nothing of what kernels compute.
 */

/** Instructions one after the other. */
export type Code = readonly (number | Code)[]

/** A whole number not below zero as LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
    rest = Math.floor(rest / 0x80)
  } while (rest > 0)
  return bytes
}

function signed(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (;;) {
    const byte = rest & 0x7f
    rest >>= 7
    const isLast = (rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0)
    bytes.push(isLast ? byte : byte | 0x80)
    if (isLast) return bytes
  }
}

const flat = (code: Code): number[] => code.flatMap(it => (typeof it === 'number' ? [it] : flat(it)))

// --- instructions ----------------------------------------------------------------------------------

export const get = (local: number): Code => [0x20, unsigned(local)]
export const set = (local: number): Code => [0x21, unsigned(local)]
export const constant = (value: number): Code => [0x41, signed(value)]
export const real = (value: number): Code => [0x44, ...new Uint8Array(new Float64Array([value]).buffer)]
export const I32 = { lessThan: 0x49, add: 0x6a, subtract: 0x6b, multiply: 0x6c, shiftLeft: 0x74 } as const
export const F64 = { fromWhole: 0xb8, multiply: 0xa2 } as const

/** Bytes are read at the address on the stack and `offset` further on. */
const access = (alignment: number, offset: number): Code => [unsigned(alignment), unsigned(offset)]
export const load = (offset: number): Code => [0x28, access(2, offset)]
export const loadShort = (offset: number): Code => [0x2f, access(1, offset)]
export const storeReal = (offset: number): Code => [0x39, access(3, offset)]

/** Goes round for as long as the condition at the end of a round holds; at least once. */
export const repeat = (round: Code, condition: Code): Code => [0x03, 0x40, round, condition, 0x0d, 0, 0x0b]
/** Done only where the condition holds. */
export const when = (condition: Code, then: Code): Code => [condition, 0x04, 0x40, then, 0x0b]

// --- vectors of sixteen bytes ----------------------------------------------------------------------

const vector = (operation: number): Code => [0xfd, unsigned(operation)]
export const loadVector = (offset: number): Code => [vector(0x00), access(4, offset)]
export const storeVector = (offset: number): Code => [vector(0x0b), access(4, offset)]
export const constantVector = (bytes: Uint8Array): Code => [vector(0x0c), ...bytes]
/** The same whole number four times. */
export const fourTimes: Code = vector(0x11)
export const lastByte: Code = [vector(0x16), 15]
export const wordAt = (lane: number): Code => [vector(0x1b), lane]
export const BYTES = { add: vector(0x6e), subtract: vector(0x71), least: vector(0x77) } as const
/** Products of the first or the last eight bytes of two vectors, as eight numbers. */
export const PRODUCTS = { first: vector(0x9e), last: vector(0x9f) } as const
/** Sums of two neighbours of eight, as four numbers. */
export const pairSums: Code = vector(0x7f)
export const WORDS = { add: vector(0xae), multiply: vector(0xb5) } as const

// --- modules ---------------------------------------------------------------------------------------

const TYPES = { i32: 0x7f, v128: 0x7b } as const

export interface Routine {
  /** How many whole numbers it is called with; they are the first locals. */
  readonly params: number
  readonly locals: readonly (keyof typeof TYPES)[]
  readonly body: Code
  /** Of 64 KiB each. */
  readonly pages: number
}

/** The bytes of a module that exports its memory as `memory` and the routine as `run`. */
export function moduleOf({ params, locals, body, pages }: Routine): Uint8Array<ArrayBuffer> {
  const list = (items: readonly Code[]): Code => [unsigned(items.length), items]
  const sized = (code: Code): Code => {
    const bytes = flat(code)
    return [unsigned(bytes.length), bytes]
  }
  const section = (id: number, code: Code): Code => [id, sized(code)]
  const named = (name: string): Code => sized(Array.from(name, it => it.charCodeAt(0)))
  const type = [0x60, list(Array.from({ length: params }, () => [TYPES.i32])), list([])]
  const declared = list(locals.map(it => [1, TYPES[it]]))
  const code = [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, list([type])),
    section(3, list([[0]])),
    section(5, list([[0, unsigned(pages)]])),
    section(
      7,
      list([
        [named('memory'), 2, 0],
        [named('run'), 0, 0],
      ]),
    ),
    section(10, list([sized([declared, body, 0x0b])])),
  ]
  return Uint8Array.from(flat(code))
}
