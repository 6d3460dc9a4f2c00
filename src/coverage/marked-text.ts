/** The text of a ruleset line by line, each with the places that begin on it and how they are covered. */
import { lineOf, lineStartsOf, positionOf } from '../source/source.ts'
import { COVERED, type CoverageReport, type Covered, type CoveredPlace } from './coverage.ts'

export interface MarkedLine {
  readonly number: number
  readonly text: string
  /** In the order in which they begin. */
  readonly places: readonly CoveredPlace[]
  /** How the least covered of them is; undefined where there is none. */
  readonly worst: Covered | undefined
}

/** Tables in files are told of by numbers. */
export function markedLines({ places, text }: CoverageReport): readonly MarkedLine[] {
  const own = places.filter(it => it.place.at.source.name === text.name)
  const byLine = Map.groupBy(own, it => positionOf(text, it.place.at.start).line)
  const first = text.firstLine ?? 1
  return lineStartsOf(text).map((_, index) => {
    const number = first + index
    const here = (byLine.get(number) ?? []).toSorted((a, b) => a.place.at.start - b.place.at.start)
    const worst = COVERED.findLast(it => here.some(({ covered }) => covered === it))
    return { number, text: lineOf(text, number), places: here, worst }
  })
}

/** Tables whose rows are in files of their own, by file. */
export function tableFiles({ places, text }: CoverageReport): readonly {
  readonly owner: string
  readonly file: string
  readonly places: readonly CoveredPlace[]
}[] {
  const others = places.filter(it => it.place.at.source.name !== text.name)
  return [...Map.groupBy(others, it => `${it.place.owner}\n${it.place.at.source.name}`).values()].flatMap(
    its => {
      const [first] = its
      return first === undefined
        ? []
        : [{ owner: first.place.owner, file: first.place.at.source.name, places: its }]
    },
  )
}
