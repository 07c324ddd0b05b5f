import type { Topics } from '../_kit/events/topic.ts'
import type { CatalogueSource } from './source.ts'

/** What the catalogue's subscriptions follow. */
export const topics: Topics<CatalogueSource> = {
  feeds: {
    // The other bureaus' feeds stand elsewhere.
    feeds: () => [],
    everySeconds: 15,
    states: async ({ board }) =>
      (await board.read()).map(({ id, subgraph, state }) => ({
        key: id,
        state,
        attributes: { subgraph, state },
      })),
    tellsChanges: true,
  },
}
