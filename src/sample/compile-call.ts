/** The functions of descriptions: chance, and a few of the language's own. */
import { nearest } from '../diagnostics/nearest.ts'
import type { Call, Expression } from '../syntax/expression/ast.ts'
import { ANY_WORD, type Cell, type Drawing, NOTHING, NUMBER, YES_NO } from './cell.ts'
import { normal, uniform } from './chance.ts'
import { compileExpression, compileNumber, numberOf } from './compile-expression.ts'
import { partOf, type Site } from './site.ts'

interface Form {
  /** As it is written, for messages. */
  readonly form: string
  readonly least: number
  readonly most: number
  readonly compile: (args: readonly Expression[], site: Site) => Drawing
}

export function compileCall({ callee, args, at }: Call, site: Site): Drawing {
  const found = Object.hasOwn(FORMS, callee.name) ? FORMS[callee.name] : undefined
  if (found === undefined) {
    const near = nearest(callee.name, Object.keys(FORMS))
    site.complain('sample/unknown-function', callee.at, { name: callee.name, nearest: near })
    return NOTHING
  }
  if (args.length < found.least || args.length > found.most) {
    site.complain('sample/wrong-arguments', at, { form: found.form, found: args.length })
    return NOTHING
  }
  return found.compile(args, site)
}

const ofNumbers =
  (apply: (...numbers: readonly number[]) => number): Form['compile'] =>
  (args, site) => {
    const numbers = args.map(it => compileNumber(it, site))
    return { typed: NUMBER, on: row => apply(...numbers.map(it => it(row))) }
  }

const FORMS: Readonly<Record<string, Form>> = {
  normal: {
    form: 'normal(mean, standard deviation)',
    least: 2,
    most: 2,
    compile: ([mean, deviation], site) => {
      const chance = site.nextChance()
      const [middle, width] = [numberIn(mean, site), numberIn(deviation, site)]
      return {
        typed: NUMBER,
        on: row => middle(row) + width(row) * normal(row.seed, chance, row.number),
      }
    },
  },
  uniform: {
    form: 'uniform(from, to)',
    least: 2,
    most: 2,
    compile: ([from, to], site) => {
      const chance = site.nextChance()
      const [least, most] = [numberIn(from, site), numberIn(to, site)]
      return {
        typed: NUMBER,
        on: row => {
          const start = least(row)
          return start + (most(row) - start) * uniform(row.seed, chance, row.number)
        },
      }
    },
  },
  chance: {
    form: 'chance(share)',
    least: 1,
    most: 1,
    compile: ([share], site) => {
      const chance = site.nextChance()
      checkShare(share, site)
      const number = numberIn(share, site)
      return { typed: YES_NO, on: row => uniform(row.seed, chance, row.number) < number(row) }
    },
  },
  round: { form: 'round(number, places)', least: 1, most: 2, compile: ofNumbers(rounded) },
  floor: { form: 'floor(number)', least: 1, most: 1, compile: ofNumbers((it = 0) => Math.floor(it)) },
  ceiling: { form: 'ceiling(number)', least: 1, most: 1, compile: ofNumbers((it = 0) => Math.ceil(it)) },
  abs: { form: 'abs(number)', least: 1, most: 1, compile: ofNumbers((it = 0) => Math.abs(it)) },
  min: { form: 'min(number, number, ...)', least: 1, most: 100, compile: ofNumbers(Math.min) },
  max: { form: 'max(number, number, ...)', least: 1, most: 100, compile: ofNumbers(Math.max) },
  text: {
    form: 'text(part, part, ...)',
    least: 1,
    most: 100,
    compile: (args, site) => {
      const parts = args.map(it => compileExpression(it, partOf(site)))
      return { typed: ANY_WORD, on: row => parts.map(it => spelt(it.on(row))).join('') }
    },
  },
}

const numberIn = (expression: Expression | undefined, site: Site) =>
  expression === undefined ? () => 0 : compileNumber(expression, site)

function checkShare(share: Expression | undefined, site: Site): void {
  if (share?.kind !== 'NumberLiteral' || numberOf(share) <= 1) return
  const found = share.digits + (share.percent ? '%' : '')
  site.complain('sample/not-a-share', share.at, { found })
}

function rounded(number = 0, places = 0): number {
  const unit = UNITS[Math.round(places)] ?? MOST_UNITS
  return Math.round(number * unit) / unit
}

const MOST_UNITS = 1_000_000
const UNITS: readonly number[] = [1, 10, 100, 1000, 10_000, 100_000, MOST_UNITS]

/** A number without more digits than it needs; nothing for an empty cell. */
export function spelt(cell: Cell): string {
  if (cell === undefined) return ''
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  return typeof cell === 'number' ? String(rounded(cell, 6)) : cell
}
