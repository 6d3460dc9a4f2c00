/** Formulas: a threshold that moved, what was put in or taken out, and formulas for each member. */
import { diffWordsWithSpace } from 'diff'
import type { Json } from '../../model/canonical-form.ts'
import type { Change } from '../change.ts'
import { type Fields, fieldsOf, isSame, textOf } from './entries.ts'
import { became, brief, changeOf, nameOf, type Pair } from './pair.ts'

/** A formula that differs in its numbers only is a threshold that moved. */
export function formulaChange(
  pair: Pair,
  what: string,
  before: Json | undefined,
  after: Json | undefined,
): Change {
  const [was, is] = [textOf(before), textOf(after)]
  const numbers = onlyNumbers(was, is)
  if (numbers === undefined) {
    const text = rewording(what, was, is)
    return changeOf(pair, { kind: 'rules', form: 'changed', text, before: was, after: is })
  }
  const steps = numbers.map(([from, to]) => `${from} became ${to}`).join(', ')
  const text = `${what}: ${steps} in ${brief(is, 100)}`
  return changeOf(pair, { kind: 'thresholds', form: 'changed', text, before: was, after: is })
}

/** What was put in or taken out, where that is all. */
function rewording(what: string, was: string, is: string): string {
  const parts = diffWordsWithSpace(was, is)
  const [added, removed] = [parts.filter(it => it.added), parts.filter(it => it.removed)]
  const [only] = [...added, ...removed]
  if (added.length + removed.length !== 1 || only === undefined) return became(what, was, is)
  const part = `\`${brief(only.value, 100)}\``
  return only.added
    ? `${what}: ${part} is new in ${brief(is, 120)}`
    : `${what}: ${part} is gone from ${brief(was, 120)}`
}

const NUMBER = /(?<![\p{L}_\d])\d+(?:\.\d+)?%?(?![\p{L}_\d])/gu

/** The numbers that differ where nothing else does. */
export function onlyNumbers(
  before: string,
  after: string,
): readonly (readonly [string, string])[] | undefined {
  if (before.replaceAll(NUMBER, '#') !== after.replaceAll(NUMBER, '#')) return undefined
  const [was, is] = [before.match(NUMBER) ?? [], after.match(NUMBER) ?? []]
  const steps = was.flatMap((from, index) => {
    const to = is[index] ?? ''
    return from === to ? [] : [[from, to] as const]
  })
  return steps.length === 0 ? undefined : steps
}

export function compareEach(pair: Pair, before: Fields, after: Fields): readonly Change[] {
  const [old, now] = [fieldsOf(before.each), fieldsOf(after.each)]
  return [...new Set([...Object.keys(now), ...Object.keys(old)])].flatMap(member => {
    const [was, is] = [fieldsOf(old[member]).is, fieldsOf(now[member]).is]
    const what = `${nameOf(pair.after)}, ${member}`
    if (isSame(was, is)) return []
    if (was === undefined)
      return [
        changeOf(pair, {
          kind: 'rules',
          form: 'added',
          text: `${what}: new, ${brief(is)}`,
          after: textOf(is),
        }),
      ]
    if (is === undefined)
      return [
        changeOf(pair, {
          kind: 'rules',
          form: 'removed',
          text: `${what}: gone, was ${brief(was)}`,
          before: textOf(was),
        }),
      ]
    return [formulaChange(pair, what, was, is)]
  })
}
