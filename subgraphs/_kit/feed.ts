import { formatDateTime } from '../../schema/scalars.ts'
import { sha256Hex } from '../../kit/digest.ts'
import type { Log } from '../../kit/log.ts'
import { tellSetAside, type Confidential } from './confidential.ts'
import { sourceUnavailable } from './errors.ts'
import { describeFailure } from './feedFailure.ts'
import { readLocation, type FeedLocation } from './feedLocation.ts'
import type { TextValue } from './text.ts'

/** How one source of a bureau is read. The id is also the id of its `Dataset` in the catalogue. */
export interface FeedDescriptor<R> {
  readonly id: string
  readonly title: TextValue
  readonly intervalSeconds: number
  /**
   * The types in which alone its records stand in the graph, so that a change drops no more than these from the caches
   * of gateways; without it, all that they keep of the bureau is dropped.
   */
  readonly types?: readonly string[]
  /** What of it is not for everybody; without it, all is. */
  readonly confidential?: Confidential
  /** The snapshot in the source's own format that is read unless the environment names an address. */
  readonly bundled: BundledSnapshot
  readonly method?: 'GET' | 'POST'
  readonly body?: string
  readonly contentType?: string
  /** Turns a document into records; throws `FeedFormatError` when it is not one, sets single bad records aside. */
  readonly parse: (document: FeedDocument) => ParsedFeed<R>
}

/** A file beside the code or, for a replayed live source, a folder of frames recorded `stepSeconds` apart. */
export interface BundledSnapshot {
  readonly url: URL
  /** When the snapshot was made, or its first frame recorded (ISO 8601 with offset). */
  readonly recordedAt: string
  readonly replayStepSeconds?: number
}

export interface FeedDocument {
  readonly body: string
  readonly retrievedAt: Date
  /** Milliseconds to add to times in the document: 0 save for a replayed frame. */
  readonly shiftMilliseconds: number
}

export interface ParsedFeed<R> {
  readonly records: readonly R[]
  readonly setAside: readonly SetAside[]
  /** Findings about many records at once, such as "350 English names repeat the Portuguese: published as null". */
  readonly remarks?: readonly string[]
  /** When the source itself says that it was updated (ISO 8601). */
  readonly sourceUpdatedAt?: string
}

export interface SetAside {
  /** What names the record in the source: its id, or "row 12". */
  readonly record: string
  readonly reason: string
}

export type FeedState = 'LIVE' | 'BUNDLED' | 'STALE' | 'FAILED'

/** What a bureau's status endpoint says of one feed; no address and no secret is in it. */
export interface FeedReport {
  readonly id: string
  readonly title: TextValue
  readonly state: FeedState
  readonly intervalSeconds: number
  readonly lastSuccessAt: string | null
  readonly lastAttemptAt: string | null
  /** Since when the feed is stale or failed; null while it is neither. */
  readonly staleSince: string | null
  readonly lastError: string | null
  readonly accepted: number
  /** How many were set aside in all; left out where `setAside` holds them all. */
  readonly setAsideCount?: number
  readonly setAside: readonly SetAside[]
  readonly remarks: readonly string[]
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
  /** The last good state; throws SOURCE_UNAVAILABLE when nothing was ever read. */
  read(): Reading<R>
  /** Reads the source now; never throws, a failure is in the report. */
  refresh(): Promise<void>
  /** Reads once, then again at the feed's interval until stopped. */
  start(): Promise<void>
  stop(): void
  report(): FeedReport
  /** Calls `listener` whenever a reading has changed the records. */
  watch(listener: () => void): void
  /** Stands for the records whose changes are told, the same in each replica that has read the same. */
  digest(): string
}

export interface FeedSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: () => Date
  readonly random: () => number
  readonly log: Log
}

