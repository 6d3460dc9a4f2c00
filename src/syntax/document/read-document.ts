/**
 * Reads the text of a document into maps, lists and scalars that know where they stand.
 * It is YAML 1.2 without what would make a file say one thing and mean another: tags, anchors,
 * aliases and merge keys are refused. What the document means is not looked at here.
 */
import type { Diagnostic, Outcome } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { type Source, spanOf } from '../../source/source.ts'
import { fromYaml } from './from-yaml.ts'
import type { DocumentNode, MapNode } from './node.ts'
import { readSyntax } from './syntax-tree.ts'
import { textProblems } from './text-problems.ts'

/**
 * The map that a document is. Undefined where the text is not YAML or not a map; otherwise the value
 * is complete even where something was refused, so that later stages can go on.
 */
export function readDocument(source: Source): Outcome<MapNode | undefined> {
  const unreadable = textProblems(source)
  if (unreadable.length > 0) return { value: undefined, diagnostics: unreadable }

  const syntax = readSyntax(source)
  if (syntax.value === undefined) return { value: undefined, diagnostics: first(syntax.diagnostics) }

  const root = fromYaml(source, syntax.value)
  const diagnostics = [...syntax.diagnostics, ...root.diagnostics]
  return root.value.kind === 'map'
    ? { value: root.value, diagnostics: first(diagnostics) }
    : { value: undefined, diagnostics: [...first(diagnostics), notMap(source, root.value)] }
}

/** Enough to work on; a file with more is not one that someone wrote. */
const MOST_REPORTED = 100

const first = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.toSorted((a, b) => a.at.start - b.at.start).slice(0, MOST_REPORTED)

function notMap(source: Source, node: Exclude<DocumentNode, MapNode>): Diagnostic {
  if (node.kind === 'list') return report('document/not-a-map', node.at, { found: 'a list' })
  return node.text === ''
    ? report('document/empty', spanOf(source, source.text.length, source.text.length))
    : report('document/not-a-map', node.at, { found: 'a text' })
}
