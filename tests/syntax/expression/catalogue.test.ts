/** Every example of the catalogue of parse diagnostics does what the catalogue says of it. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { textOf } from '../../../src/source/source.ts'
import { read, SORTS, type Sort } from './support.ts'

interface Example extends Partial<Record<Sort, string>> {
  readonly generated?: keyof typeof GENERATED
  readonly at?: string
}
type Catalogue = Record<string, { fails: Example[]; repaired: Example[] }>

const GENERATED = {
  'brackets inside brackets, ten thousand deep': `${'('.repeat(5000)}1`,
  'a sum of a thousand terms': `1${' + 1'.repeat(999)}`,
  'a megabyte of digits': '1'.repeat(1_000_000),
} as const

const catalogue = parse(readFileSync('spec/1.0/diagnostics/parse.yaml', 'utf8')) as Catalogue

const readExample = (example: Example) => {
  if (example.generated !== undefined) return read('expression', GENERATED[example.generated])
  const sort = SORTS.find(it => example[it] !== undefined)
  return read(sort!, example[sort!]!)
}

describe.each(Object.entries(catalogue))('%s', (code, { fails, repaired }) => {
  it.each(fails)('is raised, alone, by $expression$pattern$type$instead$generated', example => {
    const { diagnostics } = readExample(example)
    expect(diagnostics.map(it => it.code)).toEqual([code])
    expect(textOf(diagnostics[0]!.at)).toBe(example.at)
  })

  it.each(repaired)('is not raised by $expression$pattern$type$instead', example => {
    expect(readExample(example).diagnostics).toEqual([])
  })
})
