/**
 * Makes an expression of a description ready to be computed on rows that are being drawn. It is the
 * expression language over what has been drawn before, with chance and without tables and aggregates.
 * Numbers are those of the machine: nothing of a sample is published.
 */
import { nearest } from '../diagnostics/nearest.ts'
import type { Binary, Expression, If, Otherwise, Unary } from '../syntax/expression/ast.ts'
import {
  type CellKind,
  constant,
  type Drawing,
  type DrawnRow,
  describeTyped,
  either,
  isOnly,
  isUnknown,
  NOTHING,
  NUMBER,
  without,
  wordsOf,
  YES_NO,
} from './cell.ts'
import { compileCall } from './compile-call.ts'
import { compileEquality } from './compile-equality.ts'
import { compilePattern } from './compile-pattern.ts'
import { type Meaning, meaningOf, membersOf, pathOf } from './scope.ts'
import { partOf, type Site } from './site.ts'

export const compileExpression = (expression: Expression, site: Site): Drawing =>
  COMPILE[expression.kind](expression as never, site)

type Compile<K extends Expression['kind']> = (
  expression: Extract<Expression, { kind: K }>,
  site: Site,
) => Drawing

const COMPILE: { readonly [K in Expression['kind']]: Compile<K> } = {
  NumberLiteral: (it, site) => (it.percent ? undefined : inTarget(it.digits, site)) ?? constant(numberOf(it)),
  TextLiteral: (it, site) => inTarget(it.text, site) ?? constant(it.text),
  YesNoLiteral: (it, site) => inTarget(it.yes ? 'yes' : 'no', site) ?? constant(it.yes),
  Name: compileName,
  Member: compileName,
  Call: compileCall,
  Aggregate: ({ at }, site) => notInSamples('an aggregate', at, site),
  Unary: compileUnary,
  Binary: compileBinary,
  Is: (it, site) => {
    const operand = compileExpression(it.operand, partOf(site))
    const test = compilePattern(it.pattern, operand.typed, site)
    return { typed: YES_NO, on: row => test(operand.on(row), row) !== it.negated }
  },
  If: compileIf,
  Otherwise: compileOtherwise,
  Invalid: () => NOTHING,
}

export const numberOf = ({ digits, percent }: Extract<Expression, { kind: 'NumberLiteral' }>): number =>
  percent ? Number(digits) / 100 : Number(digits)

export function notInSamples(what: string, at: Expression['at'], site: Site): Drawing {
  site.complain('sample/not-in-samples', at, { what })
  return NOTHING
}

/** A value written for an input, as the input reads it. */
function inTarget(text: string, { target }: Site): Drawing | undefined {
  const found = target?.constant(text)
  return found && constant(found.cell)
}

// --- names ---------------------------------------------------------------------------------------

function compileName(expression: Extract<Expression, { kind: 'Name' | 'Member' }>, site: Site): Drawing {
  const path = pathOf(expression)
  if (path === undefined) return notInSamples('a member of a formula', expression.at, site)
  const meaning = meaningOf(path, site)
  if (meaning.kind !== 'unknown') return MEANINGS[meaning.kind](meaning as never, expression, site)
  const word = path.length === 1 ? inTarget(path[0] ?? '', site) : undefined
  if (word !== undefined) return word
  const { name } = meaning
  const candidates = [...meaning.candidates, ...(site.target?.known ?? [])]
  site.complain('sample/unknown-name', expression.at, { name, nearest: nearest(name, candidates) })
  return NOTHING
}

type MeaningCompiler<K> = (
  meaning: Extract<Meaning, { kind: K }>,
  expression: Expression,
  site: Site,
) => Drawing

const MEANINGS: { readonly [K in Exclude<Meaning['kind'], 'unknown'>]: MeaningCompiler<K> } = {
  cell: ({ up, slot: { index }, typed: known }) => {
    const rowOf = ancestor(up)
    return { typed: known ?? NOTHING.typed, on: row => rowOf(row)?.cells[index] }
  },
  'number of row': ({ up }) => {
    const rowOf = ancestor(up)
    return { typed: NUMBER, on: row => rowOf(row)?.number }
  },
  member: ({ member, dimension }, _, { program }) => ({
    typed: wordsOf(membersOf(program, dimension)),
    on: () => member,
  }),
  'lacks member': ({ column, dimension }, { at }, site) => {
    site.complain('sample/needs-member', at, { column, dimension })
    return NOTHING
  },
}

