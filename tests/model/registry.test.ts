import { describe, expect, test } from 'vitest'
import { report } from '../../src/diagnostics/report.ts'
import { type PartialAddress, printAddress } from '../../src/model/address.ts'
import { digestOf } from '../../src/model/canonical-form.ts'
import { checkFinal } from '../../src/model/final-release.ts'
import { buildRegistry, checkRelease, findRelease, type Registry } from '../../src/model/registry.ts'
import { spanOf } from '../../src/source/source.ts'
import { codesIn, mapIn, soundRuleset } from '../fixtures/ruleset.ts'

function registryOf(...entries: readonly string[]): Registry {
  const list = entries.map(it => `  - {${it}}\n`).join('')
  const { value, diagnostics } = buildRegistry(
    mapIn('registry.yaml', `yardstick: "1.0"\nrulesets:\n${list}`).value,
  )
  if (value === undefined || diagnostics.length > 0) throw new Error(codesIn(diagnostics).join())
  return value
}

const SEVERAL = registryOf(
  'address: ks2@2016/final.1, folder: ks2/2016-1',
  'address: ks2@2016/final.2, folder: ks2/2016',
  'address: ks2@2016/provisional.1, folder: ks2/2016, overlays: provisional.yaml',
  'address: ks2@2017/provisional.1, folder: ks2/2017',
)

const find = (wanted: PartialAddress) => {
  const text = printAddress(wanted)
  const { value, diagnostics } = findRelease(
    SEVERAL,
    wanted,
    spanOf({ name: 'address', text }, 0, text.length),
  )
  return value?.name ?? diagnostics[0]?.args.nearest ?? 'none'
}

describe('the registry', () => {
  test('gives the newest final release of a year', () => {
    expect(find({ ruleset: 'ks2', year: 2016 })).toBe('ks2@2016/final.2')
  })

  test('gives the newest revision of a release, or the one asked for', () => {
    expect(find({ ruleset: 'ks2', year: 2016, release: 'final' })).toBe('ks2@2016/final.2')
    expect(find({ ruleset: 'ks2', year: 2016, release: 'final', revision: 1 })).toBe('ks2@2016/final.1')
    expect(find({ ruleset: 'ks2', year: 2016, release: 'provisional' })).toBe('ks2@2016/provisional.1')
  })

  test('says which address may have been meant', () => {
    expect(find({ ruleset: 'ks', year: 2017, release: 'provisional' })).toBe('ks2@2017/provisional')
  })

  test('is the one registered first where a year has no final one', () => {
    expect(find({ ruleset: 'ks2', year: 2017 })).toBe('ks2@2017/provisional.1')
  })

  test('knows the folder and the overlays of a release', () => {
    expect(SEVERAL.releases.get('ks2@2016/provisional.1')).toMatchObject({
      folder: 'ks2/2016',
      overlays: ['provisional.yaml'],
    })
  })
})

describe('a release', () => {
  const checked = (fragment: string, digest: string | undefined, release = 'final') => {
    const ruleset = soundRuleset(fragment)
    const pinned = digest === undefined ? '' : `, digest: ${digest}`
    const { releases } = registryOf(`address: test@2000/${release}.1, folder: test/2000${pinned}`)
    const [entry] = releases.values()
    return entry === undefined ? [] : codesIn(checkRelease(entry, ruleset))
  }
  const digest = (fragment: string) => digestOf(soundRuleset(fragment))

  test('is what it was when it was released', () => {
    const draft = 'release: draft'
    expect(checked(draft, digest(draft), 'draft')).toEqual([])
    expect(checked(`${draft}\nnote: Changed.`, digest(draft), 'draft')).toEqual([
      'model/released-revision-changed',
    ])
  })

  test('may change until it is pinned', () => {
    expect(checked('release: final', undefined)).toEqual([])
  })

  test('that is final and official holds nothing unconfirmed, registered or not', () => {
    const finished = (fragment: string) => {
      const ruleset = soundRuleset(fragment)
      return codesIn(checkFinal(ruleset, ruleset.at, [report('lint/unconfirmed', ruleset.at)]))
    }
    expect(finished('release: final')).toEqual(['model/unfinished-final'])
    expect(finished('release: final\nstatus: draft')).toEqual([])
    expect(finished('release: provisional')).toEqual([])
  })

  test('is in the folder that its address names', () => {
    expect(checked('release: provisional', undefined)).toEqual(['model/misplaced-release'])
  })
})
