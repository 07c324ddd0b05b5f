import type { Hooks } from '../../kit/hooks/hooks.ts'
import type { FeedState } from './feed.ts'
import type { Subgraph } from './subgraph.ts'

/** One reading that failed is no news: a feed fails when what it gives is refused, too old or not there. */
const FAILING: ReadonlySet<FeedState> = new Set(['DEGRADED', 'STALE', 'FAILED'])

/** Looks at a subgraph's feeds: one that fails is told once, and again only after it was well in between. */
export function createFeedWatch(
  { name, reports }: Pick<Subgraph, 'name' | 'reports'>,
  hooks: Hooks,
): () => void {
  let known: ReadonlySet<string> = new Set()
  return () => {
    // Before its first reading a feed is not there yet.
    const failing = reports().filter(
      ({ state, lastAttemptAt }) => lastAttemptAt !== null && FAILING.has(state),
    )
    for (const { id, title, state, staleSince, lastError } of failing) {
      if (known.has(id)) continue
      hooks.tell({
        type: 'feed.failing',
        subject: `${name} ${id} ${staleSince ?? ''}`,
        data: { subgraph: name, feed: id, title, state, since: staleSince, lastError },
      })
    }
    known = new Set(failing.map(({ id }) => id))
  }
}

const LOOK_MS = 15_000

/** Looks from time to time, until it is stopped. */
export function tellFailingFeeds(subgraph: Pick<Subgraph, 'name' | 'reports'>, hooks: Hooks): () => void {
  const look = createFeedWatch(subgraph, hooks)
  const timer = setInterval(look, LOOK_MS)
  timer.unref()
  return () => clearInterval(timer)
}
