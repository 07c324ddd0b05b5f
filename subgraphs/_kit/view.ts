import type { Feed } from './feed.ts'

/**
 * Something built from feeds (an index, a join) that is built again only after one of them has changed. Throws
 * SOURCE_UNAVAILABLE when one of them was never read.
 */
export function createView<V>(feeds: readonly Feed<unknown>[], build: () => V): () => V {
  let versions: readonly number[] = []
  let built: { readonly value: V } | null = null
  return () => {
    const current = feeds.map((feed) => feed.read().version)
    if (!built || current.some((version, index) => version !== versions[index])) {
      built = { value: build() }
      versions = current
    }
    return built.value
  }
}
