/** Tells of a row whose dropping raises the measure of whoever it belongs to. */
import type { Dropping } from './dropping.ts'
import type { Finding } from './finding.ts'
import { isPlain } from './input-classes.ts'
import { rounded } from './rounded.ts'
import { cellsOf } from './row-space.ts'
import { caseFileOf, linesOf, sceneOf } from './scene.ts'
import type { Scored } from './search-rows.ts'
import { groupName } from './trial-cohort.ts'
import { inShort, inWords, levelInWords, nameOf, slug, withArticle } from './words.ts'

export function tellDropping(scored: Scored, it: Dropping): Finding {
  const { model, searching, space, companions, inputs } = scored
  const { program } = searching
  const beside = space.tuples[companions[it.companion] ?? 0]?.row ?? 0
  const both = sceneOf(scored, it.row, it.companion)
  const one = sceneOf(scored, beside, 0)
  const key = groupName(program, model, 0)
  const name = nameOf(program, model.measure.id)
  const values = [both, one].map(({ run }) => {
    const row = run.levels.get(model.measure.level)?.find(key)
    return row === undefined ? '–' : inWords(program, run.value(model.measure.id, row))
  })
  const cells = cellsOf(space.digits, it.row)
  const told = inputs.flatMap(({ column }) => {
    const value = cells.get(column.id)
    return value === undefined || isPlain(column, value)
      ? []
      : [`${nameOf(program, column.id)} ${inShort(value)}`]
  })
  const row = withArticle(levelInWords(program, model.rowLevel))
  const owner = levelInWords(program, model.measure.level)
  const sentence = `The ${owner}'s ${name} rises from ${values[0]} to ${values[1]} when ${row} with ${told.join(', ') || 'nothing special'} is left out`
  const lines = linesOf(
    scored,
    [both, both],
    inputs.map(({ column }) => column.id),
  )
  const dropped = lines.map(line => ({
    heading: line.heading,
    cells: line.heading.includes(` ${levelInitial(model.rowLevel)}1: `)
      ? [line.cells[0] ?? '', 'left out']
      : line.cells,
  }))
  const last = { heading: `${owner} ${key}: ${name}`, cells: values }
  return {
    kind: 'better left out',
    id: slug('dropping', name, ...told),
    measure: model.measure.id,
    also: [],
    sentence,
    size: rounded(it.gain),
    extent: [`so for ${it.count} of ${it.compared} pairs of rows compared`],
    columns: ['before', 'after'],
    lines: [...dropped.slice(0, -1), last],
    caseFile: caseFileOf(scored, sentence, [
      { ...both, id: 'before', title: 'Both' },
      { ...one, id: 'after', title: 'One left out' },
    ]),
  }
}

const levelInitial = (level: string): string => level.slice(0, 1)
