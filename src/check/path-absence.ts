/**
 * Whether the row that a row belongs to can be absent: for want of a key, or of a row with that key.
 * That data holds the rows its own key columns point to is for reading data to see; a key that is
 * computed, or a group made of other rows, can always point nowhere.
 */
import { type Absence, ALWAYS_THERE, absentAs, anyAbsent } from './absence.ts'
import type { DeclaredColumn } from './declared-columns.ts'
import type { Context, Environment } from './environment.ts'

export const pathAbsence = ({ env, level }: Context, path: readonly string[]): Absence =>
  anyAbsent(path.map((above, index) => stepAbsence(env, path[index - 1] ?? level, above)))

function stepAbsence(env: Environment, from: string, above: string): Absence {
  const names = env.belonging.direct.get(from)?.get(above) ?? []
  const keys = names.flatMap(it => env.columns.get(from)?.get(it) ?? []).filter(it => it.per.length === 0)
  const wanting = keys.map(it => env.know(it, []).absence)
  return anyAbsent([...wanting, hasRow(env, from, above, keys)])
}

/** Whether there is a row for every key that is there. */
function hasRow(env: Environment, from: string, above: string, keys: readonly DeclaredColumn[]): Absence {
  const { levels } = env.ruleset
  const level = levels.get(above)
  if (level === undefined) return ALWAYS_THERE
  if (level.groups === undefined) {
    return keys.some(it => it.origin.kind === 'rule') ? absentAs('missing') : ALWAYS_THERE
  }
  const { level: members, where } = level.groups
  const isMadeOfThem = members === from || members === levels.get(from)?.groups?.level
  return isMadeOfThem && where === undefined ? ALWAYS_THERE : absentAs('not applicable')
}
