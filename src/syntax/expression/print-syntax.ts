/** Prints whatever is a syntax tree, by its kind: for whoever walks over a ruleset without knowing its parts. */
import type { Expression, Instead, Pattern, TypeExpression } from './ast.ts'
import { printExpression, printPattern, printType } from './print-expression.ts'

export type Syntax = Expression | Pattern | TypeExpression | Instead

const printInstead = ({ reason, when }: Instead): string => `${reason.name} when ${printExpression(when)}`

const TEXT_OF: { readonly [K in Syntax['kind']]: (node: Extract<Syntax, { kind: K }>) => string } = {
  NumberLiteral: printExpression,
  TextLiteral: printExpression,
  YesNoLiteral: printExpression,
  Name: printExpression,
  Member: printExpression,
  Call: printExpression,
  Aggregate: printExpression,
  Unary: printExpression,
  Binary: printExpression,
  Is: printExpression,
  If: printExpression,
  Otherwise: printExpression,
  Invalid: printExpression,
  AnyPattern: printPattern,
  AbsentPattern: printPattern,
  ValuePattern: printPattern,
  RangePattern: printPattern,
  OneOfPattern: printPattern,
  NotPattern: printPattern,
  InvalidPattern: printPattern,
  TypeExpression: printType,
  Instead: printInstead,
}

const PRINTERS: ReadonlyMap<string, (node: object) => string> = new Map(
  Object.entries(TEXT_OF as Readonly<Record<string, (node: object) => string>>),
)

/** Whether a value is a syntax tree, with a place. */
export const isSyntax = (value: object): value is Syntax =>
  'kind' in value && 'at' in value && PRINTERS.has(String(value.kind))

/** The text that reads back to a syntax tree. */
export const printSyntax = (node: Syntax): string => PRINTERS.get(node.kind)?.(node) ?? ''
