/** The engines by name. They agree on every value, published digit and refusal; one is short, the other quick. */
import { columnarEngine } from './columnar/columnar-engine.ts'
import type { Engine } from './engine.ts'
import { referenceEngine } from './reference/reference-engine.ts'

export type EngineName = 'columnar' | 'reference'

export const ENGINES: Readonly<Record<EngineName, Engine>> = {
  columnar: columnarEngine,
  reference: referenceEngine,
}
