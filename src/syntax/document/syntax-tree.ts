/**
 * Runs the YAML parser over a text and hands on its tree, once it holds nothing but maps, lists and
 * scalars. Of several breaches of YAML only the first is told: the others mostly follow from it.
 */
import { Composer, type CST, type Document, type ParsedNode } from 'yaml'
import type { Diagnostic, Outcome } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { type Source, spanOf } from '../../source/source.ts'
import { DEEPEST_NESTING, readTokens } from './concrete-tree.ts'
import { removeProperties } from './remove-properties.ts'
import { unclosed } from './unclosed.ts'
import { yamlProblem } from './yaml-problem.ts'

/** Keys are compared by the reader of the tree: this parser would compare each with each. */
const OPTIONS = { schema: 'failsafe', keepSourceTokens: true, uniqueKeys: false } as const

/** The root of the only document in a text; undefined where the text is not YAML. */
export function readSyntax(source: Source): Outcome<ParsedNode | null | undefined> {
  const read = readTokens(source)
  if ('tooDeep' in read) {
    const args = { limit: DEEPEST_NESTING }
    return { value: undefined, diagnostics: [report('document/too-deep', read.tooDeep, args)] }
  }
  const refused = [
    ...foreignParts(source, read.tokens),
    ...read.tokens.flatMap(it => removeProperties(source, it)),
  ]
  const document = compose(read.tokens, source.text.length)
  const broken = firstProblem(source, read.tokens, document)
  return broken === undefined
    ? { value: document?.contents ?? null, diagnostics: refused }
    : { value: undefined, diagnostics: [...refused, broken] }
}

/** The first document; directives and further documents are left out. */
function compose(tokens: readonly CST.Token[], end: number): Document.Parsed | undefined {
  const second = tokens.filter(it => it.type === 'document')[1]
  const own = tokens.slice(0, second === undefined ? tokens.length : tokens.indexOf(second))
  const [first] = new Composer(OPTIONS).compose(
    own.filter(it => it.type !== 'directive'),
    true,
    end,
  )
  return first
}

function foreignParts(source: Source, tokens: readonly CST.Token[]): readonly Diagnostic[] {
  const directives = tokens
    .filter(it => it.type === 'directive')
    .map(({ offset, source: directive }) =>
      report('document/directive', spanOf(source, offset, offset + directive.length), { directive }),
    )
  const further = tokens
    .filter(it => it.type === 'document')
    .slice(1)
    .map(({ offset }) => report('document/several-documents', spanOf(source, offset, offset + 3)))
  return [...directives, ...further]
}

function firstProblem(
  source: Source,
  tokens: readonly CST.Token[],
  document: Document.Parsed | undefined,
): Diagnostic | undefined {
  const told = document?.errors.toSorted((a, b) => a.pos[0] - b.pos[0])[0]
  const problems = tokens.flatMap(it => unclosed(source, it))
  if (told !== undefined) problems.push(yamlProblem(source, told))
  return problems.toSorted((a, b) => a.at.start - b.at.start)[0]
}
