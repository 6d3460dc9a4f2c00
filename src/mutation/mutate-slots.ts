/** Mistakes in slots: filled another way, a limit left out. How many places a slot has is a number like others. */
import type { CoreSlots } from '../model/program.ts'
import { textOf } from '../source/source.ts'
import { type Change, spanBetween } from './change.ts'

export function slotsChanges(core: CoreSlots): readonly Change[] {
  const { where, ...rest } = core
  const other = core.choose === 'best total' ? 'in order' : 'best total'
  return [
    change(core, `choose: ${core.choose}`, `choose: ${other}`, { ...core, choose: other }),
    ...(core.copies === undefined
      ? []
      : [
          change(core, splitting(core.splitCopies), splitting(!core.splitCopies), {
            ...core,
            splitCopies: !core.splitCopies,
          }),
        ]),
    ...(where === undefined
      ? []
      : [{ kind: 'condition', at: where.at, after: '', core: rest, sites: [where] } as const]),
    ...core.limits.map(
      (it, index): Change => ({
        kind: 'condition',
        at: spanBetween(it.atMost, it.where),
        after: '',
        core: { ...core, limits: core.limits.toSpliced(index, 1) },
        sites: [it.where],
      }),
    ),
    ...core.fills.flatMap((it, index): readonly Change[] => {
      if (it.weight === undefined) return []
      const { weight, ...unweighted } = it
      const fills = core.fills.with(index, unweighted)
      return textOf(weight.at) === '1'
        ? []
        : [{ kind: 'weight', at: weight.at, after: '1', core: { ...core, fills }, sites: [weight] }]
    }),
  ]
}

/** Whoever filled the slots asked for scores. */
const change = (core: CoreSlots, before: string, after: string, slots: CoreSlots): Change => ({
  kind: 'slots',
  at: core.at,
  before,
  after,
  core: slots,
  sites: [core.score],
})

const splitting = (splits: boolean): string => `split copies: ${splits ? 'yes' : 'no'}`
