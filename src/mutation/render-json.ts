/** The outcome of testing mutants as data. */
import { type Counts, type MutationReport, scoreOf } from './report.ts'

export const mutationData = ({ address, total, owners, survivors, explained }: MutationReport) => ({
  ruleset: address,
  ...countsData(total),
  rules: owners.map(({ owner, counts }) => ({ in: owner, ...countsData(counts) })),
  survivors: survivors.map(({ owner, isAsserted, suggestion, ...it }) => ({
    in: owner,
    ...it,
    asserted: isAsserted,
    ...suggestion,
  })),
  explained: explained.map(({ explanation: { owner, kinds, text, becomes, reason }, mutants }) => ({
    ...{ in: owner, kind: kinds, text, becomes, reason, survivors: mutants.length },
  })),
})

const countsData = (counts: Counts) => ({ ...counts, score: scoreOf(counts) ?? null })
