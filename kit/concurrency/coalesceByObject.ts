import { Coalescer } from './coalescer.ts'
import type { LightAbortSignal } from './lightAbortSignal.ts'

/**
 * Runs `begin` unless the same (`of` and `key`) is under way for somebody else, whose outcome then serves both. Rejects
 * when `signal` aborts; the work itself is given up when nobody waits for it any more.
 */
export type CoalesceBy<K extends object, T> = (
  of: K,
  key: string,
  signal: LightAbortSignal,
  begin: (signal: LightAbortSignal) => Promise<T>,
) => Promise<T>

export function createCoalesceBy<K extends object, T>(): CoalesceBy<K, T> {
  const flights = new WeakMap<K, Coalescer<T>>()
  return (of, key, signal, begin) => {
    let own = flights.get(of)
    if (own === undefined) {
      own = new Coalescer<T>()
      flights.set(of, own)
    }
    return own.coalesce(key, signal, begin)
  }
}

/** For where nothing is to be joined. */
export function withoutCoalescing<K extends object, T>(
  _of: K,
  _key: string,
  signal: LightAbortSignal,
  begin: (signal: LightAbortSignal) => Promise<T>,
): Promise<T> {
  return begin(signal)
}
