import type { CacheControl } from './cacheControl.ts'
import type { Entry } from '../entities/entry.ts'

/** What the schema says of a selection: the least age and the strictest scope of everything in it. */
export interface Hint {
  /** Seconds; undefined when something in the selection has no hint. */
  readonly maxAge: number | undefined
  /** The least of the hints that there are, which holds in any case. */
  readonly limit: number
  readonly isPrivate: boolean
}

/** What holds where neither schema nor subgraph says anything; seconds. */
export interface LifetimeDefaults {
  readonly maxAge: (subgraph: string) => number
  readonly staleWhileRevalidate: number
  readonly staleIfError: number
}

export type CacheLifetime = Pick<Entry, 'freshFor' | 'staleFor' | 'errorFor'>

/** Why an answer is not kept, in words for whoever asks. */
export interface NotKept {
  readonly reason: string
}

/** "Not found" is kept briefly: what is missing now is often what is about to be added. */
export const NEGATIVE_SECONDS = 10

/** So much of a lifetime is left to chance, so that what was stored together does not die together. */
const JITTER = 0.1

export interface Answered {
  readonly subgraph: string
  readonly hint: Hint
  readonly statement: CacheControl | undefined
  /** Whether the answer is "there is none". */
  readonly isNegative: boolean
  /** Whether the key of the entry names the caller. */
  readonly isPersonal: boolean
}

/** How long an answer may be kept: the least of what the schema and the subgraph say. */
export function decideLifetime(
  answered: Answered,
  defaults: LifetimeDefaults,
  random: () => number,
): CacheLifetime | NotKept {
  const { statement, isNegative, isPersonal } = answered
  if (statement?.isForbidden === true) return { reason: 'the subgraph forbids it' }
  if (statement?.isPrivate === true && !isPersonal) return { reason: 'the subgraph says that it is private' }
  const seconds = lifetimeSecondsOf(answered, defaults)
  if (seconds <= 0) return { reason: 'nothing says how long it may be kept' }
  const freshFor = (isNegative ? Math.min(seconds, NEGATIVE_SECONDS) : seconds) * 1_000
  const { staleWhileRevalidate = Math.min(defaults.staleWhileRevalidate, seconds) } = statement ?? {}
  const { staleIfError = defaults.staleIfError } = statement ?? {}
  return {
    freshFor: freshFor * (1 - JITTER * random()),
    staleFor: isNegative ? 0 : staleWhileRevalidate * 1_000,
    errorFor: isNegative ? 0 : staleIfError * 1_000,
  }
}

function lifetimeSecondsOf({ subgraph, hint, statement }: Answered, defaults: LifetimeDefaults): number {
  const stated = hint.maxAge ?? statement?.maxAge ?? defaults.maxAge(subgraph)
  return Math.min(stated, hint.limit, statement?.maxAge ?? Infinity)
}
