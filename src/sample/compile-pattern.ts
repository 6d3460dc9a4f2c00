/**
 * What follows `is`, as a test of a cell. An empty cell matches the words for absence and nothing else.
 */
import type { Pattern, RangePattern } from '../syntax/expression/ast.ts'
import type { Cell, DrawnRow, Typed } from './cell.ts'
import { isPlain, plainValue } from './compile-equality.ts'
import { compileExpression, compileNumber } from './compile-expression.ts'
import { partOf, type Site } from './site.ts'

export type Test = (cell: Cell, row: DrawnRow) => boolean

const NEVER: Test = () => false

export const compilePattern = (pattern: Pattern, operand: Typed, site: Site): Test =>
  COMPILE[pattern.kind](pattern as never, operand, site)

const COMPILE: {
  readonly [K in Pattern['kind']]: (
    pattern: Extract<Pattern, { kind: K }>,
    operand: Typed,
    site: Site,
  ) => Test
} = {
  AnyPattern: () => () => true,
  AbsentPattern: ({ which, at }, _, site) => {
    if (which === 'present') return cell => cell !== undefined
    if (which === 'missing' || which === 'absent') return cell => cell === undefined
    site.complain('sample/not-in-samples', at, { what: `\`${which}\`` })
    return NEVER
  },
  ValuePattern: ({ value }, operand, site) => {
    const part = partOf(site)
    const list = value.kind === 'Name' ? listNamed(value.name, operand, part) : undefined
    if (list !== undefined) return cell => typeof cell === 'string' && list.has(cell)
    const { on } = isPlain(value, part) ? plainValue(value, operand, part) : compileExpression(value, part)
    return (cell, row) => cell !== undefined && cell === on(row)
  },
  RangePattern: (pattern, _, site) => rangeTest(pattern, site),
  OneOfPattern: ({ alternatives }, operand, site) => {
    const tests = alternatives.map(it => compilePattern(it, operand, site))
    return (cell, row) => tests.some(it => it(cell, row))
  },
  NotPattern: ({ pattern }, operand, site) => {
    const test = compilePattern(pattern, operand, site)
    return (cell, row) => !test(cell, row)
  },
  InvalidPattern: () => NEVER,
}

/** The codes of a list, where the name is one and no code of the operand. */
function listNamed(name: string, { words }: Typed, { program }: Site): ReadonlySet<string> | undefined {
  if (words?.has(name)) return undefined
  const list = program.ruleset.codes.get(name)
  return list && new Set(list.codes.map(it => it.code))
}

function rangeTest({ from, to }: RangePattern, site: Site): Test {
  const least = from && compileNumber(from.bound, site)
  const most = to && compileNumber(to.bound, site)
  return (cell, row) => {
    if (typeof cell !== 'number') return false
    if (least !== undefined && (cell < least(row) || (!from?.inclusive && cell === least(row)))) return false
    return most === undefined || cell < most(row) || (to?.inclusive === true && cell === most(row))
  }
}
