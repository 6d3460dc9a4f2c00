/** Every overlay that comes with a ruleset can be used, says what it is and why, and has a case that shows what it does. */
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkParts } from '../../src/api/check.ts'
import { scalarUnder } from '../../src/cases/case-entries.ts'
import { readCaseFile } from '../../src/cases/read-case-file.ts'
import { loadRuleset } from '../../src/data/load-ruleset.ts'
import { renderLines } from '../../src/diagnostics/render-line.ts'
import { readDocument } from '../../src/syntax/document/read-document.ts'
import { caseFilesIn } from './case-tests.ts'

const overlays = globSync('rulesets/*/*/overlays/*.yaml')
  .map(it => it.replaceAll('\\', '/'))
  .sort()
  .map(path => ({
    path,
    folder: dirname(dirname(path)),
    name: basename(path, '.yaml'),
    document: readDocument({ name: path, text: readFileSync(path, 'utf8') }).value,
  }))

const textOf = (overlay: (typeof overlays)[number], key: string): string =>
  (overlay.document && scalarUnder(overlay.document, key)?.text) ?? ''

/** `ks2@2016 nominal-79` for every overlay that a worked example names. */
const shown = new Set(
  caseFilesIn('conformance/worked-examples').flatMap(source => {
    const file = readCaseFile(source).value
    const address = file?.ruleset.kind === 'address' ? file.ruleset.address.text : ''
    return (file?.cases ?? []).flatMap(({ overlays: own }) =>
      own.flatMap(overlay => (overlay.kind === 'scalar' ? [`${address.split('/')[0]} ${overlay.text}`] : [])),
    )
  }),
)

describe.each(overlays)('$path', overlay => {
  const { folder, name } = overlay
  const at = { source: { name: 'test', text: '' }, start: 0, end: 0 }

  it('goes by the name of its file, and says what it is and why', () => {
    expect(textOf(overlay, 'overlay')).toBe(name)
    expect(textOf(overlay, 'title')).not.toBe('')
    expect(textOf(overlay, 'note')).not.toBe('')
  })

  it('gives a ruleset without errors', () => {
    const loaded = loadRuleset({
      ruleset: { text: folder, at },
      rulesets: 'rulesets',
      overlays: [{ text: name, at }],
    })
    const { value, diagnostics } = loaded.value
      ? checkParts(loaded.value, loaded.diagnostics)
      : { value: undefined, diagnostics: loaded.diagnostics }
    expect(renderLines(diagnostics.filter(it => it.severity === 'error'))).toBe('')
    expect(value).toBeDefined()
  })

  it('has an example, unless it is a release of its own', () => {
    const [address = ''] = textOf(overlay, 'of').split('/')
    const registry = readFileSync('rulesets/registry.yaml', 'utf8')
    const isReleased = registry.includes(`overlays: overlays/${name}.yaml`)
    expect(isReleased || shown.has(`${address} ${name}`)).toBe(true)
  })
})
