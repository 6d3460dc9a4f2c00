/** Which measures an audit looks at where none are named, and which inputs it makes worse. */
import { walkCore } from '../model/core-parts.ts'
import type { Column, ColumnId, Program, ProgramBetter, TypeAlternative } from '../model/program.ts'
import { familyOf } from './words.ts'

export const betterLaws = (program: Program): readonly ProgramBetter[] =>
  [...program.laws.values()].flatMap(({ claim }) => (claim.kind === 'better' ? [claim] : []))

/**
 * The inputs that the laws of the ruleset call better or worse; where no law does, those with numbers
 * or ranked codes.
 */
export function changedInputs(program: Program, asked: readonly ColumnId[] = []): ReadonlySet<ColumnId> {
  const named = asked.length > 0 ? asked : betterLaws(program).flatMap(it => it.inputs)
  if (named.length > 0) {
    const families = new Set(named.map(it => familyOf(program.columns.get(it))))
    return new Set([...program.columns.values()].filter(it => families.has(familyOf(it))).map(it => it.id))
  }
  return new Set([...program.columns.values()].filter(it => isRanked(program, it)).map(it => it.id))
}

function isRanked(program: Program, { id, type, content }: Column): boolean {
  if (content.kind !== 'input' || content.key !== undefined) return false
  if ([...program.levels.values()].some(it => it.key.includes(id))) return false
  return type.alternatives.some(it => it.kind === 'number' || hasRankedCodes(program, it))
}

function hasRankedCodes(program: Program, it: TypeAlternative): boolean {
  if (it.kind === 'code') return program.ruleset.codes.get(it.list)?.order !== undefined
  if (it.kind !== 'key') return false
  const key = program.tables.get(it.table)?.keys.find(({ name }) => name === it.key)
  return key?.type.alternatives.some(code => code.kind === 'code' && hasRankedCodes(program, code)) === true
}

/**
 * What laws say never falls, the published means on the levels of those, and the statuses there. Where
 * no published number is a mean itself, those that are made of one. Of overlapping groups of rows only
 * the first is looked at.
 */
export function defaultMeasures(program: Program): readonly Column[] {
  const claimed = betterLaws(program).flatMap(it => it.neverLowers)
  const levels = new Set(claimed.map(it => program.columns.get(it)?.level))
  const isGroup = (it: Column) => program.levels.get(it.level)?.groups !== undefined
  const here = [...program.columns.values()].filter(
    it => (levels.size > 0 ? levels.has(it.level) : isGroup(it)) && isOfFirstGroup(program, it),
  )
  const statuses = here.filter(it => isStatus(it) && isGroup(it))
  const means = here.filter(it => isPublished(it) && isMean(it))
  const named = claimed.flatMap(it => program.columns.get(it) ?? [])
  const made =
    named.length + means.length > 0
      ? []
      : here.filter(it => isPublished(it) && isMadeOfMean(program, it, new Set()))
  return [...new Map([...named, ...statuses, ...means, ...made].map(it => [it.id, it])).values()]
}

const isOfFirstGroup = ({ ruleset }: Program, { members }: Column): boolean =>
  members.every(({ dimension, member }) => {
    const declared = ruleset.dimensions.get(dimension)
    return declared?.of === undefined || declared.members[0]?.name === member
  })

const isPublished = ({ content, type }: Column): boolean =>
  content.kind === 'rule' && content.show !== undefined && type.alternatives.every(it => it.kind === 'number')

function isMean({ content }: Column): boolean {
  let is = false
  if (content.kind === 'rule')
    walkCore(content.is, it => {
      if (it.kind === 'AggregateRows' && (it.operator === 'mean' || it.operator === 'median')) is = true
    })
  return is
}

function isMadeOfMean(program: Program, column: Column, seen: Set<ColumnId>): boolean {
  if (isMean(column)) return true
  if (column.content.kind !== 'rule' || seen.has(column.id)) return false
  seen.add(column.id)
  let is = false
  walkCore(column.content.is, it => {
    const below = it.kind === 'Column' ? program.columns.get(it.column) : undefined
    if (below !== undefined && !is) is = isMadeOfMean(program, below, seen)
  })
  return is
}

/** A rule whose values are codes, such as a band. */
export const isStatus = ({ content, type }: Column): boolean =>
  content.kind === 'rule' && type.alternatives.length > 0 && type.alternatives.every(it => it.kind === 'code')
