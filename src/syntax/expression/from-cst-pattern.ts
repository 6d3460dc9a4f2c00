/** Makes patterns from chevrotain's concrete tree: cells of decision tables, and what follows `is`. */
import type { CstNode } from 'chevrotain'
import type { AbsentPattern, Expression, Pattern, RangePattern } from './ast.ts'
import { meaningOf, nodeIn, nodesIn, placeOfNode, tokenIn } from './concrete.ts'
import { operandFrom, partOf, sumFrom } from './from-cst.ts'
import { invalidIn } from './from-cst-leaf.ts'
import { complain, placeOf, type Reading, spanAt } from './reading.ts'
import { AbsenceFunction, Direction, Dots, WORDS } from './tokens.ts'

/** A cell. */
export function patternFrom(reading: Reading, node: CstNode): Pattern {
  if (node.recoveredNode === true) return invalidPattern(reading, node)
  const any = tokenIn(node, WORDS.any)
  if (any !== undefined) return { kind: 'AnyPattern', at: spanAt(reading, placeOf(any)) }
  const { negated, pattern } = testFrom(reading, node)
  return negated ? { kind: 'NotPattern', pattern, at: invalidIn(reading, node).at } : pattern
}

/** What follows `is`. */
export function testFrom(
  reading: Reading,
  node: CstNode,
): { readonly negated: boolean; readonly pattern: Pattern } {
  const atoms = nodesIn(node, 'atom').map(it => atomFrom(reading, it))
  const [first, ...others] = atoms
  const [start, end] = [first?.at.start, others.at(-1)?.at.end]
  if (first === undefined) return { negated: false, pattern: invalidPattern(reading, node) }
  const pattern: Pattern =
    start === undefined || end === undefined
      ? first
      : { kind: 'OneOfPattern', alternatives: atoms, at: { ...first.at, start, end } }
  return { negated: tokenIn(node, WORDS.not) !== undefined, pattern }
}

function atomFrom(reading: Reading, node: CstNode): Pattern {
  const [phrase, absence, interval] = [
    nodeIn(node, 'phrase'),
    nodeIn(node, 'absence'),
    nodeIn(node, 'interval'),
  ]
  if (node.recoveredNode === true) return invalidPattern(reading, node)
  if (phrase !== undefined) return phraseFrom(reading, phrase)
  if (absence !== undefined) return absenceFrom(reading, absence)
  return interval === undefined ? invalidPattern(reading, node) : intervalFrom(reading, interval)
}

/** `above x` and `below x` leave the end out; `at least x` and `at most x` include it. */
function phraseFrom(reading: Reading, node: CstNode): RangePattern {
  const direction = tokenIn(node, Direction)
  const end = { bound: partOf(reading, node, 'sum', sumFrom), inclusive: direction === undefined }
  const isLower =
    direction === undefined ? tokenIn(node, WORDS.least) !== undefined : direction.image === 'above'
  return { kind: 'RangePattern', ...(isLower ? { from: end } : { to: end }), at: invalidIn(reading, node).at }
}

function absenceFrom(reading: Reading, node: CstNode): Pattern {
  const token = tokenIn(node, WORDS.absent) ?? tokenIn(node, WORDS.present) ?? tokenIn(node, AbsenceFunction)
  const which = token?.image ?? 'not applicable'
  return { kind: 'AbsentPattern', which: which as AbsentPattern['which'], at: invalidIn(reading, node).at }
}

function intervalFrom(reading: Reading, node: CstNode): Pattern {
  if (node.recoveredNode === true) return invalidPattern(reading, node)
  const dots = tokenIn(node, Dots)
  const at = invalidIn(reading, node).at
  if (dots !== undefined) return { ...rangeFrom(reading, node, operandFrom), at }
  const value = partOf(reading, node, 'from', operandFrom)
  refuseBrackets(reading, node, value)
  return { kind: 'ValuePattern', value, at }
}

/** The ends of a range, each labelled, with dots before, between or after them. */
export function rangeFrom(
  reading: Reading,
  node: CstNode,
  bound: (reading: Reading, node: CstNode) => Expression,
): RangePattern {
  const dots = tokenIn(node, Dots)
  const open = dots !== undefined && meaningOf(dots) === '..<'
  const [from, to] = [nodeIn(node, 'from'), nodeIn(node, 'to')]
  return {
    kind: 'RangePattern',
    ...(from === undefined ? {} : { from: { bound: bound(reading, from), inclusive: true } }),
    ...(to === undefined ? {} : { to: { bound: bound(reading, to), inclusive: !open } }),
    at: invalidIn(reading, node).at,
  }
}

/** In `is (A or B)` the brackets would hold a condition, which is never what was meant. */
function refuseBrackets(reading: Reading, node: CstNode, value: Expression): void {
  const place = placeOfNode(node)
  if (place === undefined || value.kind !== 'Binary' || value.operator !== 'or') return
  const inside = reading.fragment.text.slice(place.start, place.end)
  complain(reading, {
    code: 'parse/bracketed-alternatives',
    at: place,
    args: { nearest: inside.replace(/^\(\s*|\s*\)$/g, '') },
  })
}

export const invalidPattern = (reading: Reading, node: CstNode): Pattern => ({
  kind: 'InvalidPattern',
  at: invalidIn(reading, node).at,
})
