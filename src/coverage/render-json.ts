/** Coverage as data: every place with its line and how it is covered, and the numbers. */
import { positionOf } from '../source/source.ts'
import type { CoverageReport } from './coverage.ts'

export const coverageData = ({ address, total, sorts, owners, places }: CoverageReport) => ({
  ruleset: address,
  total,
  sorts: sorts.map(({ sort, tally }) => ({ sort, ...tally })),
  rules: owners.map(({ owner, tally }) => ({ in: owner, ...tally })),
  places: places.map(({ place: { sort, owner, at }, covered }) => ({
    ...{ in: owner, sort, covered, file: at.source.name },
    ...positionOf(at.source, at.start),
    end: positionOf(at.source, at.end),
  })),
})
