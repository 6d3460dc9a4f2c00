/** Translates one YAML scalar: the text that was written, and its places where they can be given. */
import type { CST, Scalar } from 'yaml'
import type { Outcome } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import type { Fragment } from '../../source/fragment.ts'
import { type Source, spanOf } from '../../source/source.ts'
import type { ScalarNode } from './node.ts'
import { indentOf, joinedLines, literalLines, singleQuoted, withoutBlanksAtEnd } from './scalar-text.ts'
import { holdsHidden } from './text-problems.ts'

/** A scalar as its node, its token, and the text that YAML makes of it. */
interface Read {
  readonly source: Source
  readonly node: Scalar.Parsed
  readonly token: CST.FlowScalar | CST.BlockScalar | undefined
  readonly value: string
}

type Style = ScalarNode['style']

const STYLES: Readonly<Record<Scalar.Type, Style>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
}

const PLACES: Readonly<Record<Style, (read: Read) => Fragment | undefined>> = {
  plain: ({ source, node, token }) => joinedLines(source, token?.source ?? '', node.range[0]),
  single: ({ source, node, token }) => singleQuoted(source, inside(token), node.range[0] + 1),
  double: ({ source, node, token }) =>
    token?.source.includes('\\') === true ? undefined : joinedLines(source, inside(token), node.range[0] + 1),
  literal: literalPlaces,
  folded: () => undefined,
}

export function fromScalar(source: Source, node: Scalar.Parsed): Outcome<ScalarNode> {
  const style = STYLES[node.type ?? 'PLAIN']
  const value = String(node.source ?? '')
  const fragment = PLACES[style]({ source, node, token: node.srcToken, value })
  const text = fragment?.text ?? value.replace(/\n+$/, '')
  const [start, end] = node.range
  const isBlock = style === 'literal' || style === 'folded'
  const length = isBlock ? withoutBlanksAtEnd(source.text.slice(start, end)).length : end - start
  const at = spanOf(source, start, start + length)
  const scalar: ScalarNode = { kind: 'scalar', text, style, fragment, at }
  const isHidden = style === 'double' && holdsHidden(text)
  return {
    value: scalar,
    diagnostics: isHidden
      ? [report('document/hidden-character', at, { character: 'written as an escape' })]
      : [],
  }
}

/** The body of a block starts after its header; how far it is indented, the header or the first line says. */
function literalPlaces({ source, node, token }: Read): Fragment {
  const body = token?.source ?? ''
  const written = token?.type === 'block-scalar' ? /[1-9]/.exec(headerOf(token))?.[0] : undefined
  const indent = written === undefined ? indentOf(body) : Math.max(0, token?.indent ?? 0) + Number(written)
  return literalLines(source, body, node.range[1] - body.length, indent)
}

const headerOf = (token: CST.BlockScalar): string => {
  const [header] = token.props
  return header !== undefined && 'source' in header ? String(header.source) : ''
}

const inside = (token: Read['token']): string => (token?.source ?? '').slice(1, -1)
