/** Reads what a case expects: the values of rows, or diagnostics. Exactly one of the two is expected. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import type { DocumentNode, MapNode, ScalarNode } from '../syntax/document/node.ts'
import { cellsOf, listUnder, mapUnder, scalarUnder, textField } from './case-entries.ts'
import type { Expectation, ExpectedDiagnostic, ExpectedRow, GivenRow } from './case-file.ts'

export function readExpectation(
  node: MapNode,
  id: ScalarNode,
  diagnostics: Diagnostic[],
): Expectation | undefined {
  const expectations = [
    ...expectedRows(mapUnder(node, 'expect')),
    ...refusals('refuse', node),
    ...refusals('fails', node),
  ]
  const [only, ...others] = expectations
  if (only === undefined) diagnostics.push(report('case/no-expectation', id.at, { case: id.text }))
  if (others.length > 0) diagnostics.push(report('case/several-expectations', id.at, { case: id.text }))
  return others.length > 0 ? undefined : only
}

function expectedRows(entries: MapNode['entries']): readonly Expectation[] {
  const rows = entries.flatMap(({ key, value }): readonly ExpectedRow[] =>
    value.kind === 'map' && value.entries.length > 0 ? [{ row: key, cells: cellsOf(value) }] : [],
  )
  return rows.length === 0 ? [] : [{ kind: 'expect', rows }]
}

function refusals(kind: 'refuse' | 'fails', node: MapNode): readonly Expectation[] {
  const diagnostics = readDiagnostics(listUnder(node, kind))
  return diagnostics.length === 0 ? [] : [{ kind, diagnostics }]
}

/** `{code: check/unknown-name, at: nn}`, a list of such. */
export const readDiagnostics = (items: readonly DocumentNode[]): readonly ExpectedDiagnostic[] =>
  items.flatMap((item): readonly ExpectedDiagnostic[] => {
    const code = item.kind === 'map' ? scalarUnder(item, 'code') : undefined
    return item.kind === 'map' && code !== undefined ? [{ code, ...textField('text', item, 'at') }] : []
  })

export function readGivenRows(level: ScalarNode, rows: DocumentNode): readonly GivenRow[] {
  if (rows.kind !== 'list') return []
  return rows.items.flatMap(row =>
    row.kind === 'map'
      ? [{ level, at: row.at, cells: new Map(cellsOf(row).map(it => [it.name.text, it])) }]
      : [],
  )
}
