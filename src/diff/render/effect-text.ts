/** The effect on a cohort, for a terminal: counts, a picture of how far rows move, and who moved them. */
import type { EffectMeasure } from '../effect/effect-measure.ts'
import type { EffectReport } from '../effect/effect-report.ts'
import { type Labels, MOST_NAMES, plural } from './labels.ts'
import { MOST_OTHERS, MOST_UNKNOWN } from './left-out.ts'
import type { TextOptions } from './text.ts'
import { wrap } from './wrap.ts'

export function effectText(effect: EffectReport, labels: Labels, options: TextOptions): string {
  const { style, width } = options
  const set = effect.settings.length === 0 ? '' : `, with ${effect.settings.join(', ')}`
  const head = `${style.strong('EFFECT')}\n${wrap(`On ${effect.cohort}${set}.`, width)}`
  const nothing = effect.measures.length === 0 ? 'Nothing moves.\n' : ''
  const measures = effect.measures.map(it => measureText(it, labels, options))
  const others = effect.others.length === 0 ? [] : [wrap(othersText(effect.others, options.isWhole), width)]
  const without = unknownText(effect, options)
  const method = effect.method === '' ? [] : [style.faint(wrap(effect.method, width))]
  return [head + nothing, ...measures, ...others, ...(without === '' ? [] : [without]), ...method].join('\n')
}
const othersText = (others: readonly string[], isWhole = false): string => {
  const told = isWhole ? others : others.slice(0, MOST_OTHERS)
  const more = others.length - told.length
  return `These move, too: ${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
}

/** By the reason, and what would give them values. */
function unknownText({ unknown, hints }: EffectReport, { width, isWhole = false }: TextOptions): string {
  if (unknown.length === 0) return ''
  const told = isWhole ? unknown : unknown.slice(0, MOST_UNKNOWN)
  const lines = told.map(({ why, measures }) => {
    const names = isWhole ? measures : measures.slice(0, MOST_NAMES)
    const more = measures.length - names.length
    return wrap(`${why}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`, width, '  ')
  })
  const head = wrap('Without a value on any row, so that nothing can be said of them:', width)
  return [head, ...lines, ...hints.map(it => wrap(it, width, '  → '))].join('')
}

function measureText(measure: EffectMeasure, labels: Labels, options: TextOptions): string {
  const { style, width } = options
  const lines = [
    `${style.strong(measure.name)}  ${measure.title}\n`,
    wrap(countsText(measure), width, '  '),
    histogram(measure, options),
    ...measure.transitions
      .slice(0, MOST_TRANSITIONS)
      .map(it =>
        wrap(
          `${it.count}  ${it.from} → ${it.to}  (${it.keys.join(', ')}${it.count > it.keys.length ? ', …' : ''})`,
          width,
          '  ',
          '     ',
        ),
      ),
    sharesText(measure, options),
    mostText(measure, labels, options),
  ]
  return lines.join('')
}
const MOST_TRANSITIONS = 6

export function countsText({
  rows,
  moved,
  changed,
  otherReason,
  mean,
  least,
  greatest,
  unit,
}: EffectMeasure): string {
  const parts = [
    moved > 0
      ? `${moved.toLocaleString('en')} of ${plural(rows, 'row')} move${moved === 1 ? 's' : ''}, on average over all with a value by ${mean}${unit === undefined ? '' : ` (${unit})`}, between ${least} and ${greatest}`
      : '',
    changed > 0
      ? `${plural(changed, 'row changes', 'rows change')}${moved > 0 ? ' in another way' : ` of ${rows.toLocaleString('en')}`}`
      : '',
    otherReason > 0 ? `${plural(otherReason, 'row has', 'rows have')} another reason for no value` : '',
  ]
  return `${parts.filter(it => it !== '').join('; ')}.`
}

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text

const BAR = 40

function histogram({ bins }: EffectMeasure, { style }: TextOptions): string {
  if (bins.length === 0) return ''
  const most = Math.max(1, ...bins.map(it => it.count))
  const labels = bins.map(it => `${it.from} to ${it.to}`)
  const wide = Math.max(...labels.map(it => it.length))
  const lines = bins.map(({ count }, index) => {
    const bar = '█'.repeat(Math.round((count / most) * BAR)) || (count > 0 ? '▏' : '')
    return `  ${(labels[index] ?? '').padStart(wide)} ${style.good(bar)} ${count}`.trimEnd()
  })
  return `${lines.join('\n')}\n`
}

function sharesText({ shares, mean, changed }: EffectMeasure, { style, width }: TextOptions): string {
  if (shares.length === 0) return ''
  const rows = [
    ...shares,
    { change: 'together', mean: mean ?? '', changed: changed > 0 ? String(changed) : '' },
  ]
  const wide = Math.max(...rows.map(it => it.mean.length), 'mean'.length)
  const counts = Math.max(...rows.map(it => it.changed.length), 'changed'.length)
  const line = (a: string, b: string, c: string): string =>
    `  ${mean === undefined ? '' : `${a.padStart(wide)}  `}${changed === 0 ? '' : `${b.padStart(counts)}  `}${c}`
  const lines = rows.map(it => cut(line(it.mean, it.changed, it.change), width))
  return [style.faint(line('mean', 'changed', 'by')), ...lines].map(it => `${it}\n`).join('')
}

function mostText({ most }: EffectMeasure, { before, after }: Labels, { style, width }: TextOptions): string {
  if (most.length === 0) return ''
  const head = ['', before, after, '', 'most by']
  const rows = [head, ...most.map(it => [it.key, it.before, it.after, it.by, it.change])]
  const widths = head.map((_, column) => Math.max(...rows.map(it => (it[column] ?? '').length)))
  const lines = rows.map((row, index) => {
    const text = row
      .map((cell, column) =>
        column === 0 || column === 4 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
    const told = cut(`  ${text}`.trimEnd(), width)
    return index === 0 ? style.faint(told) : told
  })
  return `${lines.join('\n')}\n`
}
