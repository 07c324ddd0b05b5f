import { GraphQLError } from 'graphql'
import { formatDateTime } from '../../../schema/scalars.ts'
import { tellRemarks, tellSetAside } from '../../_kit/confidential.ts'
import { sourceUnavailable } from '../../_kit/errors.ts'
import {
  describeFeed,
  type Feed,
  type FeedReport,
  type FeedState,
  type FeedSurroundings,
  type Reading,
} from '../../_kit/feed.ts'
import type { ParsedFeed, SetAside } from '../../_kit/feedDescriptor.ts'
import type { TextValue } from '../../_kit/text.ts'
import { traceCall } from '../../_kit/trace/traceCall.ts'
import type { AskDatabase, Database } from './database.ts'
import type { Table, TableRecord } from './table.ts'

const INTERVAL_SECONDS = 60
const STALE_AFTER_INTERVALS = 3
const REPORTED_SET_ASIDE = 50

/**
 * A table of the database as a feed: it keeps no records, but says when the table last answered. Every question goes
 * through `ask`; between questions a look each minute tells whether the table is still there, and whether it has changed.
 */
export class DatabaseFeed implements Feed<unknown> {
  readonly id: string
  readonly title: TextValue
  readonly kind = 'database'
  readonly #table: Table<TableRecord>
  readonly #database: Database
  readonly #surroundings: FeedSurroundings
  readonly #setAside = new Map<string, SetAside>()
  readonly #unreadable = new Map<string, SetAside>()
  readonly #listeners: (() => void)[] = []
  #rows = 0
  /** Stands for all rows, whatever their order; undefined before the first look. */
  #digest: unknown
  #lastSuccessAt: Date | null = null
  #lastAttemptAt: Date | null = null
  #failingSince: Date | null = null
  #lastError: string | null = null
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(table: Table<TableRecord>, database: Database, surroundings: FeedSurroundings) {
    this.id = table.feedId
    this.title = table.title
    this.#table = table
    this.#database = database
    this.#surroundings = surroundings
  }

  /** What a client learns of a failure is that there is one; addresses and table names are for the log. */
  readonly ask: AskDatabase = async (text, values) => {
    const now = this.#surroundings.clock()
    this.#lastAttemptAt = now
    try {
      const rows = await this.#traced(() => this.#database.ask(text, values))
      this.#lastSuccessAt = now
      this.#failingSince = null
      this.#lastError = null
      return rows
    } catch (error) {
      this.#noteFailure(error, now)
      throw new GraphQLError("The culture bureau's database cannot be read now.", {
        extensions: { code: 'SOURCE_UNAVAILABLE', feed: this.id },
      })
    }
  }

  /** By the conventions for databases; the statement's values are nobody's to know. */
  #traced<T>(ask: () => Promise<T>): Promise<T> {
    const { name } = this.#table
    const attributes = {
      'db.system.name': 'postgresql',
      'db.operation.name': 'SELECT',
      'db.collection.name': name,
      'gateway.feed': this.id,
    }
    return traceCall({ name: `SELECT ${name}`, kind: 'client', attributes }, ask)
  }

  note({ setAside, unreadable = [] }: ParsedFeed<unknown>): void {
    for (const one of unreadable) {
      if (this.#unreadable.size < REPORTED_SET_ASIDE) this.#unreadable.set(`${one.record} ${one.reason}`, one)
    }
    for (const one of setAside) {
      if (this.#setAside.size >= REPORTED_SET_ASIDE || this.#setAside.has(one.record)) continue
      this.#setAside.set(one.record, one)
      // What a report must not tell is for those who run the feed.
      if (this.#table.confidential !== undefined)
        this.#surroundings.log.warn({ feed: this.id, setAside: [one] }, 'records set aside')
    }
  }

  read(): Reading<unknown> {
    if (!this.#lastSuccessAt) throw sourceUnavailable(this.id)
    return {
      records: [],
      version: 1,
      retrievedAt: formatDateTime(this.#lastSuccessAt),
      sourceUpdatedAt: null,
      stale: this.#state() === 'STALE',
    }
  }

  async refresh(): Promise<void> {
    const { tracing } = this.#surroundings
    const look = () =>
      this.ask(
        `SELECT count(*) AS rows, sum(hashtextextended(t::text, 0))::text AS digest FROM ${this.#table.name} AS t`,
        [],
      )
    try {
      const [row] = await (tracing === undefined ? look() : tracing.traceOwn(describeFeed(this.id), look))
      this.#rows = Number(row?.rows ?? 0)
      const isChanged = this.#digest !== undefined && this.#digest !== row?.digest
      this.#digest = row?.digest ?? null
      if (isChanged) for (const listener of this.#listeners) listener()
    } catch {
      // `ask` has noted and logged why.
    }
  }

  async start(): Promise<void> {
    await this.refresh()
    this.#schedule()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  watch(listener: () => void): void {
    this.#listeners.push(listener)
  }

  digest(): string {
    return this.#digest === undefined ? 'nothing' : `${this.#rows} ${String(this.#digest)}`
  }

  report(): FeedReport {
    const state = this.#state()
    return {
      id: this.id,
      title: this.title,
      state,
      intervalSeconds: INTERVAL_SECONDS,
      lastSuccessAt: formatOrNull(this.#lastSuccessAt),
      lastAttemptAt: formatOrNull(this.#lastAttemptAt),
      staleSince: state === 'LIVE' ? null : formatOrNull(this.#failingSince ?? this.#lastSuccessAt),
      lastError: this.#lastError,
      accepted: this.#rows,
      setAsideCount: this.#setAside.size,
      setAside: tellSetAside([...this.#setAside.values()], this.#table.confidential),
      remarks: tellRemarks({ unreadable: [...this.#unreadable.values()] }, this.#table.confidential),
    }
  }

  #noteFailure(error: unknown, now: Date): void {
    this.#failingSince ??= now
    this.#lastError = `the database did not answer (${codeOf(error)})`
    this.#surroundings.log.warn(
      { feed: this.id, reason: error instanceof Error ? error.message : String(error) },
      'database not read',
    )
  }

  #state(): FeedState {
    if (!this.#lastSuccessAt) return 'FAILED'
    const age = this.#surroundings.clock().getTime() - this.#lastSuccessAt.getTime()
    return age > INTERVAL_SECONDS * 1000 * STALE_AFTER_INTERVALS ? 'STALE' : 'LIVE'
  }

  /** Spread by a tenth each way, so that ten tables do not ask at one moment for ever. */
  #schedule(): void {
    if (this.#stopped) return
    const spread = 0.9 + 0.2 * this.#surroundings.random()
    this.#timer = setTimeout(
      () => {
        // `refresh` catches everything, so that the next count is always scheduled.
        void this.refresh().then(() => this.#schedule())
      },
      INTERVAL_SECONDS * 1000 * spread,
    )
    this.#timer.unref()
  }
}

function formatOrNull(instant: Date | null): string | null {
  return instant && formatDateTime(instant)
}

/** The code of Node or PostgreSQL, such as ECONNREFUSED or 28P01: unlike the message, it names no address. */
function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return 'no code'
}
