import { Coalescer } from './coalescer.ts'
import type { LightAbortSignal } from './lightAbortSignal.ts'

/**
 * Runs `begin`, unless work with the same `of` and `key` is under way for another caller: then both get its result. Rejects
 * when `signal` aborts; the work itself is aborted when none of its callers waits any more.
 */
export type CoalesceBy<K extends object, T> = (
  of: K,
  key: string,
  signal: LightAbortSignal,
  begin: (signal: LightAbortSignal) => Promise<T>,
) => Promise<T>

export function createCoalesceBy<K extends object, T>(): CoalesceBy<K, T> {
  const coalescers = new WeakMap<K, Coalescer<T>>()
  return (of, key, signal, begin) => {
    let coalescer = coalescers.get(of)
    if (coalescer === undefined) {
      coalescer = new Coalescer<T>()
      coalescers.set(of, coalescer)
    }
    return coalescer.coalesce(key, signal, begin)
  }
}

/** Takes the place of a `CoalesceBy` where coalescing is switched off. */
export function withoutCoalescing<K extends object, T>(
  _of: K,
  _key: string,
  signal: LightAbortSignal,
  begin: (signal: LightAbortSignal) => Promise<T>,
): Promise<T> {
  return begin(signal)
}
