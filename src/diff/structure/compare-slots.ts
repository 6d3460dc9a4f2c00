/** Slots: their fills and limits by name, and how candidates are found and chosen. */
import type { Change } from '../change.ts'
import { shownSetting } from './compare-fields.ts'
import { type Fields, fieldsOf, isSame, listOf, textOf, without } from './entries.ts'
import { became, changeOf, nameOf, type Pair } from './pair.ts'

export function compareSlots(pair: Pair, before: Fields, after: Fields): readonly Change[] {
  const name = nameOf(pair.after)
  const said = (form: Change['form'], text: string, was?: string, is?: string): Change =>
    changeOf(pair, { kind: 'slots', form, text: `${name}${text}`, before: was, after: is })
  const settings = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter(key => key !== 'fills' && key !== 'limits' && !isSame(before[key], after[key]))
    .map(key =>
      said(
        'changed',
        became(`, ${SLOT_WORDS[key] ?? key}`, shownSetting(before[key]), shownSetting(after[key])),
      ),
    )
  return [...settings, ...compareParts('fills', 'slot'), ...compareParts('limits', 'limit')]

  function compareParts(key: 'fills' | 'limits', noun: string): readonly Change[] {
    const byName = (body: Fields) =>
      new Map(listOf(body[key]).map(it => [textOf(fieldsOf(it).name), fieldsOf(it)]))
    const [old, now] = [byName(before), byName(after)]
    const text = (fields: Fields) => shownSetting(without(fields, ['name']))
    return [...new Set([...now.keys(), ...old.keys()])].flatMap(part => {
      const [was, is] = [old.get(part), now.get(part)]
      if (was === undefined && is !== undefined)
        return [said('added', `: new ${noun} ${part}, ${text(is)}`, undefined, text(is))]
      if (was !== undefined && is === undefined)
        return [said('removed', `: ${noun} ${part} is gone, was ${text(was)}`, text(was))]
      if (was === undefined || is === undefined || isSame(was, is)) return []
      return [said('changed', became(`, ${noun} ${part}`, text(was), text(is)), text(was), text(is))]
    })
  }
}

const SLOT_WORDS: Readonly<Record<string, string>> = {
  from: 'candidates',
  where: 'which are candidates',
  choose: 'how they are chosen',
  score: 'score of a candidate',
  copies: 'copies of a candidate',
  splitCopies: 'whether copies may part',
}
