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
 * What laws say never falls, the published means on the levels of those, and the statuses there. Of
 * overlapping groups of rows only the first is looked at.
 */
export function defaultMeasures(program: Program): readonly Column[] {
  const claimed = betterLaws(program).flatMap(it => it.neverLowers)
  const levels = new Set(claimed.map(it => program.columns.get(it)?.level))
  const isHere = (it: Column) =>
    levels.size > 0 ? levels.has(it.level) : program.levels.get(it.level)?.groups !== undefined
  const others = [...program.columns.values()].filter(
    it =>
      isHere(it) &&
      isOfFirstGroup(program, it) &&
      ((isStatus(it) && program.levels.get(it.level)?.groups !== undefined) || isPublishedMean(it)),
  )
  const named = claimed.flatMap(it => program.columns.get(it) ?? [])
  return [...new Map([...named, ...others].map(it => [it.id, it])).values()]
}

const isOfFirstGroup = ({ ruleset }: Program, { members }: Column): boolean =>
  members.every(({ dimension, member }) => {
    const declared = ruleset.dimensions.get(dimension)
    return declared?.of === undefined || declared.members[0]?.name === member
  })

function isPublishedMean({ content, type }: Column): boolean {
  if (content.kind !== 'rule' || content.show === undefined) return false
  if (!type.alternatives.every(it => it.kind === 'number')) return false
  let isMean = false
  walkCore(content.is, it => {
    if (it.kind === 'AggregateRows' && it.operator === 'mean') isMean = true
  })
  return isMean
}

/** A rule whose values are codes, such as a band. */
export const isStatus = ({ content, type }: Column): boolean =>
  content.kind === 'rule' && type.alternatives.length > 0 && type.alternatives.every(it => it.kind === 'code')
