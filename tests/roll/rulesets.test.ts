/** Rulesets that people wrote, made into a year to come and confirmed from beginning to end. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Address } from '../../src/model/ruleset.ts'
import { INHERITED_SECTIONS } from '../../src/model/ruleset.ts'
import { addSource } from '../../src/roll/add-source.ts'
import { confirm, type Year } from '../../src/roll/confirm.ts'
import { itemsOf } from '../../src/roll/items.ts'
import { newYear } from '../../src/roll/new-year.ts'
import { countIn, listsIn } from '../../src/roll/unconfirmed.ts'
import type { DocumentNode } from '../../src/syntax/document/node.ts'
import { commentsIn, documentOf, request, typed } from './year.ts'

const RULESETS = ['ks2/2017', 'ks4/2018', 'alps/2017', 'l3va/2019']

/** What a document says, but for its head, its citations and what is unconfirmed. */
const said = (node: DocumentNode): unknown => {
  if (node.kind === 'scalar') return node.text
  if (node.kind === 'list') return node.items.map(said).filter(it => JSON.stringify(it) !== '{}')
  const entries = node.entries.filter(it => !LEFT.has(it.key.text)).map(it => [it.key.text, said(it.value)])
  const fields = Object.fromEntries(entries)
  // A dimension of short form has to have a longer one to be cited.
  return Object.keys(fields).join() === 'members' ? fields.members : fields
}
const LEFT = new Set(['cite', 'unconfirmed', 'inherited', 'year', 'release', 'revision', 'title', 'sources'])

describe.each(RULESETS)('%s', path => {
  const folder = `rulesets/${path}`
  const [name = '', year = ''] = path.split('/')
  const from: Address = { ruleset: name, year: Number(year), release: 'final', revision: 1 }
  const old = documentOf(readFileSync(`${folder}/ruleset.yaml`, 'utf8'))
  const files = ['sample.yaml']
  const yearOf = (text: string): Year => ({
    document: documentOf(text),
    read: it => readFileSync(`${folder}/${it}`, 'utf8'),
    files,
  })

  test('says another year what it said before, and loses no comment when all of it is confirmed', () => {
    const made = newYear(old, from, { ruleset: name, year: from.year + 1 }, files)
    expect(said(documentOf(made.text))).toEqual(said(old))
    expect(countIn(listsIn(documentOf(made.text)))).toBe(itemsOf(old, files).length)
    const [key] = typed(['guide-new'])
    if (key === undefined) throw new Error('no key')
    const { value: cited = '' } = addSource(documentOf(made.text), key, { title: 'The new guide' })
    const known = new Set(itemsOf(old, files).map(it => it.section))
    const sections = INHERITED_SECTIONS.filter(it => known.has(it))
    const { value, diagnostics } = confirm(
      yearOf(cited),
      request(sections, ['guide-new p1']),
      yearOf(old.at.source.text),
    )
    expect(diagnostics).toEqual([])
    const after = documentOf(value?.text ?? '')
    expect(countIn(listsIn(after))).toBe(0)
    expect(said(after)).toEqual(said(old))
    expect(commentsIn(value?.text ?? '')).toEqual(commentsIn(made.text))
  })
})
