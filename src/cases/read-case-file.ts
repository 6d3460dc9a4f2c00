/** Reads a case file from its document. Structure only; whether levels and columns exist is for the ruleset to say. */
import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import type { Source } from '../source/source.ts'
import type { MapNode, ScalarNode } from '../syntax/document/node.ts'
import { readDocument } from '../syntax/document/read-document.ts'
import { validateDocument } from '../syntax/document/validate-document.ts'
import { cellsUnder, listUnder, mapUnder, scalarsUnder, scalarUnder, textField } from './case-entries.ts'
import type { Case, CaseFile, Standing } from './case-file.ts'
import { readDiagnostics, readExpectation, readGivenRows } from './read-expectation.ts'

export function readCaseFile(source: Source): Outcome<CaseFile | undefined> {
  const { value: document, diagnostics } = readDocument(source)
  if (document === undefined) return { value: undefined, diagnostics }
  const found: Diagnostic[] = [...diagnostics, ...validateDocument(document, 'cases')]
  const ruleset = rulesetOf(document)
  if (hasErrors(found) || ruleset === undefined) return { value: undefined, diagnostics: found }
  const cases = listUnder(document, 'cases').flatMap(it =>
    it.kind === 'map' ? readCase(it, document, found) : [],
  )
  complainOfDuplicates(cases, found)
  for (const it of cases) complainOfRules(it, ruleset, found)
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
  const address = scalarUnder(document, 'ruleset')
  if (address !== undefined) return { kind: 'address', address }
  const rules = scalarUnder(document, 'rules')
  return rules && { kind: 'inline', rules, files: scalarsUnder(document, 'files') }
}

function readCase(node: MapNode, document: MapNode, diagnostics: Diagnostic[]): readonly Case[] {
  const id = scalarUnder(node, 'id')
  const expectation = id && readExpectation(node, id, diagnostics)
  if (id === undefined || expectation === undefined) return []
  const rules = scalarUnder(node, 'rules')
  return [
    {
      id: id.text,
      at: id.at,
      ...textField('title', node, 'title'),
      ...textField('why', node, 'why'),
      ...textField('boundary', node, 'boundary'),
      ...provenanceOf(node, document, id, diagnostics),
      ...(rules === undefined ? {} : { rules }),
      files: scalarsUnder(node, 'files'),
      overlays: listUnder(node, 'overlays').filter(it => it.kind !== 'list'),
      set: cellsUnder(node, 'set'),
      tables: tablesIn(node),
      given: mapUnder(node, 'given').flatMap(it => readGivenRows(it.key, it.value)),
      expectation,
      warns: readDiagnostics(listUnder(node, 'warns')),
    },
  ]
}

/** Where a case is from, by its own word or the file's, and how it stands to that. */
function provenanceOf(
  node: MapNode,
  document: MapNode,
  id: ScalarNode,
  diagnostics: Diagnostic[],
): Pick<Case, 'source' | 'standing'> {
  const source = scalarUnder(node, 'source') ?? scalarUnder(document, 'source')
  const standing = scalarUnder(node, 'standing')?.text as Standing | undefined
  if (standing === undefined && source !== undefined)
    diagnostics.push(report('case/no-standing', id.at, { case: id.text }))
  if (standing === 'published' && source === undefined)
    diagnostics.push(report('case/no-source', id.at, { case: id.text }))
  return {
    ...(source === undefined ? {} : { source: source.text }),
    ...(standing === undefined ? {} : { standing }),
  }
}

const tablesIn = (node: MapNode): Case['tables'] =>
  new Map(
    mapUnder(node, 'tables').flatMap(({ key, value }) =>
      value.kind === 'map' ? [[key.text, { name: key, settings: value }] as const] : [],
    ),
  )

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

/** Rules that stand elsewhere are not rewritten by a case; that is what overlays are for. */
function complainOfRules(it: Case, ruleset: CaseFile['ruleset'], diagnostics: Diagnostic[]): void {
  if (ruleset.kind === 'inline' || (it.rules === undefined && it.files.size === 0)) return
  const args = { case: it.id, address: ruleset.address.text }
  diagnostics.push(report('case/rules-elsewhere', it.rules?.at ?? it.at, args))
}
