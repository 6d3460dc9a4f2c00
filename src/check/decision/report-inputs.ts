/** Words for inputs that no row or more than one row matches, once for all instances of a table. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { type Instance, labelOf, type TablePlaces } from './instance.ts'
import type { Sample } from './sample.ts'

/** So many further samples are listed beside the first. */
const MORE_SAMPLES = 3

/** One diagnostic for the table, with a few of the gaps; only what is certain where anything is. */
export function reportGaps(instances: readonly Instance[], places: TablePlaces): readonly Diagnostic[] {
  const samples = acrossInstances(instances, it => it.findings.gaps)
  const certain = samples.filter(it => it.dependsOn.length === 0)
  const [first, ...others] = certain.length > 0 ? certain : samples
  if (first === undefined) return []
  const isUnique = instances.some(it => it.decide.policy === 'unique')
  const code = certain.length === 0 ? 'table/possible-gap' : isUnique ? 'table/gap-unique' : 'table/gap'
  const related = others.slice(0, MORE_SAMPLES).map(it => ({ at: places.table, label: `nor \`${it.text}\`` }))
  const args = { sample: first.text, on: onText(first) }
  return [report(code, places.table, args, { related })]
}

export function reportOverlaps(instances: readonly Instance[], places: TablePlaces): readonly Diagnostic[] {
  const duplicates = duplicateRows(instances)
  const rows = places.rows.filter(it => !duplicates.has(it))
  return rows.flatMap(row => {
    const found = instances.flatMap(instance =>
      instance.findings.overlaps.filter(it => it.row === row).map(it => ({ ...it, instance })),
    )
    const worst = found.find(it => it.sample.dependsOn.length === 0) ?? found[0]
    if (worst === undefined) return []
    const { earlier, sample, instance } = worst
    const isEverywhere = found.length === instances.length
    const text = isEverywhere ? orAny(sample.text) : labelled(instance, sample.text)
    const code = sample.dependsOn.length === 0 ? 'table/overlap' : 'table/possible-overlap'
    const args = { first: earlier + 1, second: row + 1, sample: text, on: onText(sample) }
    const related = [{ at: places.row(earlier), label: `row ${earlier + 1} matches it too` }]
    return [report(code, places.row(row), args, { related })]
  })
}

/** Each row whose cells are those of an earlier one, with that one. */
export function duplicateRows(instances: readonly Instance[]): ReadonlyMap<number, number> {
  return new Map(instances.flatMap(it => [...it.findings.duplicates]))
}

const onText = (sample: Sample): string | undefined =>
  sample.dependsOn.length === 0 ? undefined : sample.dependsOn.join('`, `')

/** Samples of all instances, each once; the member is part of those that not every instance has. */
function acrossInstances(
  instances: readonly Instance[],
  samplesOf: (instance: Instance) => readonly Sample[],
): readonly Sample[] {
  const holders = new Map<string, Instance[]>()
  for (const instance of instances) {
    for (const text of new Set(samplesOf(instance).map(it => it.text))) {
      holders.set(text, [...(holders.get(text) ?? []), instance])
    }
  }
  const all = instances.flatMap(instance =>
    samplesOf(instance).map(({ text, dependsOn }) => {
      const isEverywhere = holders.get(text)?.length === instances.length
      return { text: isEverywhere ? orAny(text) : labelled(instance, text), dependsOn }
    }),
  )
  return [...new Map(all.map(it => [it.text, it])).values()]
}

const orAny = (text: string): string => (text === '' ? 'any input' : text)

export function labelled(instance: Instance, text: string): string {
  const parts = [labelOf(instance), text].filter(it => it !== '')
  return orAny(parts.join(', '))
}
