/** At which values what owners are compared with is held: as asked, or as it is in the tables. */
import type { Held } from '../finding.ts'
import { heldValues } from '../held-values.ts'
import type { Searching } from '../search-rows.ts'
import type { EntryModel } from './entry-model.ts'

export const heldHere = (searching: Searching, { held, changed }: EntryModel): readonly Held[] => {
  const { program, engine, options, source, hold: asked } = searching
  const before = engine(program, { levels: new Map() }, options)
  return held.map(it => heldValues({ program, source, asked, before, changed }, it))
}
