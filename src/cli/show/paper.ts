/** What is printed on: how wide it is and how parts are set off; and a few forms that every page uses. */
import { printAddress } from '../../model/address.ts'
import { isUnconfirmed } from '../../model/inherited.ts'
import type { Program } from '../../model/program.ts'
import type { Citation, InheritedSection, Provenance } from '../../model/ruleset.ts'
import type { Style } from '../io.ts'
import { broken } from '../table-text.ts'

export interface Paper {
  readonly width: number
  readonly style: Style
}

/** `score  Mean score (points)` */
export const heading = ({ style }: Paper, name: string, title: string, what: string): string =>
  `${style.strong(name)}  ${title} ${style.faint(`(${what})`)}\n`

/** A text broken into lines under an indentation; blank lines part its paragraphs. */
export const wrapped = (text: string, width: number, indent = '  '): string =>
  text
    .trim()
    .split(/\n\s*\n/)
    .flatMap(it => broken(it.trim().replaceAll(/\s+/g, ' '), width - indent.length))
    .map(it => `${`${indent}${it}`.trimEnd()}\n`)
    .join('')

/** Where something comes from, a line for each citation. */
export function citations(
  program: Program,
  { cites, unconfirmed }: Provenance,
  paper: Paper,
  inherited?: readonly [InheritedSection, string],
): string {
  const isTakenOver = inherited !== undefined && isUnconfirmed(program.ruleset, ...inherited)
  const lines = cites.map(it => wrapped(citationText(program, it), paper.width))
  const from = program.ruleset.inherited?.from
  const warning =
    isTakenOver && from !== undefined
      ? `  ${paper.style.warning(`taken over from ${printAddress(from)}, and not confirmed`)}\n`
      : unconfirmed
        ? `  ${paper.style.warning('unconfirmed: not compared with its source yet')}\n`
        : ''
  return lines.map(it => paper.style.faint(it)).join('') + warning
}

function citationText(program: Program, { source, place }: Citation): string {
  const work = program.ruleset.sources.get(source)
  const title =
    work === undefined ? source : `${work.title}${work.publisher === undefined ? '' : `, ${work.publisher}`}`
  return `from ${title}${place === '' ? '' : `, ${place}`} (${work?.standing ?? source})`
}
