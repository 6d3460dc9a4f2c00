/** What the tests of the expression language share: trees as text, and mistakes as marked text. */
import type { Diagnostic, Outcome } from '../../../src/diagnostics/diagnostic.ts'
import { hintOf, messageOf } from '../../../src/diagnostics/report.ts'
import { wholeOf } from '../../../src/source/fragment.ts'
import type {
  Aggregate,
  Expression,
  Instead,
  Pattern,
  RangePattern,
  TypeAlternative,
  TypeExpression,
} from '../../../src/syntax/expression/ast.ts'
import {
  parseExpression,
  parseInstead,
  parsePattern,
  parseType,
} from '../../../src/syntax/expression/parse-expression.ts'

export const READERS = {
  expression: parseExpression,
  pattern: parsePattern,
  type: parseType,
  instead: parseInstead,
} as const
export type Sort = keyof typeof READERS
export const SORTS = Object.keys(READERS) as Sort[]

/** Reads a text that is a source of its own. */
export const read = (sort: Sort, text: string): Outcome<Expression | Pattern | TypeExpression | Instead> =>
  READERS[sort](wholeOf({ name: '<test>', text }))

/** A node without the spans of it and its parts, for comparison. */
export const withoutPlaces = (node: unknown): unknown =>
  JSON.parse(JSON.stringify(node, (key, value) => (key === 'at' ? undefined : value)))

type Node = Expression | Pattern | TypeExpression | TypeAlternative | Instead

/** A tree on one line: the kind, then the parts, in brackets; patterns in braces. */
export const treeOf = (node: Node): string => (TREES[node.kind] as (it: Node) => string)(node)

const TREES: { readonly [K in Node['kind']]: (node: Extract<Node, { kind: K }>) => string } = {
  NumberLiteral: ({ digits, percent }) => `${digits}${percent ? '%' : ''}`,
  TextLiteral: ({ text }) => `'${text}'`,
  YesNoLiteral: ({ yes }) => `<${yes ? 'yes' : 'no'}>`,
  Name: ({ name }) => name,
  Member: ({ of, name }) => `(. ${treeOf(of)} ${treeOf(name)})`,
  Call: ({ callee, args }) => `(call ${[callee, ...args].map(treeOf).join(' ')})`,
  Unary: ({ operator, operand }) => `(${operator} ${treeOf(operand)})`,
  Binary: ({ operator, left, right }) => `(${operator} ${treeOf(left)} ${treeOf(right)})`,
  If: ({ condition, yes, no }) => `(if ${treeOf(condition)} ${treeOf(yes)} ${treeOf(no)})`,
  Otherwise: ({ value, fallback }) => `(otherwise ${treeOf(value)} ${treeOf(fallback)})`,
  Is: ({ operand, negated, pattern }) => `(is${negated ? '-not' : ''} ${treeOf(operand)} ${treeOf(pattern)})`,
  Aggregate: aggregateTree,
  Invalid: () => '?',
  AnyPattern: () => '{any}',
  AbsentPattern: ({ which }) => `{${which}}`,
  ValuePattern: ({ value }) => `{${treeOf(value)}}`,
  RangePattern: rangeTree,
  OneOfPattern: ({ alternatives }) => `{${alternatives.map(treeOf).join(' or ')}}`,
  NotPattern: ({ pattern }) => `{not ${treeOf(pattern)}}`,
  InvalidPattern: () => '{?}',
  NamedType: ({ name }) => name,
  RangeType: ({ whole, range }) => `${whole ? 'whole' : 'number'}${treeOf(range)}`,
  KeyType: ({ table, key }) => `(key ${treeOf(table)} ${treeOf(key)})`,
  TypeExpression: ({ alternatives }) => alternatives.map(treeOf).join(' | '),
  Instead: ({ reason, when }) => `(${treeOf(reason)} when ${treeOf(when)})`,
}

function aggregateTree({ callee, of, over, where, by, args }: Aggregate): string {
  const parts = [
    ...[callee, of].map(treeOf),
    ...(over === undefined ? [] : [`over=${treeOf(over)}`]),
    ...(where === undefined ? [] : [`where=${treeOf(where)}`]),
    ...by.map(it => `by=${treeOf(it.key)}${it.direction === 'best first' ? '!' : ''}`),
    ...args.map(treeOf),
  ]
  return `(aggregate ${parts.join(' ')})`
}

function rangeTree({ from, to }: RangePattern): string {
  const lower = from === undefined ? '' : `${treeOf(from.bound)}${from.inclusive ? '' : '<'}`
  const upper = to === undefined ? '' : `${to.inclusive ? '' : '<'}${treeOf(to.bound)}`
  return `{${lower}..${upper}}`
}

/** The text with carets under each diagnostic, and what it says. Only for texts of one line. */
export function marked(text: string, diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.flatMap(it => {
    const carets = ' '.repeat(it.at.start) + '^'.repeat(Math.max(1, it.at.end - it.at.start))
    const hint = hintOf(it)
    return [carets, `${it.code}: ${messageOf(it)}`, ...(hint === undefined ? [] : [`hint: ${hint}`])]
  })
  return [text, ...lines].join('\n')
}