/** A feed at the location that the environment names (`FEED_<ID>_URL`), else at its bundled snapshot. */
export function createFeed<R>(descriptor: FeedDescriptor<R>, surroundings: FeedSurroundings): Feed<R> {
  return new PolledFeed(descriptor, surroundings)
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

class PolledFeed<R> implements Feed<R> {
  readonly id: string
  readonly title: TextValue
  readonly types: readonly string[] | undefined
  readonly #descriptor: FeedDescriptor<R>
  readonly #surroundings: FeedSurroundings
  readonly #location: FeedLocation
  #parsed: ParsedFeed<R> | null = null
  #version = 0
  #retrievedAt: Date | null = null
  #lastSuccessAt: Date | null = null
  #lastAttemptAt: Date | null = null
  #failingSince: Date | null = null
  #lastError: string | null = null
  #lastBody: string | null = null
  readonly #listeners: (() => void)[] = []
  #timer: NodeJS.Timeout | undefined
  #stopped = new AbortController()

  constructor(descriptor: FeedDescriptor<R>, surroundings: FeedSurroundings) {
    this.id = descriptor.id
    this.title = descriptor.title
    this.types = descriptor.types
    this.#descriptor = descriptor
    this.#surroundings = surroundings
    this.#location = readLocation(descriptor, surroundings.environment)
  }

  read(): Reading<R> {
    if (!this.#parsed || !this.#retrievedAt) throw sourceUnavailable(this.id)
    return {
      records: this.#parsed.records,
      version: this.#version,
      retrievedAt: formatDateTime(this.#retrievedAt),
      sourceUpdatedAt: this.#parsed.sourceUpdatedAt ?? null,
      stale: this.#state() === 'STALE',
    }
  }

  async refresh(): Promise<void> {
    const now = this.#surroundings.clock()
    this.#lastAttemptAt = now
    try {
      const document = await this.#location.fetch(now, this.#stopped.signal)
      if (document) this.#accept(document)
      else this.#retrievedAt = now
      this.#lastSuccessAt = now
      this.#failingSince = null
      this.#lastError = null
    } catch (error) {
      this.#failingSince ??= now
      this.#lastError = describeFailure(error, this.#descriptor.confidential)
      this.#surroundings.log.warn(
        { feed: this.id, reason: this.#lastError, err: error },
        'feed not read; the last good state stays',
      )
    }
  }

  async start(): Promise<void> {
    await this.refresh()
    this.#schedule()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#stopped.abort()
  }

  watch(listener: () => void): void {
    if (this.#descriptor.intervalSeconds >= TELLS_FROM_SECONDS) this.#listeners.push(listener)
  }

  digest(): string {
    if (this.#descriptor.intervalSeconds < TELLS_FROM_SECONDS) return ''
    return this.#lastBody === null ? 'nothing' : sha256Hex(this.#lastBody)
  }

  report(): FeedReport {
    const state = this.#state()
    return {
      id: this.id,
      title: this.title,
      state,
      intervalSeconds: this.#descriptor.intervalSeconds,
      lastSuccessAt: formatOrNull(this.#lastSuccessAt),
      lastAttemptAt: formatOrNull(this.#lastAttemptAt),
      staleSince:
        state === 'STALE' || state === 'FAILED'
          ? formatOrNull(this.#failingSince ?? this.#lastSuccessAt)
          : null,
      lastError: this.#lastError,
      accepted: this.#parsed?.records.length ?? 0,
      setAsideCount: this.#parsed?.setAside.length ?? 0,
      setAside: tellSetAside(
        this.#parsed?.setAside.slice(0, REPORTED_SET_ASIDE) ?? [],
        this.#descriptor.confidential,
      ),
      remarks: this.#parsed?.remarks ?? [],
    }
  }

  /** An unchanged document (HTTP 304, or the same body) keeps the records and their version. */
  #accept(document: FeedDocument): void {
    const unchanged = document.body === this.#lastBody && document.shiftMilliseconds === 0
    if (!unchanged) {
      this.#parsed = this.#parse(document)
      this.#logSetAside(this.#parsed)
      this.#version++
      this.#lastBody = document.body
      this.#retrievedAt = document.retrievedAt
      for (const listener of this.#listeners) listener()
    }
    this.#retrievedAt = document.retrievedAt
  }

  /** What a report must not tell is for those who run the feed. */
  #logSetAside({ setAside }: ParsedFeed<R>): void {
    if (this.#descriptor.confidential === undefined || setAside.length === 0) return
    this.#surroundings.log.warn(
      { feed: this.id, setAside: setAside.slice(0, REPORTED_SET_ASIDE) },
      'records set aside',
    )
  }

  #parse(document: FeedDocument): ParsedFeed<R> {
    try {
      return this.#descriptor.parse(document)
    } catch (error) {
      this.#location.refuse()
      throw error
    }
  }

  #state(): FeedState {
    if (!this.#parsed) return 'FAILED'
    if (this.#location.kind === 'bundled') return 'BUNDLED'
    const age = this.#surroundings.clock().getTime() - (this.#lastSuccessAt?.getTime() ?? 0)
    return age > this.#descriptor.intervalSeconds * 1000 * STALE_AFTER_INTERVALS ? 'STALE' : 'LIVE'
  }

  #schedule(): void {
    if (this.#stopped.signal.aborted || !this.#location.changes) return
    const spread = 1 + JITTER * (2 * this.#surroundings.random() - 1)
    const delay = Math.min(this.#descriptor.intervalSeconds * 1000 * spread, LONGEST_TIMER_MS)
    this.#timer = setTimeout(() => {
      // `refresh` catches everything, so that the next reading is always scheduled.
      void this.refresh().then(() => this.#schedule())
    }, delay)
    this.#timer.unref()
  }
}

function formatOrNull(instant: Date | null): string | null {
  return instant && formatDateTime(instant)
}
