/** What of a ruleset was taken over from another year and has not been looked at since. */
import type { InheritedName, InheritedSection, Ruleset } from './ruleset.ts'

/** Names of one section: whole things, and rows of some. */
export const unconfirmedNames = (
  { inherited }: Pick<Ruleset, 'inherited'>,
  section: InheritedSection,
): readonly InheritedName[] => inherited?.unconfirmed.filter(it => it.section === section) ?? []

/** Whether a thing, or any row of it, is still to be looked at. */
export const isUnconfirmed = (
  ruleset: Pick<Ruleset, 'inherited'>,
  section: InheritedSection,
  name: string,
): boolean =>
  unconfirmedNames(ruleset, section).some(it => it.name === name || it.name.startsWith(`${name}.`))
