import type { Log } from '../../../kit/log.ts'
import type { SearchableSource } from '../../_kit/catalogueSources.ts'
import type { PublishedSearchables } from '../../_kit/searchables.ts'
import { createSearchIndex, type SearchIndex } from './searchIndex.ts'

/** The index over what all bureaus publish, kept fresh. */
export interface SearchBoard {
  /** The index; waits for the bureaus only where nothing has been read for long. */
  read(): Promise<SearchIndex>
  /** Asks every bureau now. */
  refresh(): Promise<void>
}

export interface SearchBoardSources {
  readonly sources: readonly SearchableSource[]
  /** The types that the graph's union of results has: what else a bureau publishes cannot be answered. */
  readonly kinds: ReadonlySet<string>
  readonly clock: () => Date
  readonly log: Log
}

/** Milliseconds: what is older is read again, after an answer; what is much older, before it. */
const FRESH_MS = 30_000
const USABLE_MS = 300_000
/** A bureau that has not answered by then keeps what it published before. */
const DEADLINE_MS = 2_000

export function createSearchBoard({ sources, kinds, clock, log }: SearchBoardSources): SearchBoard {
  const index = createSearchIndex()
  const tags = new Map<string, string>()
  let readAt = -Infinity
  let reading: Promise<void> | null = null

  const take = (subgraph: string, published: PublishedSearchables): void => {
    if (published.tag === tags.get(subgraph)) return
    for (const [kind, searchables] of Object.entries(published.kinds))
      if (kinds.has(kind) && searchables !== null) index.replace(kind, searchables)
    tags.set(subgraph, published.tag)
  }

  const readOne = async ({ subgraph, read }: SearchableSource): Promise<void> => {
    try {
      const published = await read(AbortSignal.timeout(DEADLINE_MS), tags.get(subgraph))
      if (published !== null) take(subgraph, published)
    } catch (error) {
      log.warn({ subgraph, err: error }, 'what it publishes to be found was not read; what was stays')
    }
  }

  const refresh = (): Promise<void> => {
    reading ??= Promise.all(sources.map(readOne)).then(() => {
      readAt = clock().getTime()
      reading = null
    })
    return reading
  }

  return {
    refresh,
    async read() {
      const age = clock().getTime() - readAt
      if (age >= USABLE_MS) await refresh()
      else if (age >= FRESH_MS) void refresh()
      return index
    },
  }
}
