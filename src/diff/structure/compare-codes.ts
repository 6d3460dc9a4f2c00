/** Code lists and dimensions: codes that came and went, have another name, another rank or another meaning. */
import type { Change, ChangeKind } from '../change.ts'
import { fieldsOf, isSame, listOf, textOf } from './entries.ts'
import { became, brief, changeOf, nameOf, type Pair } from './pair.ts'

interface Item {
  readonly name: string
  readonly title: string
  readonly condition: string
  readonly aliases: string
}

const itemsIn = (pair: Pair['after']): readonly Item[] =>
  listOf(pair.section === 'codes' ? pair.content.codes : pair.content.members).map(it => {
    const { code, name, title, condition, aliases } = fieldsOf(it)
    return {
      name: textOf(code ?? name),
      title: textOf(title),
      condition: textOf(condition),
      aliases: listOf(aliases).map(textOf).join(', '),
    }
  })

/** `renamed`: new names by old ones; the old form of the pair has the new names already. */
export function compareCodes(pair: Pair, renamed: ReadonlyMap<string, string>): readonly Change[] {
  const kind: ChangeKind = pair.after.section === 'codes' ? 'codes' : 'dimensions'
  const [before, after] = [itemsIn(pair.before), itemsIn(pair.after)]
  const said = (form: Change['form'], text: string, was?: string, is?: string): Change =>
    changeOf(pair, { kind, form, text: `${nameOf(pair.after)}: ${text}`, before: was, after: is })
  const titled = ({ name, title }: Item): string =>
    title === '' || title === name ? name : `${name} (${title})`
  const old = new Map(before.map(it => [it.name, it]))
  const now = new Map(after.map(it => [it.name, it]))
  const both = after.filter(it => old.has(it.name))
  return [
    ...[...renamed].map(([from, to]) => said('renamed', `${from} is now ${to}`, from, to)),
    ...after
      .filter(it => !old.has(it.name))
      .map(it => said('added', `new ${titled(it)}`, undefined, titled(it))),
    ...before.filter(it => !now.has(it.name)).map(it => said('removed', `${titled(it)} is gone`, titled(it))),
    ...moved(pair, before, after).map(it => said('moved', it)),
    ...both.flatMap(it => {
      const was = old.get(it.name) ?? it
      const isRenamed = [...renamed.values()].includes(it.name)
      return [
        ...(was.condition === it.condition
          ? []
          : [said('changed', became(it.name, was.condition, it.condition), was.condition, it.condition)]),
        ...(was.aliases === it.aliases || isRenamed
          ? []
          : [said('changed', became(`other spellings of ${it.name}`, was.aliases, it.aliases))]),
        ...(was.title === it.title ? [] : [titleChange(pair, was, it)]),
      ]
    }),
  ]
}

const titleChange = (pair: Pair, was: Item, is: Item): Change =>
  changeOf(pair, {
    kind: 'wording',
    form: 'changed',
    text: became(`${nameOf(pair.after)}, title of ${is.name}`, was.title, is.title),
    before: brief(was.title),
    after: brief(is.title),
  })

/** A list that ranks its codes: those whose place among the others is another. */
function moved(pair: Pair, before: readonly Item[], after: readonly Item[]): readonly string[] {
  const isRanked = pair.before.content.order !== undefined && pair.after.content.order !== undefined
  const isGiven = pair.after.section === 'dimensions'
  const names = (items: readonly Item[], others: readonly Item[]) =>
    items.map(it => it.name).filter(name => others.some(it => it.name === name))
  const [old, now] = [names(before, after), names(after, before)]
  if ((!isRanked && !isGiven) || isSame(old, now)) return []
  return movedAmong(old, now).map(name => {
    const [was, is] = [old.indexOf(name) + 1, now.indexOf(name) + 1]
    return `${name} moved from place ${was} to ${is}`
  })
}

/** The fewest names to take out of both lists for the rest to be in one order. */
export function movedAmong(old: readonly string[], now: readonly string[]): readonly string[] {
  const longest = old
    .map(() => new Array<number>(now.length + 1).fill(0))
    .concat([new Array<number>(now.length + 1).fill(0)])
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--) {
      const row = longest[i]
      if (row !== undefined)
        row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  const kept = new Set<string>()
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    const name = old[i] ?? ''
    if (name === now[j]) {
      kept.add(name)
      i++
      j++
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return now.filter(it => !kept.has(it) && old.includes(it))
}
