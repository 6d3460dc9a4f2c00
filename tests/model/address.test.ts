import { describe, expect, test } from 'vitest'
import { matches, parseAddress, printAddress } from '../../src/model/address.ts'
import { wholeOf } from '../../src/source/fragment.ts'

const parse = (text: string) => parseAddress(wholeOf({ name: 'address', text }))

describe('an address', () => {
  test.each([
    ['ks2@2016', { ruleset: 'ks2', year: 2016 }],
    ['ks2@2016/provisional', { ruleset: 'ks2', year: 2016, release: 'provisional' }],
    ['16-to-18@2019/final.12', { ruleset: '16-to-18', year: 2019, release: 'final', revision: 12 }],
  ])('%s is read and written back', (text, expected) => {
    const { value, diagnostics } = parse(text)
    expect(diagnostics).toEqual([])
    expect(value).toEqual(expected)
    expect(value && printAddress(value)).toBe(text)
  })

  test.each([
    '',
    'ks2',
    'ks2@16',
    'KS2@2016',
    'ks2@2016/',
    'ks2@2016/final.',
    'ks2@2016/final.01',
    'ks2@2016 ',
    '../x@2016',
  ])('%j is none', text => {
    expect(parse(text).value).toBeUndefined()
    expect(parse(text).diagnostics.map(it => it.code)).toEqual(['model/malformed-address'])
  })

  test('that leaves something out can mean any', () => {
    const address = { ruleset: 'a', year: 2000, release: 'final', revision: 2 }
    expect(matches(address, { ruleset: 'a', year: 2000 })).toBe(true)
    expect(matches(address, { ruleset: 'a', year: 2000, release: 'final' })).toBe(true)
    expect(matches(address, { ruleset: 'a', year: 2000, release: 'final', revision: 1 })).toBe(false)
    expect(matches(address, { ruleset: 'a', year: 2001 })).toBe(false)
  })
})
