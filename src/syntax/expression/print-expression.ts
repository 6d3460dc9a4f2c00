/**
 * Writes trees as text that reads back to the same tree, with no more brackets than that needs.
 * Trees that no text gives (such as an `or` of patterns after `is` whose later parts are sums) are not
 * its business.
 */
import type {
  Aggregate,
  Binary,
  BinaryOperator,
  Expression,
  Ordering,
  Pattern,
  RangePattern,
  TypeAlternative,
  TypeExpression,
} from './ast.ts'
import { DIRECTIONS } from './tokens.ts'

export const printExpression = (expression: Expression): string => atLevel(LEVEL.otherwise, expression)

export const printPattern = (pattern: Pattern): string =>
  (PATTERNS[pattern.kind] as (it: Pattern) => string)(pattern)

export const printType = (type: TypeExpression): string =>
  type.alternatives.map(printAlternative).join(' or ')

/** How tightly each form binds, loosest first: the rules of the grammar, from the top. */
const LEVEL = {
  otherwise: 0,
  if: 1,
  or: 2,
  and: 3,
  not: 4,
  comparison: 5,
  /** A direction used as a name: may be compared, not calculated with. */
  operand: 6,
  sum: 7,
  product: 8,
  sign: 9,
  power: 10,
  postfix: 11,
  primary: 12,
} as const

const BINARY_LEVELS: Readonly<Record<BinaryOperator, number>> = {
  or: LEVEL.or,
  and: LEVEL.and,
  '=': LEVEL.comparison,
  '!=': LEVEL.comparison,
  '<': LEVEL.comparison,
  '<=': LEVEL.comparison,
  '>': LEVEL.comparison,
  '>=': LEVEL.comparison,
  '+': LEVEL.sum,
  '-': LEVEL.sum,
  '*': LEVEL.product,
  '/': LEVEL.product,
  '^': LEVEL.power,
}

type Print<Node extends { kind: string }> = {
  readonly [K in Node['kind']]: (node: Extract<Node, { kind: K }>) => string
}
type LevelOf = { readonly [K in Expression['kind']]: (node: Extract<Expression, { kind: K }>) => number }

const LEVELS: LevelOf = {
  NumberLiteral: () => LEVEL.primary,
  TextLiteral: () => LEVEL.primary,
  YesNoLiteral: () => LEVEL.primary,
  Name: ({ name }) => (DIRECTIONS.some(it => it === name) ? LEVEL.operand : LEVEL.primary),
  Member: () => LEVEL.postfix,
  Call: () => LEVEL.primary,
  Aggregate: () => LEVEL.primary,
  Unary: ({ operator }) => (operator === 'not' ? LEVEL.not : LEVEL.sign),
  Binary: ({ operator }) => BINARY_LEVELS[operator],
  Is: () => LEVEL.comparison,
  If: () => LEVEL.if,
  Otherwise: () => LEVEL.otherwise,
  Invalid: () => LEVEL.primary,
}

const FORMS: Print<Expression> = {
  NumberLiteral: ({ digits, percent }) => (percent ? `${digits}%` : digits),
  TextLiteral: ({ text }) => `'${text.replaceAll("'", "''")}'`,
  YesNoLiteral: ({ yes }) => (yes ? 'yes' : 'no'),
  Name: ({ name }) => name,
  Member: ({ of, name }) => `${memberOf(of)}.${name.name}`,
  Call: ({ callee, args }) => `${callee.name}(${args.map(printExpression).join(', ')})`,
  Aggregate: printAggregate,
  Unary: ({ operator, operand }) =>
    operator === 'not' ? `not ${atLevel(LEVEL.not, operand)}` : `-${atLevel(LEVEL.sign, operand)}`,
  Binary: printBinary,
  Is: ({ operand, negated, pattern }) =>
    `${atLevel(LEVEL.operand, operand)} is ${negated ? 'not ' : ''}${printPattern(pattern)}`,
  If: ({ condition, yes, no }) =>
    `if ${printExpression(condition)} then ${printExpression(yes)} else ${atLevel(LEVEL.if, no)}`,
  Otherwise: ({ value, fallback }) =>
    `${atLevel(LEVEL.otherwise, value)} otherwise ${atLevel(LEVEL.if, fallback)}`,
  Invalid: () => '(invalid)',
}

const levelOf = (node: Expression): number => (LEVELS[node.kind] as (it: Expression) => number)(node)

