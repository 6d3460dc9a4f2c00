/** `=` and `!=`, where a word beside a column is one of the words that the column can hold. */
import { nearest } from '../diagnostics/nearest.ts'
import type { Binary, Expression } from '../syntax/expression/ast.ts'
import { type Cell, type Drawing, describeTyped, isUnknown, type Typed, YES_NO } from './cell.ts'
import { compileExpression, numberOf } from './compile-expression.ts'
import { meaningOf, pathOf } from './scope.ts'
import { partOf, type Site } from './site.ts'

export function compileEquality({ operator, left, right }: Binary, site: Site): Drawing {
  const part = partOf(site)
  const [isLeftPlain, isRightPlain] = [isPlain(left, part), isPlain(right, part)]
  const flipped = isLeftPlain && !isRightPlain
  const [first, second] = flipped ? [right, left] : [left, right]
  const a = compileExpression(first, part)
  const b = isPlain(second, part) ? plainValue(second, a.typed, part) : compileExpression(second, part)
  const isSame = operator === '='
  return {
    typed: YES_NO,
    on: row => {
      const [x, y] = [a.on(row), b.on(row)]
      return x !== undefined && y !== undefined && (x === y) === isSame
    },
  }
}

/** A literal, or a name that is no column and no member: a word for a value. */
export function isPlain(expression: Expression, site: Site): boolean {
  if (expression.kind === 'Name') {
    return meaningOf(pathOf(expression) ?? [], site).kind === 'unknown'
  }
  return ['NumberLiteral', 'TextLiteral', 'YesNoLiteral'].includes(expression.kind)
}

/** The value that a word stands for beside something of a type; complains of what that can never be. */
export function plainValue(expression: Expression, beside: Typed, site: Site): Drawing {
  const cell = cellOf(expression, beside)
  if (cell !== undefined) return { typed: beside, on: () => cell }
  if (!isUnknown(beside)) {
    const found = spelling(expression)
    const args = {
      expected: describeTyped(beside),
      found,
      nearest: nearest(found, beside.words ?? []),
    }
    site.complain('sample/never-equal', expression.at, args)
  }
  return { typed: beside, on: () => undefined }
}

function cellOf(expression: Expression, { kinds, words }: Typed): Cell {
  const text = spelling(expression)
  const isWord = kinds.has('word') && (words === undefined || words.has(text))
  if (expression.kind === 'NumberLiteral' && kinds.has('number')) return numberOf(expression)
  if (expression.kind === 'YesNoLiteral' && kinds.has('yes/no')) return expression.yes
  return isWord ? text : undefined
}

const SPELLINGS: Partial<{
  readonly [K in Expression['kind']]: (it: Extract<Expression, { kind: K }>) => string
}> = {
  Name: it => it.name,
  TextLiteral: it => it.text,
  NumberLiteral: it => it.digits + (it.percent ? '%' : ''),
  YesNoLiteral: it => (it.yes ? 'yes' : 'no'),
}

const spelling = (expression: Expression): string => SPELLINGS[expression.kind]?.(expression as never) ?? ''
