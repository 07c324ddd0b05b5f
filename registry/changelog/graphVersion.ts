/** One version of what clients see of the graph, wherever it is remembered. */
export interface GraphVersion {
  /** A commit, or the number of a publication. */
  readonly name: string
  /** YYYY-MM-DD */
  readonly day: string
  /** Why it was made, as its author said. */
  readonly reason: string
  readonly apiSdl: string
}
