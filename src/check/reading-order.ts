/**
 * Orders rules so that those a rule names come before it, as far as names tell without resolving
 * them. It decides nothing: rules elaborated in this order ask only for what is known already, so
 * that a long chain of rules is no deep recursion.
 */
import type { Rule, Ruleset } from '../model/ruleset.ts'

export function rulesInReadingOrder(ruleset: Ruleset): readonly Rule[] {
  const byName = Map.groupBy(allRules(ruleset), it => it.name)
  const order: Rule[] = []
  const seen = new Set<Rule>()
  const done = new Set<Rule>()
  for (const start of allRules(ruleset)) {
    const stack = [start]
    for (let rule = stack.at(-1); rule !== undefined; rule = stack.at(-1)) {
      const next = seen.has(rule) ? [] : namedIn(rule, ruleset, byName).filter(it => !seen.has(it))
      seen.add(rule)
      if (next.length > 0) {
        stack.push(...next)
      } else {
        stack.pop()
        if (!done.has(rule)) order.push(rule)
        done.add(rule)
      }
    }
  }
  return order
}

const allRules = (ruleset: Ruleset): readonly Rule[] =>
  [...ruleset.rules.values()].flatMap(it => [...it.values()])

/** Rules of any level that bear a name in the formula, or make the key of a level named there. */
function namedIn(
  rule: Rule,
  { levels }: Ruleset,
  byName: ReadonlyMap<string, readonly Rule[]>,
): readonly Rule[] {
  const names = wordsIn(rule.body)
  const keys = [...names].flatMap(it => levels.get(it)?.key ?? [])
  return [...new Set([...names, ...keys])].flatMap(it => byName.get(it) ?? [])
}

/** Every name in a tree of syntax nodes. */
function wordsIn(tree: object): ReadonlySet<string> {
  const names = new Set<string>()
  const left: object[] = [tree]
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if ('kind' in node && node.kind === 'Name' && 'name' in node) names.add(String(node.name))
    const parts = node instanceof Map ? [...node.values()] : Object.entries(node).flatMap(part)
    for (const it of parts) if (typeof it === 'object' && it !== null) left.push(it)
  }
  return names
}

/** Places are no part of the tree. */
const part = ([key, value]: [string, unknown]): readonly unknown[] => (key === 'at' ? [] : [value])
