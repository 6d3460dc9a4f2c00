/** Lays out scalars. Their text is never touched, only how far its further lines are indented. */
import type { CST } from 'yaml'

/** The lines of a scalar: the first continues a line, the others are indented like what they belong to. */
export function scalarLines(token: CST.Token): readonly string[] {
  if (!('source' in token) || token.type === 'block-scalar') return ['']
  const [first = '', ...others] = token.source.split('\n')
  return others.length === 0 ? [first] : [first.trimEnd(), ...others.map(it => `  ${it.trim()}`.trimEnd())]
}

export interface BlockScalarLayout {
  readonly header: string
  readonly lines: readonly string[]
  /** Whether blank lines follow; they are no part of the text. */
  readonly blankAfter: boolean
}

export function blockScalarLayout(token: CST.BlockScalar): BlockScalarLayout {
  const written = sourceOf(token.props, 'block-scalar-header')
  const indicator = /[1-9]/.exec(written)?.[0]
  const raw = token.source.split('\n')
  const lines = raw.slice(0, raw.findLastIndex(it => it.trim() !== '') + 1)
  const first = lines.find(it => it.trim() !== '') ?? ''
  const base = indicator === undefined ? indentOf(first) : Math.max(0, token.indent) + Number(indicator)
  const bodies = lines.map(it => it.slice(base))
  const needsIndicator =
    bodies.some(it => it !== '') && indentOf(bodies.find(it => it.trim() !== '') ?? '') > 0
  const header = written.replace(/[1-9]/, '')
  return {
    header: needsIndicator ? `${header[0] ?? '|'}2${header.slice(1)}` : header,
    lines: bodies.map(it => (it === '' ? '' : `  ${it}`)),
    blankAfter: raw.length > lines.length + 1,
  }
}

const sourceOf = (props: readonly CST.Token[], type: string): string => {
  const found = props.find(it => it.type === type)
  return found !== undefined && 'source' in found ? found.source : ''
}

const indentOf = (line: string): number => line.length - line.trimStart().length
