/** Enters a ruleset in the text of a registry. */

import { printAddress } from '../model/address.ts'
import type { Address } from '../model/ruleset.ts'
import { entryOf, type MapNode } from '../syntax/document/node.ts'
import { edited, isFlow, scalar } from './edit-text.ts'

/** The registry with one more entry, not pinned; undefined where its list is not one of lines. */
export function registered(registry: MapNode, address: Address, folder: string): string | undefined {
  const list = entryOf(registry, 'rulesets')?.value
  const last = list?.kind === 'list' ? list.items.at(-1) : undefined
  if (list?.kind !== 'list' || last === undefined || isFlow(list)) return undefined
  const { text } = registry.at.source
  const dash = /[^\n]*$/.exec(text.slice(0, list.at.start))?.[0] ?? ''
  const end = text.indexOf('\n', last.at.end)
  const start = end < 0 ? text.length : end
  const entry = `\n${' '.repeat(dash.length)}- {address: ${printAddress(address)}, folder: ${scalar(folder)}}`
  return edited(text, [{ start, end: start, text: entry }])
}
