import { formatDateTime } from '../../schema/scalars.ts'
import type { Environment } from '../../kit/config.ts'
import type { Log } from '../../kit/log.ts'
import { tellRemarks, tellSetAside } from './confidential.ts'
import { sourceUnavailable } from './errors.ts'
import type { CallParameters, FeedDescriptor, ParsedFeed, SetAside } from './feedDescriptor.ts'
import { describeFailure } from './feedFailure.ts'
import { FeedFormatError, OversizedDocument } from './feedFormats.ts'
import { readLocation } from './feedLocation.ts'
import { DocumentRefused, judgeDocument } from './judgeDocument.ts'
import type { LastGoodStore } from './lastGoodStore.ts'
import type { FeedLocation } from './location.ts'
import { pipelineHere, type RawDocument, type SourcePipeline } from './readDocument.ts'
import type { TextValue } from './text.ts'
import type { SpanDescription } from './trace/traceCall.ts'
import type { Tracing } from './trace/tracing.ts'

export type FeedState = 'LIVE' | 'BUNDLED' | 'DEGRADED' | 'STALE' | 'FAILED'

/** What a bureau's status endpoint says of one feed; no address and no secret is in it. */
export interface FeedReport {
  readonly id: string
  readonly title: TextValue
  readonly state: FeedState
  readonly intervalSeconds: number
  readonly lastSuccessAt: string | null
  readonly lastAttemptAt: string | null
  /** When the source says that it was updated; null where it does not say. Left out by older versions. */
  readonly sourceUpdatedAt?: string | null
  /** Since when the feed is degraded, stale or failed; null while it is none of these. */
  readonly staleSince: string | null
  readonly lastError: string | null
  /** Since the process started, and how long the source took in all of them; left out by older versions. */
  readonly readings?: { readonly count: number; readonly failures: number; readonly sourceSeconds: number }
  readonly accepted: number
  /** How many were set aside in all; left out where `setAside` holds them all. */
  readonly setAsideCount?: number
  readonly setAside: readonly SetAside[]
  readonly remarks: readonly string[]
  /** The SHA-256 of the last document where it was refused for giving too little, and can be accepted; else null. */
  readonly refusedDigest?: string | null
}

export interface Reading<R> {
  readonly records: readonly R[]
  /** Counts up with every change of the records. */
  readonly version: number
  readonly retrievedAt: string
  readonly sourceUpdatedAt: string | null
  readonly stale: boolean
}

export interface Feed<R> {
  readonly id: string
  readonly title: TextValue
  /** As in its descriptor: undefined where its records may stand anywhere. */
  readonly types?: readonly string[] | undefined
  /** Whether it is read from the snapshot that comes with the code, from an address, or is a table of a database. */
  readonly kind: 'bundled' | 'http' | 'database'
  /** The last good state; throws SOURCE_UNAVAILABLE when nothing was ever read. */
  read(): Reading<R>
  /** Reads the source now; never throws, a failure is in the report. */
  refresh(): Promise<void>
  /** Reads again, and takes the document of this digest though it gives too little; whether it was the one. */
  accept?(digest: string): Promise<boolean>
  /** Reads once, then again at the feed's interval until stopped. */
  start(): Promise<void>
  /** Takes the last good document of an earlier process until the source has answered; keeps those to come. */
  restore?(store: LastGoodStore): Promise<void>
  stop(): void
  report(): FeedReport
  /**
   * Calls `listener` whenever a reading has changed the records; of a feed that is read so often that its readers ask it
   * anyway only where `every` is true.
   */
  watch(listener: () => void, every?: boolean): void
  /** Stands for the records whose changes are told, the same in each replica that has read the same. */
  digest(): string
}

export interface FeedSurroundings {
  readonly environment: Environment
  readonly clock: () => Date
  readonly random: () => number
  readonly log: Log
  /** Undefined where no traces are sent. */
  readonly tracing?: Tracing | undefined
  /** What turns documents into records; without it, this thread does. */
  readonly pipeline?: SourcePipeline
}

