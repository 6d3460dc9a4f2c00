/** Makes each form of drawing ready to be done on rows. */
import { nearest } from '../diagnostics/nearest.ts'
import type { ScalarText } from '../model/ruleset.ts'
import type { Expression } from '../syntax/expression/ast.ts'
import {
  type Cell,
  constant,
  type Drawing,
  type DrawnRow,
  EMPTY,
  either,
  NOTHING,
  type Typed,
} from './cell.ts'
import { uniform } from './chance.ts'
import { compileCondition, compileExpression, compileNumber, numberOf } from './compile-expression.ts'
import type { ChooseForm, CutForm, DrawForm, EachForm, FirstForm } from './description.ts'
import { MISSING } from './read-draw.ts'
import type { Site } from './site.ts'

/** `members` are those for which nothing has been chosen by `each` yet, in the order of the dimensions. */
export const compileDraw = (form: DrawForm, site: Site, members: readonly string[]): Drawing =>
  COMPILE[form.kind](form as never, site, members)

const COMPILE: {
  readonly [K in DrawForm['kind']]: (
    form: Extract<DrawForm, { kind: K }>,
    site: Site,
    members: readonly string[],
  ) => Drawing
} = {
  is: ({ is }, site) => compileExpression(is, site),
  missing: () => constant(undefined),
  choose: compileChoose,
  cut: compileCut,
  each: compileEach,
  first: compileFirst,
}

/** Whether the form says anything for these members. */
export function drawsMembers(form: DrawForm, [first, ...rest]: readonly string[]): boolean {
  if (form.kind !== 'each' || first === undefined) return true
  const chosen = form.members.get(first)
  return chosen !== undefined && drawsMembers(chosen.draw, rest)
}

function compileEach(
  { members: forms }: EachForm,
  site: Site,
  [first = '', ...rest]: readonly string[],
): Drawing {
  const chosen = forms.get(first)
  return chosen === undefined ? constant(undefined) : compileDraw(chosen.draw, site, rest)
}

function compileFirst({ cases }: FirstForm, site: Site, members: readonly string[]): Drawing {
  const compiled = cases.map(({ when, draw }) => ({
    holds: when === undefined ? () => true : compileCondition(when, site),
    drawing: compileDraw(draw, site, members),
  }))
  const last = cases.at(-1)?.when === undefined ? [] : [EMPTY]
  const all = [...compiled.map(it => it.drawing.typed), ...last]
  return {
    typed: all.reduce((left, right) => either(left, right)),
    on: row => compiled.find(it => it.holds(row))?.drawing.on(row),
  }
}

// --- values by weight or by order ----------------------------------------------------------------

function compileChoose({ choices }: ChooseForm, site: Site): Drawing {
  const chance = site.nextChance()
  const values = valuesOf(
    choices.map(it => it.value),
    site,
  )
  const weights = choices.map(it => weightOf(it.weight, site))
  return {
    typed: typedOf(values),
    on: row => values[chosen(weights, row, uniform(row.seed, chance, row.number))]?.on(row),
  }
}

function weightOf(weight: Expression, site: Site): (row: DrawnRow) => number {
  const isZero = weight.kind === 'NumberLiteral' && numberOf(weight) === 0
  const isNegative =
    weight.kind === 'Unary' && weight.operator === '-' && weight.operand.kind === 'NumberLiteral'
  if (isZero || isNegative) site.complain('sample/weight-not-positive', weight.at)
  const number = compileNumber(weight, site)
  return row => Math.max(0, number(row))
}

/** The place at which the weights, laid end to end, have used up a share of their sum. */
function chosen(weights: readonly ((row: DrawnRow) => number)[], row: DrawnRow, share: number): number {
  const numbers = weights.map(it => it(row))
  let left = share * numbers.reduce((sum, it) => sum + it, 0)
  const found = numbers.findIndex(it => {
    left -= it
    return left < 0
  })
  return found < 0 ? numbers.findLastIndex(it => it > 0) : found
}

function compileCut({ cut, values: written, points }: CutForm, site: Site): Drawing {
  const number = compileNumber(cut, site)
  const values = valuesOf(written, site)
  const limits = points.map(it => it.number)
  return {
    typed: typedOf(values),
    on: row => {
      const found = number(row)
      const index = limits.findIndex(it => found < it)
      return values[index < 0 ? limits.length : index]?.on(row)
    },
  }
}

const typedOf = (values: readonly Drawing[]): Typed =>
  values.map(it => it.typed).reduce((left, right) => either(left, right), NOTHING.typed)

/** Values as written: for an input as it reads them; otherwise numbers, yes and no, or words. */
function valuesOf(written: readonly ScalarText[], { target, complain }: Site): readonly Drawing[] {
  const plain = plainReader(written.map(it => it.text).filter(it => it !== MISSING))
  return written.map(({ text, at }) => {
    if (text === MISSING) return constant(undefined)
    if (target === undefined) return constant(plain(text))
    const found = target.constant(text)
    if (found !== undefined) return constant(found.cell)
    const args = { input: target.heading, expected: target.expected, found: text }
    complain('sample/unknown-value', at, { ...args, nearest: nearest(text, target.known) })
    return NOTHING
  })
}

function plainReader(texts: readonly string[]): (text: string) => Cell {
  if (texts.every(it => /^-?\d+(\.\d+)?$/.test(it))) return Number
  if (texts.every(it => it === 'yes' || it === 'no')) return text => text === 'yes'
  return text => text
}
