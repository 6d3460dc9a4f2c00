/**
 * Says whether a sequence of tokens is a sentence of an EBNF grammar, by Earley's method: any grammar
 * will do, ambiguous or not, so nothing about the parser under test can leak into the answer.
 */
import { type Ebnf, isLexical, literalsOf, type Part, regExpOf } from '../../../../scripts/grammar/ebnf.ts'

/** Whether the tokens can be read as the rule. */
export type Recogniser = (rule: string, tokens: readonly string[]) => boolean

/** A terminal is a predicate on a token, a nonterminal a name. */
type GrammarSymbol = string | ((token: string) => boolean)
type Productions = Map<string, (readonly GrammarSymbol[])[]>

interface Item {
  readonly name: string
  readonly symbols: readonly GrammarSymbol[]
  readonly dot: number
  readonly origin: number
}

export function recogniserOf(ebnf: Ebnf): Recogniser {
  const productions = productionsOf(ebnf)
  const nullable = nullableOf(productions)
  return (rule, tokens) => recognise(productions, nullable, rule, tokens)
}

function recognise(
  productions: Productions,
  nullable: ReadonlySet<string>,
  rule: string,
  tokens: readonly string[],
): boolean {
  const sets: Item[][] = []
  let current = startItems(productions, rule, 0)
  for (let at = 0; ; at += 1) {
    sets.push(current)
    const next = complete(productions, nullable, sets, at, tokens[at])
    if (at === tokens.length) break
    current = next
  }
  return current.some(it => it.name === rule && it.origin === 0 && it.dot === it.symbols.length)
}

const startItems = (productions: Productions, name: string, origin: number): Item[] =>
  (productions.get(name) ?? []).map(symbols => ({ name, symbols, dot: 0, origin }))

/** Fills a set with all that follows from it, and returns the start of the next. */
function complete(
  productions: Productions,
  nullable: ReadonlySet<string>,
  sets: Item[][],
  at: number,
  token: string | undefined,
): Item[] {
  const set = sets[at] ?? []
  const known = new Map<readonly GrammarSymbol[], Set<number>>()
  const next: Item[] = []
  const queue = set.splice(0)
  const add = (item: Item) => {
    const key = item.dot * 1000 + item.origin
    const seen = known.get(item.symbols) ?? new Set()
    if (seen.has(key)) return
    known.set(item.symbols, seen.add(key))
    set.push(item)
  }
  for (const item of queue) add(item)
  for (let index = 0; index < set.length; index += 1) {
    const item = set[index]
    if (item === undefined) break
    const symbol = item.symbols[item.dot]
    if (symbol === undefined) advanceOver(sets[item.origin] ?? [], item.name).forEach(add)
    else if (typeof symbol === 'string') {
      startItems(productions, symbol, at).forEach(add)
      if (nullable.has(symbol)) add(advanced(item))
    } else if (token !== undefined && symbol(token)) next.push(advanced(item))
  }
  return next
}

const advanced = (item: Item): Item => ({ ...item, dot: item.dot + 1 })

const advanceOver = (set: readonly Item[], name: string): Item[] =>
  set.filter(it => it.symbols[it.dot] === name).map(advanced)

/** Repetitions and groups become rules of their own. */
function productionsOf(ebnf: Ebnf): Productions {
  const productions: Productions = new Map()
  const literals = literalsOf(ebnf)
  let made = 0
  const symbolOf = (part: Part): GrammarSymbol => {
    if (part.kind === 'Literal') return token => token === part.text
    if (part.kind === 'Reference' && !isLexical(part.name)) return part.name
    if (part.kind === 'Reference') return lexical(ebnf, literals, part.name)
    made += 1
    const name = `#${made}`
    define(name, part)
    return name
  }
  const define = (name: string, part: Part): void => {
    if (part.kind === 'Repeat') {
      const once = [symbolOf(part.part)]
      productions.set(name, [part.least === 0 ? [] : once, part.isMany ? [name, ...once] : once])
    } else {
      const alternatives = part.kind === 'Choice' ? part.parts : [part]
      productions.set(
        name,
        alternatives.map(it => (it.kind === 'Sequence' ? it.parts.map(symbolOf) : [symbolOf(it)])),
      )
    }
  }
  for (const [name, part] of ebnf.rules) if (!isLexical(name)) define(name, part)
  return productions
}

/** A token of a rule about characters is none of the grammar's own words. */
function lexical(ebnf: Ebnf, literals: ReadonlySet<string>, name: string): (token: string) => boolean {
  const part = ebnf.rules.get(name)
  if (part === undefined) throw new Error(`no rule ${name}`)
  const pattern = regExpOf(part)
  return token => !literals.has(token) && pattern.test(token)
}

function nullableOf(productions: Productions): ReadonlySet<string> {
  const nullable = new Set<string>()
  for (let size = -1; size !== nullable.size; ) {
    size = nullable.size
    for (const [name, alternatives] of productions) {
      const canBeEmpty = alternatives.some(it =>
        it.every(one => typeof one === 'string' && nullable.has(one)),
      )
      if (canBeEmpty) nullable.add(name)
    }
  }
  return nullable
}
