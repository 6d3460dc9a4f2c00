/** Rules: each kind of body by its own, and everything else that is said of them. */
import type { Change } from '../change.ts'
import { compareDecisions } from './compare-decisions.ts'
import { compareFields, shownSetting } from './compare-fields.ts'
import { compareEach, formulaChange } from './compare-formulas.ts'
import { compareSlots } from './compare-slots.ts'
import { type Fields, fieldsOf, isSame, listOf, textOf } from './entries.ts'
import { became, changeOf, nameOf, type Pair } from './pair.ts'

export function compareRules(pair: Pair): readonly Change[] {
  const [before, after] = [fieldsOf(pair.before.content.body), fieldsOf(pair.after.content.body)]
  const fields = compareFields(pair, 'rules', ['body'])
  if (isSame(before, after)) return fields
  if (before.kind !== after.kind) {
    const text = became(nameOf(pair.after), bodyText(before), bodyText(after))
    return [
      ...fields,
      changeOf(pair, {
        kind: 'rules',
        form: 'changed',
        text,
        before: bodyText(before),
        after: bodyText(after),
      }),
    ]
  }
  const compare = BODIES[textOf(after.kind)] ?? otherBody
  return [...fields, ...compare(pair, before, after)]
}

type CompareBody = (pair: Pair, before: Fields, after: Fields) => readonly Change[]

const BODIES: Readonly<Record<string, CompareBody>> = {
  is: (pair, before, after) => [formulaChange(pair, nameOf(pair.after), before.is, after.is)],
  each: compareEach,
  decide: compareDecisions,
  slots: compareSlots,
}

const otherBody: CompareBody = (pair, before, after) => [
  formulaChange(pair, nameOf(pair.after), bodyText(before), bodyText(after)),
]

const FORMS: Readonly<Record<string, (body: Fields) => string>> = {
  is: body => textOf(body.is),
  each: body =>
    Object.entries(fieldsOf(body.each))
      .map(([member, it]) => `${member}: ${textOf(fieldsOf(it).is)}`)
      .join('; '),
  decide: body => `a decision table of ${listOf(body.rows).length} rows`,
  slots: body =>
    `slots ${listOf(body.fills)
      .map(it => textOf(fieldsOf(it).name))
      .join(', ')}`,
}

/** A rule's formula in one line. */
export const bodyText = (body: Fields): string => FORMS[textOf(body.kind)]?.(body) ?? shownSetting(body)
