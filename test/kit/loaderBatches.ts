import DataLoader from 'dataloader'

/** One look-up of a loader for all its keys at once. */
export interface LoaderBatch {
  /** "subgraph.loader" */
  readonly loader: string
  readonly keys: number
}

/** The context of one subgraph call, its loaders noting each of their batches. */
export function watchLoaders(subgraph: string, context: object, batches: LoaderBatch[]): object {
  const loaders: unknown = Reflect.get(context, 'loaders')
  for (const [name, loader] of Object.entries(loaders ?? {})) {
    if (loader instanceof DataLoader) watchLoader(`${subgraph}.${name}`, loader, batches)
  }
  return context
}

/** Listens where DataLoader itself hands over a batch: it tells nobody of it. */
function watchLoader(name: string, loader: object, batches: LoaderBatch[]): void {
  const find: unknown = Reflect.get(loader, '_batchLoadFn')
  if (typeof find !== 'function') throw new Error('DataLoader has no _batchLoadFn any more.')
  Reflect.set(loader, '_batchLoadFn', (keys: readonly unknown[]): unknown => {
    batches.push({ loader: name, keys: keys.length })
    return find(keys)
  })
}
