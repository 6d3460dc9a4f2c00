/**
 * Reads `dimensions`: members written as a list, as a map of titles, or under `members` with the
 * dimensions they meet or the level whose rows they select.
 */
import { type DocumentNode, entryOf, type MapEntry, type ScalarNode } from '../syntax/document/node.ts'
import { declaredBy, duplicateName, given, readEntries, readFields, unexpected } from './read-map.ts'
import { citations, dimensionNames, levelOrNation } from './read-name.ts'
import { asScalar, checkName, expression, text, titleFrom } from './read-scalar.ts'
import { complain, type Reader, type Reading } from './reading.ts'
import type { Citation, Dimension, Member } from './ruleset.ts'

type Members = ReadonlyMap<string, Member>

export function buildDimension(entry: MapEntry, reading: Reading): Dimension | undefined {
  checkName(entry.key, reading)
  const parts = isFullForm(entry.value) ? readFull(entry.value, reading) : readShort(entry.value, reading)
  if (parts === undefined) return undefined
  const { members, meets, of, cites } = parts
  return { ...declaredBy(entry), members: [...members.values()], meets, ...given({ of, cites }) }
}

const isFullForm = (node: DocumentNode): boolean =>
  node.kind === 'map' && entryOf(node, 'members') !== undefined

interface Parts {
  readonly members: Members
  readonly meets: readonly string[]
  readonly of: string | undefined
  readonly cites: readonly Citation[] | undefined
}

function readShort(node: DocumentNode, reading: Reading): Parts | undefined {
  const members = titledMembers(node, reading)
  return members && { members, meets: [], of: undefined, cites: undefined }
}

function readFull(node: DocumentNode, reading: Reading): Parts | undefined {
  const selects = node.kind === 'map' && entryOf(node, 'of') !== undefined
  const form = {
    what: 'a dimension',
    readers: {
      members: selects ? selectingMembers : titledMembers,
      meets: dimensionNames,
      of: levelOrNation,
      cite: citations,
    },
  }
  const fields = readFields(node, form, reading)
  if (fields?.members === undefined) return undefined
  const { members, meets = [], of, cite: cites } = fields
  return { members, meets, of, cites }
}

/** `[first, second]` or `{first: First part, second: Second part}`. */
const titledMembers: Reader<Members> = (node, reading) => {
  if (node.kind === 'list') return listedMembers(node.items, reading)
  if (node.kind !== 'map')
    return unexpected(node, 'a list of members, or a map of members to titles', reading)
  return readEntries(
    node,
    'members and titles',
    ({ key, value }) => {
      checkName(key, reading)
      return { name: key.text, title: text(value, reading) ?? key.text, at: key.at }
    },
    reading,
  )
}

function listedMembers(items: readonly DocumentNode[], reading: Reading): Members {
  const members = new Map<string, Member>()
  for (const scalar of items.map(it => memberWord(it, reading)).filter(it => it !== undefined)) {
    const earlier = members.get(scalar.text)
    if (earlier !== undefined) duplicateName(reading, scalar.text, scalar.at, earlier.at)
    else members.set(scalar.text, { name: scalar.text, title: titleFrom(scalar.text), at: scalar.at })
  }
  return members
}

function memberWord(node: DocumentNode, reading: Reading): ScalarNode | undefined {
  const scalar = asScalar(node, 'the name of a member', reading)
  if (scalar !== undefined) checkName(scalar, reading)
  return scalar
}

/** `{all: yes, other: {title: Other entries, is: not late}}` */
const selectingMembers: Reader<Members> = (node, reading) =>
  readEntries(node, 'members and which rows they select', selectingMember, reading)

const SELECTING = {
  what: 'a member of a dimension `of` a level',
  readers: { title: text, is: expression },
  required: ['is'],
} as const

function selectingMember({ key, value }: MapEntry, reading: Reading): Member | undefined {
  checkName(key, reading)
  const written =
    value.kind === 'map' ? readFields(value, SELECTING, reading) : { is: expression(value, reading) }
  if (written?.is === undefined) return undefined
  const title = ('title' in written ? written.title : undefined) ?? titleFrom(key.text)
  return { name: key.text, title, condition: written.is, at: key.at }
}

/** Makes `meets` hold on both sides, whichever of them says so. */
export function withMeetings(
  dimensions: ReadonlyMap<string, Dimension>,
  reading: Reading,
): ReadonlyMap<string, Dimension> {
  const meets = new Map([...dimensions.keys()].map(it => [it, new Set<string>()]))
  for (const { name, meets: others, at } of dimensions.values()) {
    for (const other of others) {
      if (other === name) complain(reading, 'model/meets-itself', at, { name })
      else {
        meets.get(name)?.add(other)
        meets.get(other)?.add(name)
      }
    }
  }
  return new Map([...dimensions].map(([name, it]) => [name, { ...it, meets: [...(meets.get(name) ?? [])] }]))
}
