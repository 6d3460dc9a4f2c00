/** What came of looking at one measure. */
import type { Column } from '../model/program.ts'
import type { PlacesReport } from './entries/places.ts'
import type { Finding, Searched } from './finding.ts'

export interface Audited {
  readonly findings: readonly Finding[]
  readonly searched: Searched
  readonly places?: PlacesReport
}

export const nothing = ({ id }: Column, note: string): Audited => ({
  findings: [],
  searched: {
    measure: id,
    how: 'not searched',
    classes: 0,
    changes: 0,
    inputs: [],
    held: [],
    findings: 0,
    note,
  },
})
