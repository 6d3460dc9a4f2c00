/**
 * Reads cells of decision tables. A cell whose text, or one alternative of it, is exactly the spelling
 * of a declared code is that code, even where expressions would need quotes (`A*`, `B/C`, `Level 2 Pass`).
 */
import { type Fragment, offsetIn, spanIn } from '../source/fragment.ts'
import type { ScalarNode } from '../syntax/document/node.ts'
import type { Pattern } from '../syntax/expression/ast.ts'
import { parsePattern } from '../syntax/expression/parse-expression.ts'
import { isName, placed } from './read-scalar.ts'
import { accept, type Reading } from './reading.ts'
import type { CodeList } from './ruleset.ts'

export function cellPattern(scalar: ScalarNode, reading: Reading): Pattern | undefined {
  const odd = oddSpellings(reading)
  return placed(scalar, 'a cell', it => ({ value: withOddCodes(it, odd, reading), diagnostics: [] }), reading)
}

function withOddCodes(fragment: Fragment, odd: ReadonlySet<string>, reading: Reading): Pattern {
  const whole = codePattern(fragment, odd)
  if (whole !== undefined) return whole
  const parts = alternatives(fragment)
  const codes = parts.map(it => codePattern(it, odd))
  if (codes.every(it => it === undefined)) return accept(reading, parsePattern(fragment))
  const read = parts.map((it, index) => codes[index] ?? accept(reading, parsePattern(it)))
  return { kind: 'OneOfPattern', alternatives: read, at: spanIn(fragment, 0, fragment.text.length) }
}

/** The pattern for a text that is a code, as a whole, and that expressions would not read as one. */
export function codePattern(fragment: Fragment, codes: ReadonlySet<string>): Pattern | undefined {
  const { text } = fragment
  if (!codes.has(text)) return undefined
  const at = spanIn(fragment, 0, text.length)
  return { kind: 'ValuePattern', value: { kind: 'TextLiteral', text, at }, at }
}

/** The parts of a text between its `or`s. */
function alternatives(fragment: Fragment): readonly Fragment[] {
  const parts: Fragment[] = []
  let start = 0
  for (const { index, 0: joint } of fragment.text.matchAll(/\s+or\s+|$/g)) {
    parts.push(partOf(fragment, start, index))
    start = index + joint.length
  }
  return parts
}

/** A part of a fragment, which keeps its places. */
function partOf(fragment: Fragment, start: number, end: number): Fragment {
  const inside = fragment.pieces
    .filter(it => it.index > start && it.index < end)
    .map(it => ({ index: it.index - start, offset: it.offset }))
  return {
    source: fragment.source,
    text: fragment.text.slice(start, end),
    pieces: [{ index: 0, offset: offsetIn(fragment, start) }, ...inside],
  }
}

const known = new WeakMap<ReadonlyMap<string, CodeList>, ReadonlySet<string>>()

/** Spellings of all codes that are neither words nor numbers. */
function oddSpellings({ codes }: Reading): ReadonlySet<string> {
  const earlier = known.get(codes)
  if (earlier !== undefined) return earlier
  const odd = new Set([...codes.values()].flatMap(spellingsOf).filter(isOdd))
  known.set(codes, odd)
  return odd
}

export const spellingsOf = (list: CodeList): readonly string[] =>
  list.codes.flatMap(it => [it.code, ...it.aliases])

export const isOdd = (spelling: string): boolean => !isName(spelling) && !/^\d+(\.\d+)?$/.test(spelling)
