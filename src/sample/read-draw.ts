/** Reads how a value is drawn: an expression, one of the forms of drawing, or a list of cases. */
import { exactlyOne } from '../model/read-choice.ts'
import { entriesOf, listOf, readEntries, readFields } from '../model/read-map.ts'
import { expression, scalarText } from '../model/read-scalar.ts'
import { complain, type Reader, type Reading } from '../model/reading.ts'
import type { ScalarText } from '../model/ruleset.ts'
import type { DocumentNode, MapEntry } from '../syntax/document/node.ts'
import type { Expression } from '../syntax/expression/ast.ts'
import type { ChooseForm, CutForm, DrawForm, EachForm, FirstForm } from './description.ts'

/** Stands for an empty cell wherever a value is given. */
export const MISSING = 'missing'

/** A draw as it stands under its name. */
export const draw: Reader<DrawForm> = (node, reading) => READ[node.kind](node as never, reading)

const READ: {
  readonly [K in DocumentNode['kind']]: (
    node: Extract<DocumentNode, { kind: K }>,
    reading: Reading,
  ) => DrawForm | undefined
} = {
  scalar: (node, reading) => {
    if (node.text === MISSING) return { kind: 'missing', at: node.at }
    const is = expression(node, reading)
    return is && { kind: 'is', is }
  },
  list: (node, reading) => {
    const cases = node.items.map(it => drawCase(it, reading)).filter(it => it !== undefined)
    return { kind: 'first', cases }
  },
  map: (node, reading) => formIn(node, readFields(node, DRAW, reading), reading),
}

type Case = FirstForm['cases'][number]

/** Without a condition, any draw is a case. */
function drawCase(node: DocumentNode, reading: Reading): Case | undefined {
  if (node.kind !== 'map') {
    const always = draw(node, reading)
    return always && { draw: always }
  }
  const fields = readFields(node, CASE, reading)
  const form = formIn(node, fields, reading)
  return form && { draw: form, ...(fields?.when === undefined ? {} : { when: fields.when }) }
}

const choice = ({ key, value }: MapEntry, reading: Reading): ChooseForm['choices'][number] | undefined => {
  const weight = expression(value, reading)
  return weight && { value: { text: key.text, at: key.at }, weight }
}

const member = ({ key, value }: MapEntry, reading: Reading) => {
  const form = draw(value, reading)
  return form && { at: key.at, draw: form }
}

const DRAW_READERS = {
  is: draw,
  choose: entriesOf('values and their weights', choice),
  cut: expression,
  at: listOf('values and cut points in turn', scalarText),
  each: (node: DocumentNode, reading: Reading) => readEntries(node, 'members', member, reading),
  missing: expression,
  per: () => undefined,
} as const
export const DRAW = { what: 'a draw', readers: DRAW_READERS } as const
const CASE = { what: 'a case', readers: { ...DRAW_READERS, when: expression } } as const

interface DrawFields {
  readonly is?: DrawForm
  readonly choose?: ReadonlyMap<string, ChooseForm['choices'][number]>
  readonly cut?: Expression
  readonly at?: readonly ScalarText[]
  readonly each?: EachForm['members']
  readonly missing?: Expression
}

/** The one form that a map is, behind a case of an empty cell where a share of the cells is `missing`. */
function formIn(node: DocumentNode, fields: DrawFields | undefined, reading: Reading): DrawForm | undefined {
  const kind = exactlyOne(node, ['is', 'choose', 'cut', 'each'], 'a draw', reading)
  if (kind === undefined || fields === undefined) return undefined
  const form = FORMS[kind](fields, node, reading)
  const { missing: share } = fields
  if (share === undefined || form === undefined) return form
  const callee = { kind: 'Name', name: 'chance', at: share.at } as const
  const when: Expression = { kind: 'Call', callee, args: [share], at: share.at }
  return { kind: 'first', cases: [{ when, draw: { kind: 'missing', at: share.at } }, { draw: form }] }
}

const FORMS: Readonly<
  Record<
    'is' | 'choose' | 'cut' | 'each',
    (fields: DrawFields, node: DocumentNode, reading: Reading) => DrawForm | undefined
  >
> = {
  is: ({ is }) => is,
  choose: ({ choose }, { at }) => choose && { kind: 'choose', choices: [...choose.values()], at },
  cut: ({ cut, at: list }, node, reading) => {
    if (list === undefined) {
      return complain(reading, 'model/missing-key', node.at, { key: 'at', what: 'a draw with `cut`' })
    }
    return cut && cutForm(cut, list, node, reading)
  },
  each: ({ each }, { at }) => each && { kind: 'each', members: each, at },
}

/** Values at even places, cut points between them. */
function cutForm(
  cut: Expression,
  list: readonly ScalarText[],
  { at }: DocumentNode,
  reading: Reading,
): CutForm | undefined {
  const values = list.filter((_, index) => index % 2 === 0)
  const points = list.filter((_, index) => index % 2 === 1).map(it => ({ ...it, number: numberIn(it.text) }))
  if (list.length % 2 === 0) return complain(reading, 'sample/uneven-cut', at)
  for (const [index, { text, number, at: point }] of points.entries()) {
    const before = points[index - 1]
    if (Number.isNaN(number)) return complain(reading, 'sample/not-a-cut-point', point, { found: text })
    if (before !== undefined && before.number >= number) {
      const related = [{ at: before.at, label: 'the one before' }]
      const args = { before: before.text, found: text }
      return complain(reading, 'sample/falling-cut-point', point, args, { related })
    }
  }
  return { kind: 'cut', cut, values, points, at }
}

const numberIn = (text: string): number => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN)
