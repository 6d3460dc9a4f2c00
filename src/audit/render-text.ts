/** An audit on a screen: each finding in a sentence, what there is to see side by side, and the row that does it. */
import type { Audit, Finding } from './finding.ts'
import { placesText } from './render-places-text.ts'
import {
  heldIn,
  heldInWords,
  KIND_TITLES,
  searchedInWords,
  sizeInWords,
  staleInWords,
  titleOf,
  waivedInWords,
} from './report-words.ts'
import { sparkline } from './sparkline.ts'
import { type AuditStyle, PLAIN, wrapped } from './text-layout.ts'
import { nameOf } from './words.ts'

export interface TextOptions {
  readonly width?: number
  readonly style?: AuditStyle
}

const INDENT = '   '

export function renderAuditText(audit: Audit, { width = 100, style = PLAIN }: TextOptions = {}): string {
  const findings = audit.findings.map((it, at) => findingText(audit, it, at + 1, width, style))
  const cut = audit.isCut ? [style.warning('The time was over before everything was searched.')] : []
  const places = audit.places.map(it => placesText(audit.program, it, width, style))
  const waived = waivedText(audit, width, style)
  return `${[style.strong(titleOf(audit)), ...findings, ...waived, ...places, searchedText(audit, width, style), ...cut].join('\n\n')}\n`
}

function findingText(audit: Audit, it: Finding, number: number, width: number, style: AuditStyle): string {
  const head = `${number}. ${KIND_TITLES[it.kind]}`
  const size = sizeInWords(audit, it)
  const gap = ' '.repeat(Math.max(2, width - head.length - size.length))
  const labelled = (label: string, texts: readonly string[]) =>
    texts.flatMap((text, at) =>
      wrapped(
        text,
        width - 11,
        `${INDENT}${style.faint((at === 0 ? label : '').padEnd(8))}`,
        `${INDENT}        `,
      ),
    )
  const { because } = it
  return [
    `${style.strong(head)}${gap}${style.faint(size)}`,
    ...wrapped(it.sentence, width - INDENT.length, INDENT, INDENT),
    '',
    ...tableText(it, width, style),
    '',
    ...(it.picture === undefined
      ? []
      : [`${INDENT}${style.faint('along'.padEnd(8))}${sparkline(it.picture, width - 30)}`]),
    ...(because === undefined
      ? []
      : labelled('because', [
          `${because.rule}, ${because.row}`,
          ...(because.note === undefined ? [] : [because.note]),
          ...because.cites,
        ])),
    ...labelled('holds', it.extent),
    ...labelled(
      'also',
      it.also.length === 0 ? [] : [it.also.map(id => nameOf(audit.program, id)).join(', ')],
    ),
  ]
    .join('\n')
    .trimEnd()
}

/** Cells side by side, each wrapped within its column. */
function tableText({ columns, lines }: Finding, width: number, style: AuditStyle): readonly string[] {
  const longest = Math.max(0, ...lines.map(it => it.heading.length))
  const first = Math.min(longest, Math.floor(width * 0.4))
  const rest = Math.max(12, Math.floor((width - INDENT.length - first) / Math.max(1, columns.length)) - 2)
  const row = (cells: readonly string[], paint: (text: string) => string) => {
    const sizes = cells.map((_, at) => (at === 0 ? first : rest))
    const parts = cells.map((cell, at) => wrapped(cell, sizes[at] ?? rest, '', ''))
    const height = Math.max(...parts.map(it => it.length))
    return Array.from({ length: height }, (_, line) => {
      const text = parts.map((part, at) => (part[line] ?? '').padEnd(sizes[at] ?? rest)).join('  ')
      return `${INDENT}${paint(text.trimEnd())}`
    })
  }
  return [
    ...row(['', ...columns], style.faint),
    ...lines.flatMap(({ heading, cells }) => {
      const isChanged = cells.length > 1 && cells[0] !== cells[1]
      return row([heading, ...cells], isChanged ? style.strong : it => it)
    }),
  ]
}

function waivedText(audit: Audit, width: number, style: AuditStyle): readonly string[] {
  const { waived, stale } = audit
  if (waived.length === 0 && stale.length === 0) return []
  const lines = (text: string) => wrapped(text, width - INDENT.length, INDENT, INDENT)
  return [
    [
      style.strong('Waived'),
      ...waived.flatMap(it => lines(waivedInWords(it))),
      ...stale.flatMap(it => lines(staleInWords(it)).map(style.warning)),
    ].join('\n'),
  ]
}

function searchedText(audit: Audit, width: number, style: AuditStyle): string {
  const lines = audit.searched.map(it => ({
    name: nameOf(audit.program, it.measure),
    text: searchedInWords(it),
  }))
  const longest = Math.min(40, Math.max(0, ...lines.map(it => it.name.length)))
  const held = heldIn(audit).map(it => heldInWords(audit, it))
  return [
    style.strong('What was searched'),
    ...lines.flatMap(it => {
      const head = `${INDENT}${it.name.padEnd(longest)}  `
      return wrapped(it.text, Math.max(30, width - head.length), head, ' '.repeat(head.length))
    }),
    ...(held.length === 0
      ? []
      : [
          '',
          style.strong('What was held fixed, so that nobody else moves'),
          ...held.flatMap(it => wrapped(it, width - INDENT.length, INDENT, INDENT)),
        ]),
  ].join('\n')
}
