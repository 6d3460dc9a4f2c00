/** Heads of rulesets that say another year than their own: mostly something forgotten in copying. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { yearsIn } from '../../model/years-in.ts'
import { entryOf, type MapNode, type ScalarNode } from '../../syntax/document/node.ts'

/** `folder` is the name of the folder that the ruleset lies in, where it is known. */
export function lintHead(document: MapNode, folder?: string): readonly Diagnostic[] {
  const [year, title] = [scalarAt(document, 'year'), scalarAt(document, 'title')]
  if (year === undefined) return []
  return [
    ...(title === undefined ? [] : lintTitle(title, Number(year.text))),
    ...(folder === undefined ? [] : lintFolder(folder, year)),
  ]
}

function scalarAt(document: MapNode, key: string): ScalarNode | undefined {
  const value = entryOf(document, key)?.value
  return value?.kind === 'scalar' ? value : undefined
}

function lintTitle({ text, at }: ScalarNode, year: number): readonly Diagnostic[] {
  const years = yearsIn(text)
  const [found] = years
  if (found === undefined || years.some(it => it.year === year)) return []
  return [report('lint/title-of-another-year', at, { found: found.text, year })]
}

const lintFolder = (folder: string, year: ScalarNode): readonly Diagnostic[] =>
  /^(?:19|20|21)\d\d$/.test(folder) && folder !== year.text
    ? [report('lint/folder-of-another-year', year.at, { folder, found: year.text })]
    : []
