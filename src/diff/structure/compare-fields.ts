/** Settings of declared things that are one value each: what each is called, and under which heading its change is told. */
import type { Json } from '../../model/canonical-form.ts'
import type { Change, ChangeKind } from '../change.ts'
import { citesIn, fieldsOf, isSame, textOf } from './entries.ts'
import { became, brief, changeOf, nameOf, type Pair } from './pair.ts'

/** How a setting is told. */
interface Setting {
  readonly says: string
  readonly kind: ChangeKind
}

const ABOUT: Readonly<Record<string, Setting>> = {
  title: { says: 'title', kind: 'wording' },
  note: { says: 'note', kind: 'wording' },
  text: { says: 'text', kind: 'wording' },
  unconfirmed: { says: 'unconfirmed', kind: 'confirmation' },
  stated: { says: 'what its source states', kind: 'sources' },
  year: { says: 'year of its figures', kind: 'wording' },
}

const WORDS_OF: Readonly<Record<string, string>> = {
  groups: 'what it groups',
  in: 'levels it belongs to',
  mayBeMissing: 'may be missing',
  default: 'default',
  earlier: 'earlier result',
  per: 'one for each',
  complete: 'complete',
  otherwise: 'what a key without a row gives',
  keys: 'keys',
  gives: 'what it gives',
  line: 'straight line between rows',
  choices: 'choices',
  show: 'how it is published',
  absence: 'kind of absence',
  shown: 'shown as',
  meets: 'dimensions it meets',
  of: 'level of its groups',
  order: 'order',
  claim: 'claim',
  set: 'parameters set',
  knownFailures: 'known failures',
}

/** The settings of a pair that differ, but for those told in another way. */
export function compareFields(pair: Pair, kind: ChangeKind, told: readonly string[]): readonly Change[] {
  const { before, after } = pair
  const keys = [...new Set([...Object.keys(before.content), ...Object.keys(after.content)])]
  return keys
    .filter(key => !told.includes(key) && !isSame(before.content[key], after.content[key]))
    .map(key => (key === 'cites' ? citesChange(pair) : settingChange(pair, key, kind)))
}

function settingChange(pair: Pair, key: string, kind: ChangeKind): Change {
  const setting = ABOUT[key] ?? { says: WORDS_OF[key] ?? key, kind: key === 'show' ? 'publication' : kind }
  const [before, after] = [pair.before.content[key], pair.after.content[key]]
  const what = `${nameOf(pair.after)}, ${setting.says}`
  if (key === 'unconfirmed') {
    const text = `${nameOf(pair.after)}: ${after === true ? 'no longer confirmed' : 'confirmed'}`
    return changeOf(pair, { kind: setting.kind, form: 'changed', text })
  }
  const shown = [shownSetting(before), shownSetting(after)] as const
  return changeOf(pair, {
    kind: setting.kind,
    form: 'changed',
    text: became(what, shown[0], shown[1]),
    before: shown[0],
    after: shown[1],
  })
}

/** A setting in words: the parts of one that has several. */
export function shownSetting(json: Json | undefined): string {
  if (json === undefined) return ''
  if (json === true) return 'yes'
  if (json === false) return 'no'
  if (Array.isArray(json)) return json.map(shownSetting).join(', ')
  if (typeof json !== 'object') return String(json)
  const fields = fieldsOf(json)
  const own = textOf(fields.name ?? fields.text ?? '')
  const rest = Object.entries(fields).filter(
    ([key, it]) => key !== 'name' && key !== 'text' && textOf(it) !== '' && it !== false,
  )
  const parts = rest.map(([key, it]) => `${key} ${shownSetting(it)}`)
  return [own, ...parts].filter(it => it !== '').join(' ')
}

function citesChange(pair: Pair): Change {
  const [before, after] = [citesIn(pair.before.content).join(', '), citesIn(pair.after.content).join(', ')]
  const text = became(`${nameOf(pair.after)}, citation`, brief(before), brief(after))
  return changeOf(pair, { kind: 'sources', form: 'changed', text, before, after })
}
