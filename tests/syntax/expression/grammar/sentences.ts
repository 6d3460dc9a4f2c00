/** Makes sentences of an EBNF grammar, and sentences that are nearly of it, from a seed. */
import { type Ebnf, isLexical, type Part } from '../../../../scripts/grammar/ebnf.ts'

export type Random = () => number

/** Numbers in [0, 1) from a seed, the same every time (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const pick = <T>(random: Random, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)] as T

/** Tokens for the rules about characters. */
export const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  WORD: ['score', '2C', 'a_b'],
  NUMBER: ['80', '1.5', '65%'],
  TEXT: ["'A*'", "''"],
}

/** Writes a sentence of a rule. Beyond the depth, each choice is the one that ends soonest. */
export type Writer = (rule: string, random: Random, depth: number) => readonly string[]

export function writerOf(ebnf: Ebnf): Writer {
  const heights = heightsOf(ebnf)
  return (rule, random, depth) => writeSentence(ebnf, heights, rule, random, depth)
}

function writeSentence(
  ebnf: Ebnf,
  heights: ReadonlyMap<string, number>,
  rule: string,
  random: Random,
  depth: number,
): readonly string[] {
  const write = (part: Part, left: number): readonly string[] => {
    switch (part.kind) {
      case 'Literal':
        return [part.text]
      case 'Reference':
        return isLexical(part.name)
          ? [pick(random, SAMPLES[part.name] ?? [])]
          : write(ruleOf(ebnf, part.name), left - 1)
      case 'Sequence':
        return part.parts.flatMap(it => write(it, left))
      case 'Choice':
        return write(left > 0 ? pick(random, part.parts) : lowest(part.parts, heights), left)
      case 'Repeat': {
        const chance = left > 0 ? 0.3 : 0
        const times =
          part.least + (random() < chance ? 1 : 0) + (part.isMany && random() < chance / 2 ? 1 : 0)
        return Array.from({ length: times }, () => write(part.part, left - 1)).flat()
      }
      case 'Characters':
        throw new Error('characters stand only in rules about characters')
    }
  }
  return write(ruleOf(ebnf, rule), depth)
}

function ruleOf({ rules }: Ebnf, name: string): Part {
  const part = rules.get(name)
  if (part === undefined) throw new Error(`no rule ${name}`)
  return part
}

const lowest = (parts: readonly Part[], heights: ReadonlyMap<string, number>): Part =>
  parts.reduce((best, it) => (heightOf(it, heights) < heightOf(best, heights) ? it : best))

function heightOf(part: Part, heights: ReadonlyMap<string, number>): number {
  switch (part.kind) {
    case 'Reference':
      return isLexical(part.name) ? 0 : 1 + (heights.get(part.name) ?? Number.POSITIVE_INFINITY)
    case 'Sequence':
      return Math.max(...part.parts.map(it => heightOf(it, heights)))
    case 'Choice':
      return Math.min(...part.parts.map(it => heightOf(it, heights)))
    case 'Repeat':
      return part.least === 0 ? 0 : heightOf(part.part, heights)
    default:
      return 0
  }
}

/** How many rules a shortest sentence of each rule needs. */
function heightsOf({ rules }: Ebnf): ReadonlyMap<string, number> {
  const heights = new Map<string, number>()
  for (let changed = true; changed; ) {
    changed = false
    for (const [name, part] of rules) {
      if (isLexical(name)) continue
      const height = heightOf(part, heights)
      if (height < (heights.get(name) ?? Number.POSITIVE_INFINITY)) {
        heights.set(name, height)
        changed = true
      }
    }
  }
  return heights
}

/** One token deleted, added, replaced, doubled or moved. */
export function mutated(
  tokens: readonly string[],
  alphabet: readonly string[],
  random: Random,
): readonly string[] {
  const at = Math.floor(random() * tokens.length)
  const token = tokens[at]
  if (token === undefined) return [pick(random, alphabet)]
  const other = pick(random, alphabet)
  const [before, after] = [tokens.slice(0, at), tokens.slice(at + 1)]
  const changes = [
    [...before, ...after],
    [...before, other, token, ...after],
    [...before, other, ...after],
    [...before, token, token, ...after],
    [...before.slice(0, -1), token, ...before.slice(-1), ...after],
  ]
  return pick(random, changes)
}
