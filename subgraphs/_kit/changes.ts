import { randomUUID } from 'node:crypto'
import type { Log } from '../../kit/log.ts'
import type { Subgraph } from './subgraph.ts'

/** What a bureau's source has changed of its answers: what stands in one type, or anything. */
export interface Change {
  readonly subgraph: string
  readonly type?: string
  readonly publication: Publication
}

/** What this replica answers from: a gateway that knows that all others do too has nothing to drop when it starts. */
export interface Publication {
  readonly replica: string
  readonly digest: string
  readonly at: 'start' | 'change' | 'end'
}

/** Lets a gateway drop what it keeps of something; rejects when it cannot be sure that it has. */
export type TellChange = (change: Change, signal: AbortSignal) => Promise<void>

export interface Announcing {
  /** Resolves when the gateway was told once, whether it heard or not. */
  readonly begun: Promise<void>
  /** Tells the gateway that this replica ends, once and not for long. */
  stop(): Promise<void>
}

/** Milliseconds. */
export interface AnnouncingPauses {
  /** How long changes are gathered: feeds that are read together are told of together. */
  readonly gather: number
  /** After a failure; twice as long after each further one. */
  readonly retry: number
  readonly longestRetry: number
}

/** Nobody should wait for the end of a process because a gateway is away. */
const END_DEADLINE_MS = 500

const PAUSES: AnnouncingPauses = { gather: 500, retry: 1_000, longestRetry: 60_000 }

/**
 * Tells a gateway what changes, one message at a time, until it has heard. It begins with everything: what the gateway
 * keeps was said by a process before this one, perhaps of older data, which the digest tells. A gateway that is away costs one attempt a minute
 * and a set of names; what it keeps meanwhile ends by its age.
 */
export function announceChanges(
  subgraph: Pick<Subgraph, 'name' | 'watch' | 'digest'>,
  tell: TellChange,
  log: Log,
  pauses: AnnouncingPauses = PAUSES,
): Announcing {
  const announcer = new Announcer(subgraph, tell, log, pauses)
  subgraph.watch((types) => announcer.note(types))
  return { begun: announcer.tellAll(), stop: () => announcer.stop() }
}

/** Stands for all types; none is called so. */
const EVERYTHING = '*'

class Announcer {
  readonly #subgraph: Pick<Subgraph, 'name' | 'digest'>
  readonly #replica = randomUUID()
  readonly #tell: TellChange
  readonly #log: Log
  readonly #pauses: AnnouncingPauses
  readonly #stopped = new AbortController()
  #untold = new Set([EVERYTHING])
  /** Nothing has changed since this replica began. */
  #isAtStart = true
  #failures = 0
  #timer: NodeJS.Timeout | undefined
  #isTelling = false

  constructor(
    subgraph: Pick<Subgraph, 'name' | 'digest'>,
    tell: TellChange,
    log: Log,
    pauses: AnnouncingPauses,
  ) {
    this.#subgraph = subgraph
    this.#tell = tell
    this.#log = log
    this.#pauses = pauses
  }

  note(types: readonly string[] | undefined): void {
    this.#isAtStart = false
    for (const type of types ?? [EVERYTHING]) this.#untold.add(type)
    this.#schedule(this.#pauses.gather)
  }

  async tellAll(): Promise<void> {
    this.#isTelling = true
    const told = this.#untold
    this.#untold = new Set()
    try {
      for (const change of this.#changesOf(told)) await this.#tell(change, this.#stopped.signal)
      if (this.#failures > 0) this.#log.info('the gateway hears what changes again')
      this.#failures = 0
    } catch (error) {
      this.#noteFailure(error)
      for (const one of told) this.#untold.add(one)
    } finally {
      this.#isTelling = false
      if (this.#untold.size > 0) this.#schedule(this.#failures > 0 ? this.#retryPause() : this.#pauses.gather)
    }
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer)
    this.#stopped.abort()
    const change = { subgraph: this.#subgraph.name, publication: this.#publish('end') }
    try {
      await this.#tell(change, AbortSignal.timeout(END_DEADLINE_MS))
    } catch (error) {
      this.#log.debug({ err: error }, 'the gateway did not hear that this replica ends')
    }
  }

  #changesOf(untold: ReadonlySet<string>): readonly Change[] {
    const subgraph = this.#subgraph.name
    const publication = this.#publish(this.#isAtStart ? 'start' : 'change')
    if (untold.has(EVERYTHING)) return [{ subgraph, publication }]
    return [...untold].map((type) => ({ subgraph, type, publication }))
  }

  #publish(at: Publication['at']): Publication {
    return { replica: this.#replica, digest: this.#subgraph.digest(), at }
  }

  /** A gateway that is away for hours is one line in the log. */
  #noteFailure(error: unknown): void {
    this.#failures++
    if (this.#failures === 1 && !this.#stopped.signal.aborted)
      this.#log.warn({ err: error }, 'the gateway did not hear what changed; it is told again')
  }

  #retryPause(): number {
    return Math.min(this.#pauses.retry * 2 ** (this.#failures - 1), this.#pauses.longestRetry)
  }

  #schedule(pause: number): void {
    if (this.#timer !== undefined || this.#isTelling || this.#stopped.signal.aborted) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      // `tellAll` catches everything, and is the one that schedules the next.
      void this.tellAll()
    }, pause)
    this.#timer.unref()
  }
}
