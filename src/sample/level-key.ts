/** What identifies the rows of a level in a sample, and ties them to the rows above. */
import { nearest } from '../diagnostics/nearest.ts'
import type { Program } from '../model/program.ts'
import type { CompiledLevel } from './compile-level.ts'
import type { LevelDescription } from './description.ts'
import { KEY_SLOT, type LevelColumns } from './level-columns.ts'
import type { KeyPlan, SampleLevel } from './sample.ts'
import type { Complain } from './site.ts'
import { targetOf } from './target.ts'

export interface LevelKey {
  /** Names of columns that need no draw: the key that counts, and the key of the row above. */
  readonly filled: ReadonlySet<string>
  readonly plan: Pick<SampleLevel, 'key' | 'copies' | 'drawnKey' | 'isKeyWithin'>
}

export function keyOf(
  level: LevelDescription,
  columns: LevelColumns,
  above: CompiledLevel | undefined,
  program: Program,
  complain: Complain,
): LevelKey {
  const copies = copiesOf(level, columns, above, program, complain)
  const copied = new Set(copies.map(it => it.name))
  const own = columns.inputs.filter(it => it.isKey && !copied.has(it.column.name))
  const isDrawn = (name: string): boolean =>
    level.inputs.has(name) ||
    (level.rows?.kind === 'listed' && level.rows.rows.every(it => it.columns.has(name)))
  const drawn = own.filter(it => isDrawn(it.column.name))
  const [counted] = own.filter(it => !isDrawn(it.column.name))
  const key = countedKey(level, counted === undefined ? undefined : columns.slotOf(counted.heading))
  if (counted !== undefined && key === undefined) {
    complain('sample/no-key', level.at, { level: level.name, input: counted.heading })
  }
  if (counted !== undefined && level.key !== undefined) checkKey(level.key, counted.column, program, complain)
  const filled = new Set([...copied, ...(counted === undefined ? [] : [counted.column.name])])
  return {
    filled,
    plan: {
      key,
      copies: copies.map(({ slot, from }) => ({ slot, above: from })),
      drawnKey: drawn.flatMap(it => columns.slotOf(it.heading) ?? []),
      isKeyWithin: columns.inputs.some(it => it.isKey && copied.has(it.column.name)),
    },
  }
}

function checkKey(
  { text, at }: NonNullable<LevelDescription['key']>,
  column: Parameters<typeof targetOf>[1],
  program: Program,
  complain: Complain,
): void {
  const target = targetOf(program, column)
  if (target.constant(text) !== undefined) return
  const args = { input: target.heading, expected: target.expected, found: text }
  complain('sample/unknown-value', at, { ...args, nearest: nearest(text, target.known) })
}

/** The key that counts is kept where levels below look for it, and in its column if it has one. */
function countedKey({ key }: LevelDescription, slot: number | undefined): KeyPlan | undefined {
  const [, prefix = '', digits = ''] = /^(.*?)(\d+)$/s.exec(key?.text ?? '') ?? []
  if (digits === '') return undefined
  const slots = slot === undefined ? [KEY_SLOT] : [KEY_SLOT, slot]
  return { slots, prefix, digits: digits.length, first: Number(digits) }
}

interface Copy {
  readonly name: string
  readonly slot: number
  /** The slot of the row above. */
  readonly from: number
}

/** The columns of a row that say which row above it is in: as the program has them, or the input named like that level. */
function copiesOf(
  level: LevelDescription,
  columns: LevelColumns,
  above: CompiledLevel | undefined,
  program: Program,
  complain: Complain,
): readonly Copy[] {
  if (above === undefined || level.in === undefined) return []
  const named = columns.byName.has(above.level.name) ? [`${level.name}.${above.level.name}`] : []
  const here = program.levels.get(level.name)?.belongs.get(above.level.name) ?? named
  const there = above.columns.inputs.filter(it => it.isKey)
  const copies = here.flatMap((id, index): readonly Copy[] => {
    const name = id.slice(level.name.length + 1)
    const slot = columns.slotOf(name)
    const heading = there[index]?.heading
    const from = heading === undefined ? KEY_SLOT : above.columns.slotOf(heading)
    return slot === undefined || from === undefined ? [] : [{ name, slot, from }]
  })
  if (copies.length < here.length || here.length === 0) {
    complain('sample/not-in', level.in.at, { level: level.name, above: above.level.name })
  }
  return copies
}
