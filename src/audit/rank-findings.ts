/** Findings in the order in which they are told. */
import type { Program } from '../model/program.ts'
import { FINDING_KINDS } from '../model/ruleset.ts'
import type { Finding } from './finding.ts'
import { familyOf, inShort } from './words.ts'

/** Findings that differ in members only are one; kinds in their order, the largest first. */
export function ranked(program: Program, findings: readonly Finding[]): readonly Finding[] {
  const alike = Map.groupBy(findings, it => likenessOf(program, it))
  const merged = [...alike.values()].flatMap(those => {
    const [largest, ...others] = those.toSorted((a, b) => b.size - a.size)
    return largest === undefined ? [] : [{ ...largest, also: others.map(it => it.measure) }]
  })
  const group = ({ kind }: Finding) => Math.max(3, FINDING_KINDS.indexOf(kind))
  const isLacking = (it: Finding) => Number(it.isLacking === true)
  return merged.toSorted(
    (a, b) =>
      group(a) - group(b) ||
      isLacking(a) - isLacking(b) ||
      b.size - a.size ||
      (b.times ?? 0) - (a.times ?? 0),
  )
}

function likenessOf(program: Program, { kind, measure, change, like }: Finding): string {
  const column = program.columns.get(measure)
  const values = change === undefined ? [] : [change.from, change.to].map(inShort)
  const input = change === undefined ? '' : familyOf(program.columns.get(change.input))
  return [kind, familyOf(column), input, ...values, like].join('|')
}
