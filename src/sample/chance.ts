/**
 * Chance that is the same on every machine. A drawn number depends on nothing but the seed, the place
 * in the description that asks for it (its site) and the number of the row: what is drawn elsewhere,
 * or earlier, does not change it, so that a change to a description changes what it is about only.
 * Only whole numbers of 32 bits, sums and quotients take part; none of the functions whose last digits
 * are left to the machine.
 */

/** A place that asks for chance, as 32 bits. */
export type SiteNumber = number

/** 32 bits for a text; like texts are far apart. */
export function siteNumber(text: string): SiteNumber {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return mixed(hash)
}

const WORD = 4294967296

/** At least 0 and below 1. */
export const uniform = (seed: number, site: SiteNumber, row: number): number =>
  bits(startOf(seed, site, row), 0) / WORD

/**
 * Around 0 with a standard deviation of 1: a sum of twelve uniform numbers, which is as near to the
 * normal curve as samples need and never further out than 6.
 */
export function normal(seed: number, site: SiteNumber, row: number): number {
  const start = startOf(seed, site, row)
  let sum = 0
  for (let turn = 0; turn < 6; turn += 1) {
    const word = bits(start, turn)
    sum += (word & 0xffff) + (word >>> 16)
  }
  return (sum - MIDDLE) / 65536
}

/** Of twelve numbers from 0 to 65535. */
const MIDDLE = (12 * 65535) / 2

const startOf = (seed: number, site: SiteNumber, row: number): number =>
  mixed(mixed(mixed(seed) ^ site) + row)

/** The words that follow from a start; from 0 to 2^32 - 1. */
const bits = (start: number, turn: number): number => mixed(start + Math.imul(turn + 1, 0x9e3779b9)) >>> 0

/** Spreads a change of any bit over all of them, one to one. */
function mixed(word: number): number {
  let hash = word ^ (word >>> 16)
  hash = Math.imul(hash, 0x21f0aaad)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x735a2d97)
  return hash ^ (hash >>> 15)
}
