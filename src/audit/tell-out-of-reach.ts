import type { Finding } from './finding.ts'
import type { OutOfReach } from './out-of-reach.ts'
import { rounded } from './rounded.ts'
import { placeIn } from './row-space.ts'
import { caseFileOf, classValue, linesOf, sceneOf } from './scene.ts'
import type { Scored } from './search-rows.ts'
import {
  inShort,
  levelInWords,
  nameOf,
  numberInWords,
  slug,
  upper,
  valuesInWords,
  withArticle,
} from './words.ts'

export function tellOutOfReach(scored: Scored, it: OutOfReach): Finding {
  const { model, searching, inputs, space } = scored
  const { program } = searching
  const input = inputs[it.input]?.column.id ?? ''
  const values = it.classes.map(place => classValue(scored, it.input, place))
  const scene = sceneOf(scored, it.row, 0)
  const others = inputs.flatMap((classes, at) =>
    at === it.input || placeIn(space.digits, at, it.row) === 0
      ? []
      : [
          `${nameOf(program, classes.column.id)} ${inShort(classValue(scored, at, placeIn(space.digits, at, it.row)))}`,
        ],
  )
  const subject = withArticle(levelInWords(program, model.rowLevel))
  const sentence = `${upper(subject)} with ${nameOf(program, input)} ${valuesInWords(values)} cannot get ${nameOf(program, model.measure.id)} above ${numberInWords(it.best)}, whatever the rest${others.length === 0 ? '' : ` (best with ${others.join(', ')})`}`
  return {
    kind: 'out of reach',
    id: slug(
      'out of reach',
      nameOf(program, model.measure.id),
      nameOf(program, input),
      valuesInWords(values),
    ),
    measure: model.measure.id,
    also: [],
    sentence,
    size: rounded(-it.best),
    like: `${slug(nameOf(program, input).split('.')[0] ?? '')} ${valuesInWords(values)}`,
    extent: [],
    columns: ['at best'],
    lines: linesOf(
      scored,
      [scene],
      inputs.map(classes => classes.column.id),
    ),
    caseFile: caseFileOf(scored, sentence, [{ ...scene, id: 'at-best', title: 'As good as it gets' }]),
  }
}
