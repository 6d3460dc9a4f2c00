/** Mistakes in patterns: a code left out, an end of a range on the other side, the opposite. */
import type { CorePattern } from '../model/program.ts'
import { type Span, textOf } from '../source/source.ts'
import type { MutationKind } from './mutant.ts'

export interface PatternChange {
  readonly kind: MutationKind
  readonly at: Span
  readonly after: string
  readonly pattern: CorePattern
}

type Mutate<P extends CorePattern> = (pattern: P, at: Span) => readonly PatternChange[]

/** A pattern without a place was not written by anyone. */
export const patternChanges = (pattern: CorePattern): readonly PatternChange[] =>
  pattern.at === undefined ? [] : MUTATE[pattern.kind](pattern as never, pattern.at)

const none = () => []

const MUTATE: {
  readonly [K in CorePattern['kind']]: Mutate<Extract<CorePattern, { kind: K }>>
} = {
  any: none,
  absent: none,
  equals: none,
  codes: rangeOfCodes,
  range: flippedEnds,
  'one of': (pattern, at) => [
    ...pattern.alternatives.flatMap((it, index): readonly PatternChange[] => {
      const alternatives = pattern.alternatives.toSpliced(index, 1)
      const [only] = alternatives
      const left = alternatives.length === 1 && only !== undefined ? only : { ...pattern, alternatives }
      const after = alternatives.map(other => (other.at === undefined ? '' : textOf(other.at))).join(' or ')
      return it.at === undefined ? [] : [{ kind: 'code', at, after, pattern: left }]
    }),
    ...pattern.alternatives.flatMap((it, index) =>
      patternChanges(it).map(change => ({
        ...change,
        pattern: { ...pattern, alternatives: pattern.alternatives.with(index, change.pattern) },
      })),
    ),
  ],
  not: (pattern, at) => [
    { kind: 'negation', at, after: textOf(pattern.pattern.at ?? at), pattern: pattern.pattern },
    ...patternChanges(pattern.pattern).map(it => ({ ...it, pattern: { ...pattern, pattern: it.pattern } })),
  ],
}

/** `B..D` without its first or its last code. A class named by its list has no end to be mistaken about. */
function rangeOfCodes(pattern: Extract<CorePattern, { kind: 'codes' }>, at: Span): readonly PatternChange[] {
  const { codes } = pattern
  const ends = textOf(at).split('..')
  if (ends.length !== 2 || codes.length < 2) return []
  const [from = '', to = ''] = ends
  return [
    {
      kind: 'code',
      at,
      after: `${codes[1]}..${to}`,
      pattern: { ...pattern, codes: codes.slice(1) },
    },
    {
      kind: 'code',
      at,
      after: `${from}..${codes.at(-2)}`,
      pattern: { ...pattern, codes: codes.slice(0, -1) },
    },
  ]
}

function flippedEnds(pattern: Extract<CorePattern, { kind: 'range' }>, at: Span): readonly PatternChange[] {
  const { from, to } = pattern
  const text = textOf(at)
  return [
    ...(from === undefined
      ? []
      : [
          {
            kind: 'comparison' as const,
            at,
            after: flippedStart(text),
            pattern: { ...pattern, from: { ...from, inclusive: !from.inclusive } },
          },
        ]),
    ...(to === undefined
      ? []
      : [
          {
            kind: 'comparison' as const,
            at,
            after: flippedEnd(text, to.inclusive),
            pattern: { ...pattern, to: { ...to, inclusive: !to.inclusive } },
          },
        ]),
  ]
}

const flippedStart = (text: string): string => {
  if (text.startsWith('at least')) return text.replace('at least', 'above')
  if (text.startsWith('above')) return text.replace('above', 'at least')
  return `${text} without ${text.split('..')[0]}`
}

const flippedEnd = (text: string, wasInclusive: boolean): string => {
  if (text.startsWith('at most')) return text.replace('at most', 'below')
  if (text.startsWith('below')) return text.replace('below', 'at most')
  return wasInclusive ? text.replace('..', '..<') : text.replace('..<', '..')
}
