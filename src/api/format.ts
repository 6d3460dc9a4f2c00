/**
 * Writes the formulas, cells and types of a ruleset with the same blanks everywhere, and its entries and
 * rows in columns. Comments, brackets that only make clear, line breaks and the order of entries are the
 * author's. A change is kept only if the ruleset means the same afterwards.
 */
import { hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import { buildRuleset, type RulesetFiles } from '../model/build-ruleset.ts'
import { canonicalText } from '../model/canonical-form.ts'
import type { Ruleset } from '../model/ruleset.ts'
import { type Source, type Span, textOf } from '../source/source.ts'
import { formatDocument } from '../syntax/document/format-document.ts'
import { readDocument } from '../syntax/document/read-document.ts'
import { isSyntax, printSyntax } from '../syntax/expression/print-syntax.ts'

/** The tidy text; undefined where the document cannot be read. */
export function formatRuleset(source: Source, files: RulesetFiles): Outcome<string | undefined> {
  const { value: ruleset, diagnostics } = rulesetIn(source, files)
  if (ruleset === undefined) return { value: undefined, diagnostics }
  const meaning = canonicalText(ruleset)
  const means = (text: string): boolean => {
    const again = rulesetIn({ name: source.name, text }, files).value
    return again !== undefined && canonicalText(again) === meaning
  }
  let text = source.text
  const edited = applyEdits(text, editsIn(ruleset, source))
  if (means(edited)) text = edited
  const laidOut = formatDocument({ name: source.name, text }).value ?? text
  return { value: means(laidOut) ? laidOut : text, diagnostics: [] }
}

function rulesetIn(source: Source, files: RulesetFiles): Outcome<Ruleset | undefined> {
  const read = readDocument(source)
  if (read.value === undefined || hasErrors(read.diagnostics)) {
    return { value: undefined, diagnostics: read.diagnostics }
  }
  const built = buildRuleset(read.value, files)
  return hasErrors(built.diagnostics) ? { value: undefined, diagnostics: built.diagnostics } : built
}

interface Edit {
  readonly at: Span
  readonly text: string
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits.toSorted((a, b) => b.at.start - a.at.start)
  return sorted.reduce((all, { at, text: tidy }) => all.slice(0, at.start) + tidy + all.slice(at.end), text)
}

/** What has other blanks than it would be printed with, on one line and without quotation marks. */
function editsIn(ruleset: Ruleset, source: Source): readonly Edit[] {
  const edits: Edit[] = []
  visitSyntax(ruleset, (at, tidy) => {
    const written = textOf(at)
    const isPlain = !/["'\n\r]/.test(written)
    const differsInBlanks = written !== tidy && withoutBlanks(written) === withoutBlanks(tidy)
    if (at.source.text === source.text && isPlain && differsInBlanks) edits.push({ at, text: tidy })
  })
  return edits
}

const withoutBlanks = (text: string): string => text.replaceAll(/\s/g, '')

type Visit = (at: Span, tidy: string) => void

/** Calls the visitor on every outermost expression, pattern and type inside a value. */
function visitSyntax(value: unknown, visit: Visit): void {
  if (typeof value !== 'object' || value === null) return
  if (value instanceof Map) for (const it of value.values()) visitSyntax(it, visit)
  else if (Array.isArray(value)) for (const it of value) visitSyntax(it, visit)
  else if (isSyntax(value)) visit(value.at, printSyntax(value))
  else for (const [key, it] of Object.entries(value)) if (!PLACES.has(key)) visitSyntax(it, visit)
}

const PLACES: ReadonlySet<string> = new Set(['at', 'whole'])
