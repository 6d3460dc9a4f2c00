/** Laws that hold of every registered ruleset, on cohorts generated from the inputs it declares. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Run } from '../../src/engine/engine.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import { cohortArbitrary } from '../../src/laws/cohort-arbitrary.ts'
import { cohortOf, type GeneratedCohort } from '../../src/laws/generated-cohort.ts'
import type { Program } from '../../src/model/program.ts'
import type { DocumentNode, MapNode } from '../../src/syntax/document/node.ts'
import { textOfValue } from '../../src/value/text-of-value.ts'
import { ADDRESSES, foundRuleset, programOf } from '../fixtures/registered.ts'

/** Few cohorts: each is a whole run, and the registry grows. */
const RUNS = { numRuns: 3, seed: 2016 }

const runOn = (program: Program, cohort: GeneratedCohort): Run =>
  referenceEngine(program, cohortOf(program, cohort))

/** Every exact and every published value, by column and key, in one text. */
function digest(run: Run): string {
  const lines = run.program.order.flatMap(id => {
    const level = run.levels.get(run.program.columns.get(id)?.level ?? '')
    const rows = Array.from({ length: level?.size ?? 0 }, (_, row) => row)
    return rows.map(
      row => `${id} ${level?.key(row)} ${textOfValue(run.value(id, row))} ${textOfValue(run.shown(id, row))}`,
    )
  })
  return lines.sort().join('\n')
}

const reversedRows = ({ levels }: GeneratedCohort): GeneratedCohort => ({
  levels: new Map([...levels].map(([level, rows]) => [level, [...rows].reverse()])),
})

/** Maps whose order of keys is content keep it; see `documents/order-is-free`. */
const ORDERED = new Set(['members', 'list', 'fill', 'on', 'dimensions', 'by', 'gives'])

function reversedKeys(node: MapNode): MapNode {
  const entries = node.entries.map(it => ({
    ...it,
    value: ORDERED.has(it.key.text) ? it.value : reversed(it.value),
  }))
  return { ...node, entries: entries.reverse() }
}
const reversed = (node: DocumentNode): DocumentNode => (node.kind === 'map' ? reversedKeys(node) : node)

describe.each(ADDRESSES)('%s', address => {
  const found = foundRuleset(address)
  const program = programOf(found)
  const cohorts = cohortArbitrary(program, { maxRows: 5 })

  test('the order of rows changes nothing', () => {
    fc.assert(
      fc.property(cohorts, cohort => {
        expect(digest(runOn(program, reversedRows(cohort)))).toBe(digest(runOn(program, cohort)))
      }),
      RUNS,
    )
  })

  test('the order of keys in the document changes nothing', () => {
    const turned = programOf({ ...found, document: reversedKeys(found.document) })
    fc.assert(
      fc.property(cohorts, cohort => {
        expect(digest(runOn(turned, cohort))).toBe(digest(runOn(program, cohort)))
      }),
      RUNS,
    )
  })

  test('nothing absent is published as a value, and no evaluation is refused', () => {
    fc.assert(
      fc.property(cohorts, cohort => {
        const run = runOn(program, cohort)
        for (const id of program.order) {
          const size = run.levels.get(program.columns.get(id)?.level ?? '')?.size ?? 0
          for (let row = 0; row < size; row += 1) {
            if (run.value(id, row).kind === 'absent') expect(run.shown(id, row).kind, id).toBe('absent')
          }
        }
        expect(run.diagnostics).toEqual([])
      }),
      RUNS,
    )
  })
})
