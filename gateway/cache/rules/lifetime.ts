import type { CacheControl } from './cacheControl.ts'
import type { Entry } from '../entities/entry.ts'

/** The cache hint of a selection: the least age and the strictest scope of everything in it. */
export interface Hint {
  /** Seconds; undefined when something in the selection has no hint. */
  readonly maxAge: number | undefined
  /** The least of the hints that there are, which holds in any case. */
  readonly limit: number
  readonly isPrivate: boolean
}

/** Lifetimes where neither schema nor subgraph states one; seconds. */
export interface LifetimeDefaults {
  readonly maxAge: (subgraph: string) => number
  readonly staleWhileRevalidate: number
  readonly staleIfError: number
}

export type CacheLifetime = Pick<Entry, 'freshFor' | 'staleFor' | 'errorFor'>

/** Why a response is not stored, as `x-explain: plan` tells it. */
export interface NotStored {
  readonly reason: string
}

/** Negative results are stored briefly: an entity that is missing now is often about to be added. */
export const NEGATIVE_SECONDS = 10

/** The part of a lifetime that is left to chance, so that entries stored together do not expire together. */
const JITTER = 0.1

export interface Answered {
  readonly subgraph: string
  readonly hint: Hint
  readonly cacheControl: CacheControl | undefined
  /** Whether the value is null, or all of its fields are. */
  readonly isNegative: boolean
  /** Whether the key of the entry names the caller. */
  readonly isPersonal: boolean
}

/** How long a response may be stored: the least of what the schema and the subgraph state. */
export function decideLifetime(
  answered: Answered,
  defaults: LifetimeDefaults,
  random: () => number,
): CacheLifetime | NotStored {
  const { cacheControl, isNegative, isPersonal } = answered
  if (cacheControl?.isForbidden === true) return { reason: 'the subgraph forbids it' }
  if (cacheControl?.isPrivate === true && !isPersonal)
    return { reason: 'the subgraph says that it is private' }
  const seconds = lifetimeSecondsOf(answered, defaults)
  if (seconds <= 0) return { reason: 'nothing says how long it may be kept' }
  const freshFor = (isNegative ? Math.min(seconds, NEGATIVE_SECONDS) : seconds) * 1_000
  const { staleWhileRevalidate = Math.min(defaults.staleWhileRevalidate, seconds) } = cacheControl ?? {}
  const { staleIfError = defaults.staleIfError } = cacheControl ?? {}
  return {
    freshFor: freshFor * (1 - JITTER * random()),
    staleFor: isNegative ? 0 : staleWhileRevalidate * 1_000,
    errorFor: isNegative ? 0 : staleIfError * 1_000,
  }
}

function lifetimeSecondsOf({ subgraph, hint, cacheControl }: Answered, defaults: LifetimeDefaults): number {
  const stated = hint.maxAge ?? cacheControl?.maxAge ?? defaults.maxAge(subgraph)
  return Math.min(stated, hint.limit, cacheControl?.maxAge ?? Infinity)
}
