/** Which rulesets are run on which number of rows: about as many as there are in the country of what they are about. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { listReleases } from '../../../src/data/load-ruleset.ts'

export interface NationalCohort {
  /** As `ks2@2016/final.1`: the first registered revision of each folder. */
  readonly address: string
  /** Rows of the level that its sample counts. */
  readonly rows: number
}

/** Pupils of one year by what is measured of them; students of 16 to 18 by whose courses are. */
const ROWS: Readonly<Record<string, number>> = {
  ks2: 600_000,
  'ks2-va': 600_000,
  ks3: 600_000,
  ks4: 550_000,
  'ks4-va': 550_000,
  cva: 550_000,
  l3va: 380_000,
  alps: 300_000,
}
const USUAL_ROWS = 550_000

/** One for each folder of the registry: revisions that differ by an overlay only are the same work. */
export function nationalCohorts(scale: number, only = ''): readonly NationalCohort[] {
  const byFolder = new Map<string, string>()
  for (const { folder, name } of listReleases('rulesets'))
    if (!byFolder.has(folder)) byFolder.set(folder, name)
  return [...byFolder]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([folder, address]) => {
      const [kind = ''] = folder.split('/')
      return { address, rows: Math.round((ROWS[kind] ?? USUAL_ROWS) * scale) }
    })
    .filter(it => it.address.includes(only))
}

/** About how much there is to compute: rows times the length of the rules. */
export function workIn({ address, rows }: NationalCohort): number {
  const folder = listReleases('rulesets').find(it => it.name === address)?.folder ?? ''
  const size = statSync(join('rulesets', folder, 'ruleset.yaml'), { throwIfNoEntry: false })?.size ?? 0
  return rows * size
}
