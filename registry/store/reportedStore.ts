import { StoreUnavailable } from '../refusals.ts'
import { DamagedStore, type RegistryStore } from './registryStore.ts'

/** A store whose failures are told: to `onFailure` as they are, to whoever asked without what only we may read. */
export function reportFailures(store: RegistryStore, onFailure: (error: unknown) => void): RegistryStore {
  const reported = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      onFailure(error)
      if (error instanceof DamagedStore) throw error
      throw new StoreUnavailable('Expected an answer of the store; got none. Try again later.', {
        cause: error,
      })
    }
  }
  return {
    readActs: (after) => reported(store.readActs(after)),
    readText: (hash) => reported(store.readText(hash)),
    append: (number, act, texts) => reported(store.append(number, act, texts)),
    close: () => store.close(),
  }
}
