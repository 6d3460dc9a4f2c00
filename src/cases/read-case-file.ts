/** Reads a case file from its document. Structure only; whether levels and columns exist is for the ruleset to say. */
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import type { Source } from '../source/source.ts'
import { type DocumentNode, entryOf, type MapNode, type ScalarNode } from '../syntax/document/node.ts'
import { readDocument } from '../syntax/document/read-document.ts'
import { validateDocument } from '../syntax/document/validate-document.ts'
import type {
  Case,
  CaseFile,
  Expectation,
  ExpectedDiagnostic,
  ExpectedRow,
  GivenRow,
  Standing,
} from './case-file.ts'

export function readCaseFile(source: Source): Outcome<CaseFile | undefined> {
  const { value: document, diagnostics } = readDocument(source)
  if (document === undefined) return { value: undefined, diagnostics }
  const found: Diagnostic[] = [...diagnostics, ...validateDocument(document, 'cases')]
  if (found.some(it => it.severity === 'error')) return { value: undefined, diagnostics: found }
  const cases = listUnder(document, 'cases').flatMap(it => (it.kind === 'map' ? readCase(it, found) : []))
  complainOfDuplicates(cases, found)
  const ruleset = rulesetOf(document)
  if (ruleset === undefined) return { value: undefined, diagnostics: found }
  const file: CaseFile = {
    source,
    ruleset,
    cases,
    ...textField('title', document, 'title'),
    ...textField('section', document, 'spec'),
  }
  return { value: file, diagnostics: found }
}

function rulesetOf(document: MapNode): CaseFile['ruleset'] | undefined {
  const rules = scalarUnder(document, 'rules')
  if (rules !== undefined) return { kind: 'inline', rules }
  const address = scalarUnder(document, 'ruleset')
  return address && { kind: 'address', address }
}

function readCase(node: MapNode, diagnostics: Diagnostic[]): readonly Case[] {
  const id = scalarUnder(node, 'id')
  const expectation = id && readExpectation(node, id, diagnostics)
  if (id === undefined || expectation === undefined) return []
  const standing = scalarUnder(node, 'standing')?.text as Standing | undefined
  if (standing === undefined && entryOf(node, 'source') !== undefined) {
    diagnostics.push(report('case/no-standing', id.at, { case: id.text }))
  }
  return [
    {
      id: id.text,
      at: id.at,
      ...textField('title', node, 'title'),
      ...textField('why', node, 'why'),
      ...textField('source', node, 'source'),
      ...textField('boundary', node, 'boundary'),
      ...(standing === undefined ? {} : { standing }),
      set: new Map(
        mapUnder(node, 'set').flatMap(it =>
          it.value.kind === 'scalar' ? [[it.key.text, it.value] as const] : [],
        ),
      ),
      tables: new Map(
        mapUnder(node, 'tables').flatMap(it =>
          it.value.kind === 'map' ? [[it.key.text, it.value] as const] : [],
        ),
      ),
      given: mapUnder(node, 'given').flatMap(it => readGivenRows(it.key, it.value)),
      expectation,
    },
  ]
}

function readGivenRows(level: ScalarNode, rows: DocumentNode): readonly GivenRow[] {
  if (rows.kind !== 'list') return []
  return rows.items.flatMap(row => (row.kind === 'map' ? [{ level, at: row.at, cells: cellsOf(row) }] : []))
}

const cellsOf = (row: MapNode): GivenRow['cells'] =>
  new Map(
    row.entries.flatMap(({ key, value }) =>
      value.kind === 'scalar' ? [[key.text, { name: key, value }] as const] : [],
    ),
  )

// --- expectations --------------------------------------------------------------------------------

function readExpectation(node: MapNode, id: ScalarNode, diagnostics: Diagnostic[]): Expectation | undefined {
  const expectations = [
    ...expectedRows(mapUnder(node, 'expect')),
    ...expectedDiagnostics('refuse', listUnder(node, 'refuse')),
    ...expectedDiagnostics('fails', listUnder(node, 'fails')),
  ]
  const [only, ...others] = expectations
  if (only === undefined) diagnostics.push(report('case/no-expectation', id.at, { case: id.text }))
  if (others.length > 0) diagnostics.push(report('case/several-expectations', id.at, { case: id.text }))
  return others.length > 0 ? undefined : only
}

function expectedRows(entries: MapNode['entries']): readonly Expectation[] {
  const rows = entries.flatMap(({ key, value }): readonly ExpectedRow[] =>
    value.kind === 'map' && value.entries.length > 0
      ? [{ row: key, cells: [...cellsOf(value).values()] }]
      : [],
  )
  return rows.length === 0 ? [] : [{ kind: 'expect', rows }]
}

function expectedDiagnostics(
  kind: 'refuse' | 'fails',
  items: readonly DocumentNode[],
): readonly Expectation[] {
  const diagnostics = items.flatMap((item): readonly ExpectedDiagnostic[] => {
    const code = item.kind === 'map' ? scalarUnder(item, 'code') : undefined
    return item.kind === 'map' && code !== undefined ? [{ code, ...textField('text', item, 'at') }] : []
  })
  return diagnostics.length === 0 ? [] : [{ kind, diagnostics }]
}

function complainOfDuplicates(cases: readonly Case[], diagnostics: Diagnostic[]): void {
  const first = new Map<string, Case>()
  for (const it of cases) {
    const earlier = first.get(it.id)
    if (earlier === undefined) first.set(it.id, it)
    else {
      const related = [{ at: earlier.at, label: 'the first' }]
      diagnostics.push(report('case/duplicate-id', it.at, { case: it.id }, { related }))
    }
  }
}

// --- entries -------------------------------------------------------------------------------------

function scalarUnder(node: MapNode, key: string): ScalarNode | undefined {
  const value = entryOf(node, key)?.value
  return value?.kind === 'scalar' ? value : undefined
}

function mapUnder(node: MapNode, key: string): MapNode['entries'] {
  const value = entryOf(node, key)?.value
  return value?.kind === 'map' ? value.entries : []
}

function listUnder(node: MapNode, key: string): readonly DocumentNode[] {
  const value = entryOf(node, key)?.value
  return value?.kind === 'list' ? value.items : []
}

const textField = <F extends string>(
  field: F,
  node: MapNode,
  key: string,
): { readonly [K in F]?: string } => {
  const value = scalarUnder(node, key)
  return (value === undefined ? {} : { [field]: value.text }) as { readonly [K in F]?: string }
}
