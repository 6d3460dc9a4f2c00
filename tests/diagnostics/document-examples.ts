/** Turns the examples of the catalogue's document stage into what they make the reader say. */
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import type { Source } from '../../src/source/source.ts'
import { expressionText } from '../../src/syntax/document/expression-text.ts'
import { readDocument } from '../../src/syntax/document/read-document.ts'

export type Example = Readonly<Partial<Record<Form, string>>>

type Form = 'document' | 'generated' | 'expression-place'

/** Texts too long to write down. */
const GENERATED: Readonly<Record<string, string>> = {
  'a comment of two million characters': `# ${'x'.repeat(2_000_000)}`,
  'a hundred lists inside each other': '['.repeat(100),
}

const FORMS: Readonly<Record<Form, (text: string) => readonly Diagnostic[]>> = {
  document: text => readDocument(named(text)).diagnostics,
  generated: name => readDocument(named(GENERATED[name] ?? '')).diagnostics,
  'expression-place': text => {
    const { value, diagnostics } = readDocument(named(text))
    const node = value?.entries[0]?.value
    return node?.kind === 'scalar' ? [...diagnostics, ...expressionText(node).diagnostics] : diagnostics
  },
}

export function diagnosticsOf(example: Example): readonly Diagnostic[] {
  for (const form of Object.keys(FORMS) as Form[]) {
    const text = example[form]
    if (text !== undefined) return FORMS[form](text)
  }
  throw new Error('an example without a form that is known')
}

const named = (text: string): Source => ({ name: 'example.yaml', text })