/** In brackets where it binds more loosely than its place demands. */
function atLevel(level: number, node: Expression): string {
  const text = (FORMS[node.kind] as (it: Expression) => string)(node)
  return levelOf(node) < level ? `(${text})` : text
}

/** A number takes brackets, or the dot would be part of it. */
const memberOf = (of: Expression): string =>
  of.kind === 'NumberLiteral' ? `(${printExpression(of)})` : atLevel(LEVEL.postfix, of)

function printBinary({ operator, left, right }: Binary): string {
  if (operator === 'or' && endsInTest(left) && startsPlain(right)) {
    return `(${printExpression(left)}) or ${atLevel(LEVEL.and, right)}`
  }
  const level = BINARY_LEVELS[operator]
  const isComparison = level === LEVEL.comparison
  const leftLevel = isComparison || operator === '^' ? level + 1 : level
  return `${atLevel(leftLevel, left)} ${operator} ${operator === '^' ? printPower(right) : atLevel(level + 1, right)}`
}

/** An exponent may carry one sign without brackets. */
function printPower(exponent: Expression): string {
  const isSigned = exponent.kind === 'Unary' && exponent.operator === '-'
  return isSigned ? `-${atLevel(LEVEL.postfix, exponent.operand)}` : atLevel(LEVEL.postfix, exponent)
}

/** Whether the text ends in a test, whose alternatives an `or` would go on with. */
function endsInTest(node: Expression): boolean {
  if (node.kind === 'Is') return true
  if (node.kind === 'Unary' && node.operator === 'not') return endsInTest(node.operand)
  return (
    node.kind === 'Binary' && (node.operator === 'and' || node.operator === 'or') && endsInTest(node.right)
  )
}

/** Whether the text starts with a value on its own, which after a test's `or` would be an alternative. */
function startsPlain(node: Expression): boolean {
  return node.kind === 'Binary' && node.operator === 'and' ? startsPlain(node.left) : isPlain(node)
}

/** A name, a literal or a negative number. */
function isPlain(node: Expression): boolean {
  if (node.kind === 'Unary') return node.operator === '-' && node.operand.kind === 'NumberLiteral'
  return PLAIN.has(node.kind)
}
const PLAIN: ReadonlySet<Expression['kind']> = new Set([
  'Name',
  'NumberLiteral',
  'TextLiteral',
  'YesNoLiteral',
])

function printAggregate({ callee, of, over, where, by, args }: Aggregate): string {
  const clauses = [
    printExpression(of),
    ...(over === undefined ? [] : [`over ${over.name}`]),
    ...(where === undefined ? [] : [`where ${printExpression(where)}`]),
    ...(by.length === 0 ? [] : [`by ${by.map(printOrdering).join(', ')}`]),
  ]
  return `${callee.name}(${[clauses.join(' '), ...args.map(printExpression)].join(', ')})`
}

const printOrdering = ({ key, direction }: Ordering): string =>
  direction === 'best first' ? `${printExpression(key)} best first` : printExpression(key)

const PATTERNS: Print<Pattern> = {
  AnyPattern: () => 'any',
  AbsentPattern: ({ which }) => which,
  ValuePattern: ({ value }) => atLevel(LEVEL.operand, value),
  RangePattern: printRange,
  OneOfPattern: ({ alternatives }) => alternatives.map(printPattern).join(' or '),
  NotPattern: ({ pattern }) => `not ${printPattern(pattern)}`,
  InvalidPattern: () => '(invalid)',
}

/**
 * Only `above` leaves the lower end out. A range open above starts with `at least` where its end is a
 * calculation: after the `or` of a test, `a * 2..` would be read as a condition that goes wrong.
 */
function printRange({ from, to }: RangePattern): string {
  if (from?.inclusive === false) return `above ${atLevel(LEVEL.sum, from.bound)}`
  if (from !== undefined && to === undefined && !isPlain(from.bound)) {
    return `at least ${atLevel(LEVEL.sum, from.bound)}`
  }
  const lower = from === undefined ? '' : atLevel(LEVEL.operand, from.bound)
  const upper = to === undefined ? '' : atLevel(LEVEL.operand, to.bound)
  return `${lower}${to?.inclusive === false ? '..<' : '..'}${upper}`
}

function printAlternative(type: TypeAlternative): string {
  if (type.kind === 'NamedType') return type.name
  if (type.kind === 'KeyType') return `key of ${type.table.name}.${type.key.name}`
  return type.whole ? printRange(type.range) : `number ${printRange(type.range)}`
}
