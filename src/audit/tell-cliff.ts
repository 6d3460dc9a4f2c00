import { becauseOf } from './because.ts'
import type { Cliff } from './cliffs.ts'
import type { Finding } from './finding.ts'
import { rounded } from './rounded.ts'
import { placeIn } from './row-space.ts'
import { caseFileOf, classValue, linesOf, nearestValues, readsDifferently, sceneOf } from './scene.ts'
import type { Scored } from './search-rows.ts'
import { rowName } from './trial-cohort.ts'
import { inShort, nameOf, numberInWords, slug } from './words.ts'

export function tellCliff(scored: Scored, it: Cliff): Finding {
  const { model, searching, inputs, space } = scored
  const { program } = searching
  const input = inputs[it.input]?.column.id ?? ''
  const placeOf = (row: number) => placeIn(space.digits, it.input, row)
  const [to, from] = nearestValues(scored, it.input, placeOf(it.better), placeOf(it.worse))
  const worse = sceneOf(scored, it.worse, 0, new Map([[input, from]]))
  const better = sceneOf(scored, it.better, 0, new Map([[input, to]]))
  const name = nameOf(program, input)
  const size = numberInWords(it.size)
  const rowKey = rowName(program, model.rowLevel, 0, better.cells[0] ?? new Map())
  const reads = model.taken.find(column => readsDifferently(worse, better, column, rowKey))
  const row = better.run.levels.get(model.rowLevel)?.find(rowKey)
  const because =
    reads === undefined || row === undefined ? undefined : becauseOf(better.run, reads, row, input)
  const usual =
    it.usual < it.size - 1e-9
      ? `, where most steps move it by ${numberInWords(it.usual)}`
      : ': it is the only step that does anything'
  const sentence = `The step of ${name} from ${inShort(from)} to ${inShort(to)} moves ${nameOf(program, model.measure.id)} by ${size}${usual}`
  return {
    kind: 'cliff edge',
    id: slug('cliff', nameOf(program, model.measure.id), name, inShort(from), inShort(to)),
    measure: model.measure.id,
    also: [],
    sentence,
    size: rounded(it.size),
    change: { input, from, to },
    extent: [],
    columns: ['below the edge', 'above it'],
    lines: linesOf(
      scored,
      [worse, better],
      inputs.map(classes => classes.column.id),
    ),
    picture: {
      points: it.along.map(({ place, value }) => ({
        label: inShort(classValue(scored, it.input, place)),
        value,
      })),
      edge: it.edge,
    },
    ...(because === undefined ? {} : { because }),
    caseFile: caseFileOf(scored, sentence, [
      { ...worse, id: 'below-the-edge', title: `${name} is ${inShort(from)}` },
      { ...better, id: 'above-the-edge', title: `${name} is ${inShort(to)}` },
    ]),
  }
}
