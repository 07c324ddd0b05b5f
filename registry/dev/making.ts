import type { GraphInTheMaking } from '../../gateway/allInOne.ts'

/** What a gateway is told of a graph that changes whenever a schema is saved. */
export interface Making {
  readonly graph: GraphInTheMaking
  /** Has this supergraph served, without problems; whether it is. */
  take(sdl: string): Promise<boolean>
  /** Tells what is wrong; what was served before is served on. */
  tell(problems: readonly string[]): void
}

export function createMaking(supergraphSdl: string, others: GraphInTheMaking['others']): Making {
  let problems: readonly string[] = []
  let serve: ((sdl: string) => Promise<boolean>) | undefined
  const tell = (next: readonly string[]): void => {
    problems = next
  }
  return {
    graph: {
      supergraphSdl,
      others,
      problems: () => problems,
      onSupergraph(listener) {
        serve = listener
      },
    },
    tell,
    async take(sdl) {
      const isServed = serve === undefined || (await serve(sdl))
      if (isServed) tell([])
      return isServed
    },
  }
}
