/** The lists a code can belong to: declared code lists, dimensions, and the choices of parameters. */
import type { Ruleset } from '../model/ruleset.ts'

export interface List {
  readonly name: string
  readonly what: 'codes' | 'dimension' | 'choices'
  /** In the order written. */
  readonly codes: readonly string[]
  readonly order?: 'worst first' | 'best first'
  /** Each code and each other spelling, and the code it stands for. */
  readonly spellings: ReadonlyMap<string, string>
}

export type Lists = ReadonlyMap<string, List>

/** Found once for a ruleset: readers of cells ask again and again. */
export function listsIn(ruleset: Ruleset): Lists {
  const lists = KNOWN.get(ruleset) ?? findLists(ruleset)
  KNOWN.set(ruleset, lists)
  return lists
}
const KNOWN = new WeakMap<Ruleset, Lists>()

function findLists(ruleset: Ruleset): Lists {
  const codes = [...ruleset.codes.values()].map(
    ({ name, codes, order }): List => ({
      name,
      what: 'codes',
      codes: codes.map(it => it.code),
      spellings: new Map([
        ...codes.flatMap(it => it.aliases.map(alias => [alias, it.code] as const)),
        ...codes.map(it => [it.code, it.code] as const),
      ]),
      ...(order === undefined ? {} : { order }),
    }),
  )
  const dimensions = [...ruleset.dimensions.values()].map(({ name, members }) =>
    plainList(name, 'dimension', members),
  )
  const choices = [...ruleset.parameters.values()].flatMap(({ name, choices }) =>
    choices === undefined ? [] : [plainList(name, 'choices', choices)],
  )
  return new Map([...choices, ...dimensions, ...codes].map(it => [it.name, it]))
}

const plainList = (
  name: string,
  what: List['what'],
  members: readonly { readonly name: string }[],
): List => ({
  name,
  what,
  codes: members.map(it => it.name),
  spellings: new Map(members.map(it => [it.name, it.name])),
})

/** The code a text stands for in a list: the code itself, or the one it is an alias of. */
export const findCode = (list: List, text: string): string | undefined => list.spellings.get(text)

/** The codes of a list from the worst to the best; the order written where it ranks nothing. */
export const fromWorst = (list: List): readonly string[] =>
  list.order === 'best first' ? list.codes.toReversed() : list.codes
