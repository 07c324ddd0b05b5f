/** An answer as the pipeline gave it, its body read. */
export interface AskedAnswer {
  readonly status: number
  readonly body: unknown
}

/** Asks the graph as the client who opened the URL, through all the stages that a request meets. */
export type AskGraph = (query: string, variables: Readonly<Record<string, unknown>>) => Promise<AskedAnswer>
