/** Turns the examples of the catalogue's document stage into what they make the reader say. */
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import type { Source } from '../../src/source/source.ts'
import { expressionText } from '../../src/syntax/document/expression-text.ts'
import { readDocument } from '../../src/syntax/document/read-document.ts'
import { type DocumentSort, validateDocument } from '../../src/syntax/document/validate-document.ts'

export type Example = Readonly<Partial<Record<Form, string>>>

type Form = 'document' | 'generated' | 'expression-place' | DocumentSort

/** Texts too long to write down. */
const GENERATED: Readonly<Record<string, string>> = {
  'a comment of two million characters': `# ${'x'.repeat(2_000_000)}`,
  'a hundred lists inside each other': '['.repeat(100),
}

const FORMS: Readonly<Record<Form, (text: string) => readonly Diagnostic[]>> = {
  document: text => readDocument(named(text)).diagnostics,
  generated: name => readDocument(named(GENERATED[name] ?? '')).diagnostics,
  ruleset: text => validated(completed(text), 'ruleset'),
  overlay: text => validated(text, 'overlay'),
  registry: text => validated(text, 'registry'),
  cases: text => validated(text, 'cases'),
  columns: text => validated(text, 'columns'),
  sample: text => validated(text, 'sample'),
  survivors: text => validated(text, 'survivors'),
  'expression-place': text => {
    const { value, diagnostics } = readDocument(named(text))
    const node = value?.entries[0]?.value
    return node?.kind === 'scalar' ? [...diagnostics, ...expressionText(node).diagnostics] : diagnostics
  },
}

/** What examples of rulesets need not say. */
const RULESET_DEFAULTS: Readonly<Record<string, string>> = {
  yardstick: '"1.0"',
  ruleset: 'example',
  year: '2016',
  release: 'final',
  revision: '1',
  title: 'Example',
  levels: '{pupil: {key: pupil_id, inputs: {n: {type: number}}}}',
}

function completed(text: string): string {
  const missing = Object.entries(RULESET_DEFAULTS).filter(([key]) => !text.startsWith(`${key}:`))
  return [
    text,
    ...missing
      .filter(([key]) => !(key === 'release' && text.startsWith('relese:')))
      .map(([key, value]) => `${key}: ${value}`),
  ].join('\n')
}

function validated(text: string, sort: DocumentSort): readonly Diagnostic[] {
  const { value, diagnostics } = readDocument(named(text))
  return value === undefined ? diagnostics : [...diagnostics, ...validateDocument(value, sort)]
}

export function diagnosticsOf(example: Example): readonly Diagnostic[] {
  for (const form of Object.keys(FORMS) as Form[]) {
    const text = example[form]
    if (text !== undefined) return FORMS[form](text)
  }
  throw new Error('an example without a form that is known')
}

const named = (text: string): Source => ({ name: 'example.yaml', text })
