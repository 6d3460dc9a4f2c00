/** An expression with some of its parts, those in patterns included, replaced by others. */
import { mapParts } from './map-core.ts'
import type { Core } from './program.ts'

export type Replacements = ReadonlyMap<Core, Core>

export const replaceCore = (core: Core, by: Replacements): Core =>
  by.get(core) ?? mapParts(core, it => replaceCore(it, by))