/**
 * A feed at the location that the environment names (`FEED_<ID>_URL`), else at its bundled snapshot. `calls` gives the
 * parameters of the calls that one reading takes, where the address has places for them.
 */
export function createFeed<R>(
  descriptor: FeedDescriptor<R>,
  surroundings: FeedSurroundings,
  calls?: () => readonly CallParameters[],
): Feed<R> {
  return new PolledFeed(descriptor, surroundings, calls)
}

/** Refreshes are spread by a tenth each way, so that many processes do not ask a source at one moment. */
const JITTER = 0.1
/** A source counts as stale when it has not answered well for this many of its intervals. */
const STALE_AFTER_INTERVALS = 3
const REPORTED_SET_ASIDE = 50
/**
 * What is read more often than this changes with nearly every reading, and what is made of it is kept no longer than
 * that: to say so each time would drop what is about to be asked for anew, and wake all gateways for it.
 */
const TELLS_FROM_SECONDS = 300
/** Node fires a timer beyond this at once: a feed read once a year would be read without pause. */
const LONGEST_TIMER_MS = 2 ** 31 - 1
/** A daily feed that fails is not left alone for a day: tried again after this, then after twice as long each time. */
const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 30 * 60_000

/** The last good state. */
interface Good<R> {
  readonly parsed: ParsedFeed<R>
  readonly digest: string
}

interface Refused {
  readonly digest: string
  readonly reason: DocumentRefused | FeedFormatError
}

class PolledFeed<R> implements Feed<R> {
  readonly id: string
  readonly title: TextValue
  readonly types: readonly string[] | undefined
  readonly kind: 'bundled' | 'http'
  readonly #descriptor: FeedDescriptor<R>
  readonly #surroundings: FeedSurroundings
  readonly #location: FeedLocation
  #store: LastGoodStore | undefined
  #good: Good<R> | null = null
  #version = 0
  #retrievedAt: Date | null = null
  #lastSuccessAt: Date | null = null
  #lastAttemptAt: Date | null = null
  #failingSince: Date | null = null
  #failures = 0
  readonly #readings = { count: 0, failures: 0, sourceSeconds: 0 }
  #lastError: string | null = null
  /** The last document that came, where it was refused. */
  #refused: Refused | null = null
  #acceptedDigest: string | null = null
  #reading: Promise<void> | null = null
  readonly #listeners: (() => void)[] = []
  #timer: NodeJS.Timeout | undefined
  #stopped = new AbortController()

  constructor(
    descriptor: FeedDescriptor<R>,
    surroundings: FeedSurroundings,
    calls: (() => readonly CallParameters[]) | undefined,
  ) {
    this.id = descriptor.id
    this.title = descriptor.title
    this.types = descriptor.types
    this.#descriptor = descriptor
    this.#surroundings = surroundings
    this.#location = readLocation(descriptor, surroundings.environment, calls)
    this.kind = this.#location.kind
  }

  read(): Reading<R> {
    if (!this.#good || !this.#retrievedAt) throw sourceUnavailable(this.id)
    return {
      records: this.#good.parsed.records,
      version: this.#version,
      retrievedAt: formatDateTime(this.#retrievedAt),
      sourceUpdatedAt: this.#good.parsed.sourceUpdatedAt ?? null,
      stale: this.#isStale(),
    }
  }

  /** One reading at a time: who asks while one is under way gets that one. */
  refresh(): Promise<void> {
    this.#reading ??= this.#readOnce().finally(() => {
      this.#reading = null
    })
    return this.#reading
  }

  async accept(digest: string): Promise<boolean> {
    await this.#reading
    this.#acceptedDigest = digest
    await this.refresh()
    const isTaken = this.#good?.digest === digest
    // Accepted was what the source gave then, not what it may give again one day.
    if (!isTaken) this.#acceptedDigest = null
    return isTaken
  }

  async start(): Promise<void> {
    await this.refresh()
    this.#schedule()
  }

