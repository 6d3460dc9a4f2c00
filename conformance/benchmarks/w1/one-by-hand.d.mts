/** A result as a record of texts. */
export interface ResultRecord {
  readonly qualification: string
  readonly subject: string
  readonly grade: string
}

/** The best eight of one pupil's results. */
export function bestEightOfOne(results: readonly ResultRecord[]): number
