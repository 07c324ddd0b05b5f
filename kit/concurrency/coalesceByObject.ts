import { Flights } from './coalescer.ts'
import type { CallSignal } from './lightAbortSignal.ts'

/**
 * Runs `begin` unless the same (`of` and `key`) is under way for somebody else, whose outcome then serves both. Rejects
 * when `signal` aborts; the work itself is given up when nobody waits for it any more.
 */
export type Join<K extends object, T> = (
  of: K,
  key: string,
  signal: CallSignal,
  begin: (signal: CallSignal) => Promise<T>,
) => Promise<T>

export function createJoin<K extends object, T>(): Join<K, T> {
  const flights = new WeakMap<K, Flights<T>>()
  return (of, key, signal, begin) => {
    let own = flights.get(of)
    if (own === undefined) {
      own = new Flights<T>()
      flights.set(of, own)
    }
    return own.join(key, signal, begin)
  }
}

/** For where nothing is to be joined. */
export function runAlone<K extends object, T>(
  _of: K,
  _key: string,
  signal: CallSignal,
  begin: (signal: CallSignal) => Promise<T>,
): Promise<T> {
  return begin(signal)
}