  async restore(store: LastGoodStore): Promise<void> {
    if (this.kind === 'bundled' || this.#good) return
    this.#store = store
    const stored = await store.read(this.id, this.#location.address)
    if (!stored) return
    const { raw, validators, isAccepted } = stored
    try {
      const parsed = await this.#pipeline().read(this.#descriptor, raw)
      if (isAccepted) this.#acceptedDigest = raw.digest
      else this.#judge(parsed)
      this.#adopt(parsed, raw.digest)
      this.#retrievedAt = raw.retrievedAt
      this.#lastSuccessAt = raw.retrievedAt
      this.#location.restore(validators)
    } catch (err) {
      this.#surroundings.log.warn({ feed: this.id, err }, 'last good document on disk not used')
    }
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#stopped.abort()
  }

  watch(listener: () => void, every = false): void {
    if (every || this.#descriptor.intervalSeconds >= TELLS_FROM_SECONDS) this.#listeners.push(listener)
  }

  digest(): string {
    if (this.#descriptor.intervalSeconds < TELLS_FROM_SECONDS) return ''
    return this.#good?.digest ?? 'nothing'
  }

  report(): FeedReport {
    const state = this.#state()
    const parsed = this.#good?.parsed
    const { confidential } = this.#descriptor
    return {
      id: this.id,
      title: this.title,
      state,
      intervalSeconds: this.#descriptor.intervalSeconds,
      lastSuccessAt: formatOrNull(this.#lastSuccessAt),
      lastAttemptAt: formatOrNull(this.#lastAttemptAt),
      sourceUpdatedAt: parsed?.sourceUpdatedAt ?? null,
      staleSince:
        state === 'LIVE' || state === 'BUNDLED'
          ? null
          : formatOrNull(this.#failingSince ?? this.#lastSuccessAt),
      lastError: this.#lastError,
      readings: { ...this.#readings },
      accepted: parsed?.records.length ?? 0,
      setAsideCount: parsed?.setAside.length ?? 0,
      setAside: tellSetAside(parsed?.setAside.slice(0, REPORTED_SET_ASIDE) ?? [], confidential),
      remarks: parsed ? tellRemarks(parsed, confidential) : [],
      refusedDigest: this.#refused?.reason instanceof DocumentRefused ? this.#refused.digest : null,
    }
  }

  async #readOnce(): Promise<void> {
    const now = this.#surroundings.clock()
    this.#lastAttemptAt = now
    try {
      const document = await this.#fetch(now)
      const isNew = document !== null && this.#isNew(document)
      const parsed = isNew ? await this.#examine(document) : null
      // From here on in one go, so that nobody sees half of it.
      this.#noteSuccess(document?.retrievedAt ?? now, now)
      if (!document || !parsed) return
      this.#adopt(parsed, document.digest)
      for (const listener of this.#listeners) listener()
      await this.#keep(document)
    } catch (error) {
      // Of a document that was not read to its end there is no digest.
      if (error instanceof OversizedDocument) this.#refuse('', error)
      this.#noteFailure(error, now)
    }
  }

  async #fetch(now: Date): Promise<RawDocument | null> {
    const begun = performance.now()
    this.#readings.count++
    try {
      return await this.#traced(() => this.#location.fetch(now, this.#stopped.signal))
    } finally {
      this.#readings.sourceSeconds += (performance.now() - begun) / 1_000
    }
  }

  /** What a timer begins is a trace of its own. */
  #traced<T>(fetch: () => Promise<T>): Promise<T> {
    const { tracing } = this.#surroundings
    if (tracing === undefined) return fetch()
    return tracing.traceOwn(describeFeed(this.id), fetch)
  }

  /** HTTP 304, or the same bytes, keep the records and their version. */
  #isNew({ digest, shiftMilliseconds }: RawDocument): boolean {
    return digest !== this.#good?.digest || shiftMilliseconds !== 0
  }

  #noteSuccess(retrievedAt: Date, now: Date): void {
    this.#retrievedAt = retrievedAt
    // Of a snapshot it is known when it was made, and not how the source stands since.
    this.#lastSuccessAt = this.#location.recordedAt ?? now
    this.#failingSince = null
    this.#failures = 0
    this.#lastError = null
    this.#refused = null
  }

  #noteFailure(error: unknown, now: Date): void {
    this.#failingSince ??= now
    this.#failures++
    this.#readings.failures++
    this.#lastError = describeFailure(error, this.#descriptor.confidential)
    this.#surroundings.log.warn(
      { feed: this.id, reason: this.#lastError, digest: this.#refused?.digest, err: error },
      'feed not read; the last good state stays',
    )
  }

  #adopt(parsed: ParsedFeed<R>, digest: string): void {
    this.#logSetAside(parsed)
    this.#good = { parsed, digest }
    this.#version++
  }

  /** Throws, and remembers that the document was refused, where it is none or gives too little. */
  async #examine(document: RawDocument): Promise<ParsedFeed<R>> {
    const { digest } = document
    const isAccepted = digest === this.#acceptedDigest
    if (this.#refused?.digest === digest && !isAccepted) throw this.#refuse(digest, this.#refused.reason)
    try {
      const parsed = await this.#pipeline().read(this.#descriptor, document)
      if (!isAccepted) this.#judge(parsed)
      return parsed
    } catch (error) {
      throw this.#refuse(digest, error)
    }
  }

  #refuse(digest: string, error: unknown): unknown {
    this.#location.refuse()
    if (error instanceof DocumentRefused || error instanceof FeedFormatError)
      this.#refused = { digest, reason: error }
    return error
  }

  #judge(parsed: ParsedFeed<R>): void {
    const good = this.#good?.parsed
    judgeDocument(
      parsed,
      this.#descriptor.limits,
      good ? { count: good.records.length, survey: good.survey } : null,
    )
  }

