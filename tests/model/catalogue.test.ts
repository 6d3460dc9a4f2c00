/** Every example of the catalogue's model stage fails as it says, and its repair does not. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Span, textOf } from '../../src/source/source.ts'
import { diagnosticsOf, type ModelExample } from './model-examples.ts'

interface Entry {
  readonly fails: readonly (ModelExample & { at: string; occurrence?: number; in?: string })[]
  readonly repaired: readonly ModelExample[]
}

const catalogue = new Map<string, Entry>(
  Object.entries(parse(readFileSync('spec/1.0/diagnostics/model.yaml', 'utf8'))),
)

describe.each([...catalogue])('%s', (code, { fails, repaired }) => {
  test.each(fails.map(it => [it]))('is given for %o', example => {
    const given = diagnosticsOf(example).filter(it => it.code === code)
    const places = given.map(it => placeOf(it.at))
    expect(places).toContainEqual({
      text: example.at.trimEnd(),
      occurrence: example.occurrence ?? 1,
      ...(example.in === undefined ? {} : { file: example.in }),
    })
    function placeOf(span: Span) {
      const text = textOf(span).trimEnd()
      const before = span.source.text.slice(0, span.start + text.length)
      const occurrence = text === '' ? 1 : before.split(word(text)).length - 1
      return { text, occurrence, ...(example.in === undefined ? {} : { file: span.source.name }) }
    }
  })

  test.each(fails.map(it => [it]))('is the only complaint about %o', example => {
    expect(new Set(diagnosticsOf(example).map(it => it.code))).toEqual(new Set([code]))
  })

  test.each(repaired.map(it => [it]))('is not given for %o', example => {
    expect(diagnosticsOf(example)).toEqual([])
  })
})

/** The text where it is not part of a longer word. */
function word(text: string): RegExp {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const edge = (letter: string | undefined): string => (/\w/.test(letter ?? '') ? '\\b' : '')
  return new RegExp(`${edge(text[0])}${escaped}${edge(text.at(-1))}`)
}