const ancestor =
  (up: number): ((row: DrawnRow) => DrawnRow | undefined) =>
  row => {
    let found: DrawnRow | undefined = row
    for (let steps = up; steps > 0; steps -= 1) found = found?.above
    return found
  }

// --- operators -----------------------------------------------------------------------------------

/** A part that has to be of some kind; what it is otherwise is complained of. */
export function compilePart(
  expression: Expression,
  site: Site,
  expected: string,
  ...kinds: readonly CellKind[]
): Drawing {
  const part = compileExpression(expression, partOf(site))
  if (isOnly(part.typed, ...kinds)) return part
  if (isOnly(part.typed, ...kinds, 'missing')) site.complain('sample/possibly-empty', expression.at)
  else site.complain('sample/wrong-kind', expression.at, { expected, found: describeTyped(part.typed) })
  return NOTHING
}

/** A number on each row; 0 where a mistake has been reported. */
export function compileNumber(expression: Expression, site: Site): (row: DrawnRow) => number {
  const { on } = compilePart(expression, site, 'a number', 'number')
  return row => {
    const cell = on(row)
    return typeof cell === 'number' ? cell : 0
  }
}

/** Yes or no on each row; an empty cell is no. */
export function compileCondition(expression: Expression, site: Site): (row: DrawnRow) => boolean {
  const { on } = compilePart(expression, site, 'yes or no', 'yes/no', 'missing')
  return row => on(row) === true
}

function compileUnary({ operator, operand }: Unary, site: Site): Drawing {
  if (operator === 'not') {
    const condition = compileCondition(operand, site)
    return { typed: YES_NO, on: row => !condition(row) }
  }
  const number = compileNumber(operand, site)
  return { typed: NUMBER, on: row => -number(row) }
}

const ARITHMETIC = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => (right === 0 ? 0 : left / right),
} as const satisfies Record<string, (left: number, right: number) => number>

const ORDERING = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
} as const satisfies Record<string, (left: number, right: number) => boolean>

const has = <T extends object>(table: T, key: PropertyKey): key is keyof T => Object.hasOwn(table, key)

function compileBinary(expression: Binary, site: Site): Drawing {
  const { operator, left, right, at } = expression
  if (operator === '=' || operator === '!=') return compileEquality(expression, site)
  if (operator === 'and' || operator === 'or') return compileLogic(expression, site)
  if (has(ARITHMETIC, operator)) {
    const [a, b] = [compileNumber(left, site), compileNumber(right, site)]
    const apply = ARITHMETIC[operator]
    return { typed: NUMBER, on: row => apply(a(row), b(row)) }
  }
  if (!has(ORDERING, operator)) return notInSamples(`\`${operator}\``, at, site)
  const [a, b] = [comparable(left, site), comparable(right, site)]
  const apply = ORDERING[operator]
  return {
    typed: YES_NO,
    on: row => {
      const [x, y] = [a.on(row), b.on(row)]
      return typeof x === 'number' && typeof y === 'number' && apply(x, y)
    },
  }
}

/** Codes may stand among the numbers, as they may in an input; they are neither above nor below. */
function comparable(expression: Expression, site: Site): Drawing {
  const part = compileExpression(expression, partOf(site))
  if (isUnknown(part.typed) || part.typed.kinds.has('number')) return part
  const args = { expected: 'a number', found: describeTyped(part.typed) }
  site.complain('sample/wrong-kind', expression.at, args)
  return NOTHING
}

function compileLogic({ operator, left, right }: Binary, site: Site): Drawing {
  const [a, b] = [compileCondition(left, site), compileCondition(right, site)]
  return {
    typed: YES_NO,
    on: operator === 'and' ? row => a(row) && b(row) : row => a(row) || b(row),
  }
}

function compileIf({ condition, yes, no }: If, site: Site): Drawing {
  const test = compileCondition(condition, site)
  const [a, b] = [compileExpression(yes, site), compileExpression(no, site)]
  return { typed: either(a.typed, b.typed), on: row => (test(row) ? a.on(row) : b.on(row)) }
}

function compileOtherwise({ value, fallback }: Otherwise, site: Site): Drawing {
  const [a, b] = [compileExpression(value, site), compileExpression(fallback, site)]
  return {
    typed: either(without(a.typed, 'missing'), b.typed),
    on: row => a.on(row) ?? b.on(row),
  }
}
