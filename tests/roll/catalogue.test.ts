/** Every example of the catalogue's stage of confirming is refused as it says, and its repair is not. */
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { addSource } from '../../src/roll/add-source.ts'
import { confirm } from '../../src/roll/confirm.ts'
import { testCatalogue } from '../fixtures/catalogue.ts'
import { documentOf, request, typed, yearOf } from './year.ts'

interface Example {
  readonly confirm?: readonly string[]
  readonly cite?: readonly string[]
  readonly changed?: string
  readonly source?: string
  readonly at?: string
}

const BEFORE = `
sources: {guide-2017: {title: Guide}}
reasons: {few: {kind: suppressed, text: too few}}
tables: {points: {by: grade, rows: {A: 5, B: 4}, cite: guide-2017 p1}}
rules: {pupil: {passed: {is: n >= 40}}, school: {passed: {is: mean(passed over pupil)}}}
`
const NOW = `
inherited:
  from: small@2017/final.1
  unconfirmed:
    sources: [guide-2017]
    reasons: [few]
    tables: [points]
    rules: [pupil.passed, school.passed]
${BEFORE.replace('Guide}', 'Guide}, guide-2018: {title: Guide}').replace('n >= 40', 'n >= 41')}`

function saidAbout({ confirm: names = [], cite = [], changed, source }: Example): readonly Diagnostic[] {
  const [key] = typed(source === undefined ? [] : [source])
  if (key !== undefined) return addSource(documentOf(NOW), key, { title: 'Guide' }).diagnostics
  const asked = request(names, cite, { isChanged: changed !== undefined })
  return confirm(yearOf(NOW, {}), asked, yearOf(BEFORE, {})).diagnostics
}

testCatalogue('roll', saidAbout)
