/** Reads `rules`: for each level its computed columns, each with exactly one body. */
import { type DocumentNode, entryOf, type MapEntry } from '../syntax/document/node.ts'
import type { Expression } from '../syntax/expression/ast.ts'
import { readDecide } from './build-decisions.ts'
import { showOrStyle } from './build-shows.ts'
import { readSlots } from './build-slots.ts'
import { keyColumnsOf, NATION } from './declarations.ts'
import { exactlyOne } from './read-choice.ts'
import { declaredBy, entriesOf, given, readEntries, readFields } from './read-map.ts'
import { dimensionNames, isKnown, isOneOf } from './read-name.ts'
import { provenance } from './read-provenance.ts'
import { checkName, expression, text, titleFrom, typeExpression } from './read-scalar.ts'
import { complain, type Reader, type Reading } from './reading.ts'
import type { EachBody, Level, Rule, RuleBody } from './ruleset.ts'

export function buildRules(
  { key: level, value }: MapEntry,
  reading: Reading,
): ReadonlyMap<string, Rule> | undefined {
  if (level.text !== NATION && !isKnown('levels', level.text, level.at, reading)) return undefined
  return readEntries(value, 'rules', entry => buildRule(level.text, entry, reading), reading)
}

const whole: Reader<DocumentNode> = node => node

const BODIES = ['is', 'each', 'decide', 'slots'] as const

const RULE = {
  what: 'a rule',
  readers: {
    title: text,
    note: text,
    unit: text,
    type: typeExpression,
    per: dimensionNames,
    show: showOrStyle,
    ...provenance.readers,
    is: expression,
    each: entriesOf('members and formulas', readFormula),
    decide: whole,
    on: whole,
    rows: whole,
    slots: whole,
  },
} as const

function readFormula({ key, value }: MapEntry, reading: Reading) {
  const is = expression(value, reading)
  return is && { at: key.at, is }
}

function buildRule(level: string, entry: MapEntry, reading: Reading): Rule | undefined {
  checkName(entry.key, reading)
  const fields = readFields(entry.value, RULE, reading)
  const kind = fields && exactlyOne(entry.value, BODIES, 'a rule', reading)
  if (fields === undefined || kind === undefined) return undefined
  refuseDecisionParts(entry.value, kind, reading)
  const { title = titleFrom(entry.key.text), per = [], note, unit, type, show } = fields
  const body = readBody[kind](entry.value, { ...fields, per }, reading)
  if (body === undefined) return undefined
  return {
    ...declaredBy(entry),
    ...provenance.of(fields),
    level,
    title,
    per,
    body,
    ...given({ note, unit, type, show }),
  }
}

interface BodyFields {
  readonly is?: Expression
  readonly each?: EachBody['each']
  readonly slots?: DocumentNode
  readonly per: readonly string[]
}

/** How each body is read; a decision stands beside the other settings of its rule. */
const readBody: {
  readonly [K in RuleBody['kind']]: (
    node: DocumentNode,
    fields: BodyFields,
    reading: Reading,
  ) => RuleBody | undefined
} = {
  is: (_, { is }) => is && { kind: 'is', is },
  each: (node, { each, per }, reading) => each && checkMembers({ kind: 'each', each }, per, node, reading),
  decide: (node, _, reading) => readDecide(node, reading),
  slots: (_, { slots }, reading) => slots && readSlots(slots, reading),
}

function refuseDecisionParts(node: DocumentNode, kind: RuleBody['kind'], reading: Reading): void {
  if (node.kind !== 'map' || kind === 'decide') return
  for (const part of ['on', 'rows']) {
    const entry = entryOf(node, part)
    if (entry === undefined) continue
    complain(reading, 'model/unknown-key', entry.key.at, { key: part, what: `a rule with \`${kind}\`` })
  }
}

/** Complains unless `each` has a formula for every member of the rule's first dimension, and no other. */
function checkMembers(
  body: EachBody,
  per: readonly string[],
  node: DocumentNode,
  reading: Reading,
): EachBody | undefined {
  const [first] = per
  if (first === undefined) {
    return complain(reading, 'model/missing-key', node.at, { key: 'per', what: 'a rule with `each`' })
  }
  const members = reading.dimensions.get(first)?.members.map(it => it.name)
  if (members === undefined) return body
  for (const [name, { at }] of body.each) isOneOf(members, `member of \`${first}\``, name, at, reading)
  const each = node.kind === 'map' ? entryOf(node, 'each') : undefined
  const missing = members.filter(it => !body.each.has(it))
  if (missing.length > 0 && each !== undefined) {
    complain(reading, 'model/missing-member', each.key.at, { members: missing.join(', '), dimension: first })
  }
  return body
}

/** Complains of rules that have the name of an input or of a key column of their level. */
export function refuseShadows(
  rules: ReadonlyMap<string, ReadonlyMap<string, Rule>>,
  levels: ReadonlyMap<string, Level>,
  reading: Reading,
): void {
  for (const [name, columns] of rules) {
    const level = levels.get(name)
    const keys = keyColumnsOf(reading.declared, name)
    for (const rule of columns.values()) {
      const input = level?.inputs.get(rule.name)
      const declared = input?.at ?? (keys.includes(rule.name) ? level?.at : undefined)
      if (declared === undefined) continue
      const what = input === undefined ? 'a key column' : 'an input'
      const related = [{ at: declared, label: `${what} of this name` }]
      complain(reading, 'model/shadowed-name', rule.at, { name: rule.name, what, level: name }, { related })
    }
  }
}
