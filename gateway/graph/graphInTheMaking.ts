import type { GraphQLSchema } from 'graphql'
import type { SupergraphSource, SupergraphVersion } from './supergraphSource.ts'

/** A graph that somebody is changing on this machine. */
export interface GraphInTheMaking {
  /** What composes now. */
  readonly supergraphSdl: string
  /** What is wrong with what was saved last; empty where it is served. */
  readonly problems: () => readonly string[]
  /** Has the listener, which tells whether it is served now, called with each supergraph that comes after. */
  readonly onSupergraph: (listener: (sdl: string) => Promise<boolean>) => void
  /**
   * The subgraphs that are not answered by the code of their bureau here: by this schema, as it is when they are asked, or,
   * where it is null, at their address.
   */
  readonly others: ReadonlyMap<string, (() => GraphQLSchema) | null>
}

/** The versions of a graph in the making: none waits for a file to be looked at. */
export function createSourceInTheMaking({ supergraphSdl, onSupergraph }: GraphInTheMaking): SupergraphSource {
  return {
    place: 'the graph in the making',
    setting: 'SUPERGRAPH_FILE',
    readFirst: async () => [toVersion(supergraphSdl)],
    watch(_first, { accept }) {
      let isWatched = true
      let pending: Promise<unknown> = Promise.resolve()
      onSupergraph((sdl) => {
        const accepted = pending.then(() => (isWatched ? accept(toVersion(sdl)) : false))
        pending = accepted
        return accepted
      })
      return {
        async stop() {
          isWatched = false
          await pending
        },
      }
    },
  }
}

function toVersion(sdl: string): SupergraphVersion {
  return { sdl, release: null, onServed: async () => {} }
}