  #pipeline(): SourcePipeline {
    return this.#surroundings.pipeline ?? pipelineHere
  }

  async #keep(raw: RawDocument): Promise<void> {
    const isAccepted = raw.digest === this.#acceptedDigest
    await this.#store?.write(this.id, this.#location.address, {
      raw,
      validators: this.#location.validators,
      isAccepted,
    })
  }

  /** What a report must not tell is for those who run the feed. */
  #logSetAside({ setAside }: ParsedFeed<R>): void {
    if (this.#descriptor.confidential === undefined || setAside.length === 0) return
    this.#surroundings.log.warn(
      { feed: this.id, setAside: setAside.slice(0, REPORTED_SET_ASIDE) },
      'records set aside',
    )
  }

  #state(): FeedState {
    if (!this.#good) return 'FAILED'
    if (this.#location.kind === 'bundled') return 'BUNDLED'
    if (this.#refused) return 'DEGRADED'
    return this.#isStale() ? 'STALE' : 'LIVE'
  }

  #isStale(): boolean {
    if (this.#location.kind === 'bundled') return false
    const age = this.#surroundings.clock().getTime() - (this.#lastSuccessAt?.getTime() ?? 0)
    return age > this.#descriptor.intervalSeconds * 1000 * STALE_AFTER_INTERVALS
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    if (this.#stopped.signal.aborted || !this.#location.changes) return
    const spread = 1 + JITTER * (2 * this.#surroundings.random() - 1)
    this.#timer = setTimeout(
      () => {
        // `refresh` catches everything, so that the next reading is always scheduled.
        void this.refresh().then(() => this.#schedule())
      },
      Math.min(this.#pauseMs() * spread, LONGEST_TIMER_MS),
    )
    this.#timer.unref()
  }

  #pauseMs(): number {
    const interval = this.#descriptor.intervalSeconds * 1000
    if (this.#failures === 0) return interval
    return Math.min(interval, LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#failures - 1))
  }
}

/** The reading of a feed as a span. */
export function describeFeed(id: string): SpanDescription {
  return { name: `feed ${id}`, kind: 'internal', attributes: { 'gateway.feed': id } }
}

function formatOrNull(instant: Date | null): string | null {
  return instant && formatDateTime(instant)
}
