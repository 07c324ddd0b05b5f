import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { isRecord } from '../../../kit/isRecord.ts'

/** Asked for again while they are used, so that no token waits for it. */
const REFRESHED_AFTER_MS = 4 * 60_000
/** From then on a token waits for the keys of now: those that its issuer has withdrawn must not go on opening. */
const FRESH_MS = 5 * 60_000
/**
 * So long after they were last read are keys believed while their issuer cannot be asked. Whoever holds a withdrawn key
 * and can keep the gateway from its issuer gains this time and no more.
 */
const KEPT_AT_MOST_MS = 60 * 60_000
/** However many tokens with unknown keys come, an issuer that answers is asked once in this time. */
const UNKNOWN_KEY_PAUSE_MS = 30_000
const FIRST_RETRY_MS = 500
const LONGEST_RETRY_MS = 30_000
const FETCH_TIMEOUT_MS = 3_000
const MAX_LIST_BYTES = 1_048_576

/** No key of the issuer may be believed now, so that nothing can be said of its tokens. */
export class KeysUnavailable extends Error {}

/** How the keys of an issuer stand. */
export interface KeysState {
  /** When they were last read, in milliseconds since 1970; undefined before the first time. */
  readonly readAt: number | undefined
  /** Whether the last attempt to read them failed. */
  readonly isFailing: boolean
}

/** What goes wrong, and what has gone right again, with the keys at an address. */
export interface KeysReport {
  /** Gets, once for each issuer whose keys are read from an address, what tells how they stand. */
  readonly opened: (issuer: string, state: () => KeysState) => void
  readonly failed: (url: string, error: unknown) => void
  readonly recovered: (url: string) => void
}

interface PublishedKeys {
  readonly find: JWTVerifyGetKey
  readonly readAt: number
}

/**
 * The keys that an issuer publishes: read when the first token needs them, then again in the background. After a failure
 * the last good ones are used for a while, and the issuer is asked again after half a second, then less and less often.
 * Rejects with KeysUnavailable where there are none to be believed.
 */
export function createRemoteFinder(
  issuer: string,
  url: string,
  now: () => number,
  report: KeysReport,
): JWTVerifyGetKey {
  let published: PublishedKeys | undefined
  let failures = 0
  let failedAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined

  /** A clock that was set back says nothing of what was before. */
  const elapsedSince = (time: number): number => (now() < time ? Infinity : now() - time)

  const read = async (): Promise<void> => {
    const begun = now()
    try {
      published = { find: createLocalJWKSet(await fetchKeys(url)), readAt: begun }
      if (failures > 0) report.recovered(url)
      failures = 0
    } catch (error) {
      if (failures === 0) report.failed(url, error)
      failedAt = now()
      failures++
    }
  }

  /** Never rejects; at most one reading is under way, and none begins too soon after one that failed. */
  const refresh = (): Promise<void> => {
    if (reading === undefined && failures > 0 && elapsedSince(failedAt) < pauseAfter(failures))
      return Promise.resolve()
    reading ??= read().finally(() => {
      reading = undefined
    })
    return reading
  }

  const usable = (): PublishedKeys | undefined =>
    published !== undefined && elapsedSince(published.readAt) < KEPT_AT_MOST_MS ? published : undefined

  const current = async (): Promise<PublishedKeys> => {
    const known = usable()
    const age = known === undefined ? Infinity : elapsedSince(known.readAt)
    // An issuer that has just failed costs nobody its timeout while there are keys to go on with.
    const mustWait = known === undefined || (age >= FRESH_MS && failures === 0)
    if (mustWait) await refresh()
    else if (age >= REFRESHED_AFTER_MS) void refresh()
    const keys = usable()
    if (keys === undefined) throw new KeysUnavailable(`The keys at ${url} cannot be read.`)
    return keys
  }

  report.opened(issuer, () => ({ readAt: published?.readAt, isFailing: failures > 0 }))
  return async (header, token) => {
    const keys = await current()
    try {
      return await keys.find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      if (failures === 0 && elapsedSince(keys.readAt) < UNKNOWN_KEY_PAUSE_MS) throw error
      await refresh()
      if (failures > 0 || published === undefined)
        throw new KeysUnavailable(`The keys at ${url} are not those of now.`)
      return published.find(header, token)
    }
  }
}

function pauseAfter(failures: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS)
}

async function fetchKeys(url: string): Promise<JSONWebKeySet> {
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS)
  const response = await fetch(url, {
    redirect: 'error',
    signal,
    headers: { accept: 'application/json, application/jwk-set+json' },
  })
  if (response.status !== 200) {
    await response.body?.cancel()
    throw new Error(`Expected HTTP status 200 of the keys; got ${response.status}.`)
  }
  const list: unknown = JSON.parse(await readBounded(response))
  if (!isKeySet(list)) throw new Error('Expected {"keys": […]} with an object for each key.')
  return list
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  // What is thrown in between ends the connection.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > MAX_LIST_BYTES) throw new Error(`Expected at most ${MAX_LIST_BYTES} bytes of keys; got more.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Each key is read by jose itself when a token names it; one of a kind that it does not know harms no other. */
function isKeySet(value: unknown): value is JSONWebKeySet {
  return isRecord(value) && Array.isArray(value.keys) && value.keys.every(isRecord)
}
