import DataLoader from 'dataloader'

/**
 * A loader for one request: `find` receives the distinct keys of one batch and returns what it found, keyed; a key
 * without a result loads as null, in key order.
 */
export function createLoader<K, V>(
  find: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>> | ReadonlyMap<K, V>,
): DataLoader<K, V | null> {
  return new DataLoader<K, V | null>(async (keys) => {
    const found = await find(keys)
    return keys.map((key) => found.get(key) ?? null)
  })
}

/** The index of `items` by `keyOf`; of two items with one key the later stands. */
export function indexBy<K, V>(items: readonly V[], keyOf: (item: V) => K): ReadonlyMap<K, V> {
  return new Map(items.map((item) => [keyOf(item), item]))
}

/** All `items` of each key, in their order. */
export function groupBy<K, V>(items: readonly V[], keyOf: (item: V) => K): ReadonlyMap<K, readonly V[]> {
  const groups = new Map<K, V[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

/** The entries of `index` for `keys`; what a loader's `find` does over an index in memory. */
export function pick<K, V>(index: ReadonlyMap<K, V>, keys: readonly K[]): ReadonlyMap<K, V> {
  const found = new Map<K, V>()
  for (const key of keys) {
    const value = index.get(key)
    if (value !== undefined) found.set(key, value)
  }
  return found
}
