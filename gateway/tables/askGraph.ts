/** An answer of the pipeline, its body parsed. */
export interface ReadAnswer {
  readonly status: number
  readonly body: unknown
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Sends a query to the graph as the client who opened the URL, through all stages of the pipeline; with provenance, the
 * answer tells what it is made of.
 */
export type AskGraph = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
  provenance: boolean,
) => Promise<ReadAnswer>
