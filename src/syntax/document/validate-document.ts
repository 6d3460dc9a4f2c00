/**
 * Checks the form of a document against the JSON Schema of its sort: which keys there are, which are
 * needed, and what sort of thing stands under each. Names and expressions are not looked at.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { cases, columns, overlay, registry, ruleset, sample, survivors } from './generated/validators.js'
import type { MapNode } from './node.ts'
import { placeAt, plainView } from './plain-view.ts'
import { shapeProblem, toldAmong } from './shape-problem.ts'
import type { Validator } from './validator.ts'

/** The sorts of document there are. */
export type DocumentSort = 'ruleset' | 'overlay' | 'registry' | 'cases' | 'columns' | 'sample' | 'survivors'

const VALIDATORS: Readonly<Record<DocumentSort, Validator>> = {
  ruleset,
  overlay,
  registry,
  cases,
  columns,
  sample,
  survivors,
}

/** More than anyone repairs at a time. */
const MOST_REPORTED = 100

/** What is wrong with the form, in the order of the text. Faults that do not follow from each other are all told. */
export function validateDocument(document: MapNode, sort: DocumentSort): readonly Diagnostic[] {
  const validate = VALIDATORS[sort]
  if (validate(plainView(document))) return []
  return toldAmong(validate.errors ?? [])
    .slice(0, MOST_REPORTED)
    .map(it => shapeProblem(it, placeAt(document, it.instancePath)))
    .toSorted((a, b) => a.at.start - b.at.start)
}
