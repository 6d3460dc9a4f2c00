/**
 * How values of a ruleset compare: which are the same, which is less, and in which order rows are
 * listed by their keys. Codes compare by the list they were declared in; nothing else is needed of it.
 */
import type { Ruleset } from '../model/ruleset.ts'
import { compare, equal, identityOf } from '../value/exact.ts'
import type { CodeValue, Present, Value } from '../value/value.ts'

export interface ValueOrder {
  /** Like-named members of dimensions that meet are the same thing; values of different kinds never are. */
  same(left: Present, right: Present): boolean
  /** Whether a value is one of some codes of a list. */
  isOneOf(value: Value, list: string, codes: readonly string[]): boolean
  /**
   * Negative where the left is less. Less is: smaller, earlier, worse, no. Values of different kinds
   * have an order too, so that sorting never depends on where it began.
   */
  compare(left: Present, right: Present): number
  /** The order of rows by their keys: as `compare`, but codes as their list is written, and absences last. */
  compareKeys(left: readonly Value[], right: readonly Value[]): number
  /** A text that two values share exactly when they are the same. */
  identity(value: Value): string
}

/** The same object for one ruleset, so that what is found by it can be remembered. */
export function orderOf(ruleset: Ruleset): ValueOrder {
  const known = orders.get(ruleset)
  if (known !== undefined) return known
  const order = makeOrder(codesOf(ruleset))
  orders.set(ruleset, order)
  return order
}
const orders = new WeakMap<Ruleset, ValueOrder>()

function makeOrder(codes: Codes): ValueOrder {
  const same: ValueOrder['same'] = (left, right) => SAME[left.kind](left as never, right as never, codes)
  const listed = (left: Value, right: Value) => compareBy(left, right, it => codes.position(it))
  return {
    same: (left, right) => left.kind === right.kind && same(left, right),
    isOneOf: (value, list, among) =>
      value.kind === 'code' && among.includes(value.code) && codes.list(value.list) === codes.list(list),
    compare: (left, right) => compareBy(left, right, it => codes.rank(it)),
    compareKeys(left, right) {
      for (const [index, value] of left.entries()) {
        const other = right[index]
        const order = other === undefined ? 1 : listed(value, other)
        if (order !== 0) return order
      }
      return left.length - right.length
    },
    identity: value => IDENTITY[value.kind](value as never, codes),
  }
}

// --- codes -----------------------------------------------------------------------------------------

interface Codes {
  /** Place in the list as written, from 0. */
  position(code: CodeValue): number
  /** Greater is better; the place where the list ranks nothing. */
  rank(code: CodeValue): number
  /** One name for a list and for the dimensions it meets. */
  list(name: string): string
}

function codesOf({ codes, dimensions, parameters }: Ruleset): Codes {
  const positions = new Map<string, ReadonlyMap<string, number>>()
  const keep = (list: string, names: readonly string[]) =>
    positions.set(list, new Map(names.map((name, index) => [name, index])))
  for (const { name, choices } of parameters.values()) keep(name, choices?.map(it => it.name) ?? [])
  for (const { name, members } of dimensions.values())
    keep(
      name,
      members.map(it => it.name),
    )
  for (const list of codes.values())
    keep(
      list.name,
      list.codes.map(it => it.code),
    )
  const position = ({ list, code }: CodeValue) => positions.get(list)?.get(code) ?? -1
  const meeting = meetingLists(dimensions.values())
  return {
    position,
    rank: it => (codes.get(it.list)?.order === 'best first' ? -position(it) : position(it)),
    list: name => meeting.get(name) ?? name,
  }
}

/** For each dimension that meets others, the first of them all. */
function meetingLists(
  dimensions: Iterable<{ readonly name: string; readonly meets: readonly string[] }>,
): ReadonlyMap<string, string> {
  const first = new Map<string, string>()
  for (const { name, meets } of dimensions) {
    const group = [name, ...meets].map(it => first.get(it) ?? it)
    const [to = name] = group
    for (const it of [name, ...meets]) first.set(it, to)
    for (const [other, target] of first) if (group.includes(target)) first.set(other, to)
  }
  return first
}

// --- values ----------------------------------------------------------------------------------------

type OfKind<K extends Value['kind']> = Extract<Value, { kind: K }>

const SAME: {
  readonly [K in Present['kind']]: (left: OfKind<K>, right: OfKind<K>, codes: Codes) => boolean
} = {
  number: (left, right) => equal(left.number, right.number),
  text: (left, right) => left.text === right.text,
  'yes/no': (left, right) => left.yes === right.yes,
  date: (left, right) => left.date === right.date,
  code: (left, right, codes) => left.code === right.code && codes.list(left.list) === codes.list(right.list),
}

/** Texts compare by code unit, whatever the language of the machine. */
const compareTexts = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

type Place = (code: CodeValue) => number

const COMPARE: {
  readonly [K in Value['kind']]: (left: OfKind<K>, right: OfKind<K>, place: Place) => number
} = {
  number: (left, right) => compare(left.number, right.number),
  text: (left, right) => compareTexts(left.text, right.text),
  'yes/no': (left, right) => Number(left.yes) - Number(right.yes),
  date: (left, right) => compareTexts(left.date, right.date),
  code: (left, right, place) => place(left) - place(right) || compareTexts(left.list, right.list),
  absent: (left, right) => compareTexts(left.reason, right.reason),
}

const KINDS: readonly Value['kind'][] = ['number', 'date', 'yes/no', 'code', 'text', 'absent']

const compareBy = (left: Value, right: Value, place: Place): number =>
  left.kind === right.kind
    ? COMPARE[left.kind](left as never, right as never, place)
    : KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind)

const IDENTITY: { readonly [K in Value['kind']]: (value: OfKind<K>, codes: Codes) => string } = {
  number: ({ number }) => identityOf(number),
  text: ({ text }) => `t${text}`,
  'yes/no': ({ yes }) => (yes ? 'yes' : 'no'),
  date: ({ date }) => `d${date}`,
  code: ({ list, code }, codes) => `c${codes.list(list)}.${code}`,
  absent: ({ absence, reason }) => `a${absence}.${reason}`,
}
