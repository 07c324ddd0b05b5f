import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MAX_EVENTS_PER_BATCH, type PublishEvents } from '../../../kit/events/graphEvent.ts'
import type { Log } from '../../../kit/log.ts'
import { claimFolder, type ClaimedFolder } from '../../../kit/state/claimFolder.ts'
import { replaceFile } from '../../../kit/state/replaceFile.ts'
import type { TopicState } from './topic.ts'
import { parseMemory, TopicOutbox, writeMemory, type OutboxMemory } from './topicOutbox.ts'

/** A topic of a subgraph that runs. */
export interface OpenTopic {
  readonly name: string
  readonly tellsChanges: boolean
  /** How often it is looked at besides; undefined where its sources tell. */
  readonly everySeconds: number | undefined
  /** Throws where a source was never read. */
  states(): Iterable<TopicState> | Promise<Iterable<TopicState>>
  /** Calls the listener whenever a source of it was read anew. */
  watch(listener: () => void): void
}

export interface EventAnnouncing {
  /** Resolves when what is known was compared once. */
  readonly begun: Promise<void>
  stop(): Promise<void>
}

export interface EventSurroundings {
  readonly subgraph: string
  /** Where the last process left what it told; undefined where nothing is kept on disk. */
  readonly stateDir: string | undefined
  readonly now: () => number
  readonly log: Log
}

/** So often a gateway is asked what it knows: a Redis that forgot is told again. */
const ASK_MS = 5_000
const RETRY_MS = 500

/**
 * Tells gateways what changes, until each has heard: what was told is kept for as long as a client may come back for it, on
 * disk where there is one, before anybody is told.
 */
export function announceEvents(
  topics: readonly OpenTopic[],
  publishers: readonly PublishEvents[],
  surroundings: EventSurroundings,
): EventAnnouncing {
  const stopped = new AbortController()
  if (topics.length === 0 || publishers.length === 0)
    return { begun: Promise.resolve(), stop: async () => undefined }
  const opened = openAll(topics, publishers, surroundings, stopped.signal)
  return {
    begun: opened.then(async ({ announcers }) => {
      await Promise.all(announcers.map((announcer) => announcer.look()))
    }),
    async stop() {
      const { announcers, folder } = await opened
      await Promise.all(announcers.map((announcer) => announcer.stop()))
      stopped.abort()
      await folder?.release()
    },
  }
}

async function openAll(
  topics: readonly OpenTopic[],
  publishers: readonly PublishEvents[],
  { subgraph, stateDir, now, log }: EventSurroundings,
  signal: AbortSignal,
): Promise<{ readonly announcers: readonly TopicAnnouncer[]; readonly folder: ClaimedFolder | undefined }> {
  const folder = stateDir ? await claim(stateDir, subgraph, log) : undefined
  const announcers = await Promise.all(
    topics.map(async (topic) => {
      const file = folder && join(folder.path, `${topic.name}.json`)
      const memory = file === undefined ? undefined : await readMemory(file, log)
      const outbox = new TopicOutbox(topic.tellsChanges, now, memory)
      const couriers = publishers.map(
        (publish) => new Courier(subgraph, topic.name, outbox, publish, log, signal),
      )
      return new TopicAnnouncer(topic, outbox, couriers, file, log)
    }),
  )
  return { announcers, folder }
}

async function claim(stateDir: string, subgraph: string, log: Log): Promise<ClaimedFolder | undefined> {
  try {
    await mkdir(join(stateDir, 'events'), { recursive: true })
    return await claimFolder(join(stateDir, 'events'), subgraph)
  } catch (err) {
    log.warn({ err }, 'STATE_DIR cannot be used: no event is kept on disk')
    return undefined
  }
}

async function readMemory(file: string, log: Log): Promise<OutboxMemory | undefined> {
  try {
    return parseMemory(await readFile(file, 'utf8'))
  } catch (err) {
    const isMissing = err instanceof Error && 'code' in err && err.code === 'ENOENT'
    if (!isMissing) log.warn({ err, file }, 'events of the last process not read')
    return undefined
  }
}

class TopicAnnouncer {
  readonly #topic: OpenTopic
  readonly #outbox: TopicOutbox
  readonly #couriers: readonly Courier[]
  readonly #file: string | undefined
  readonly #log: Log
  #looking: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(
    topic: OpenTopic,
    outbox: TopicOutbox,
    couriers: readonly Courier[],
    file: string | undefined,
    log: Log,
  ) {
    this.#topic = topic
    this.#outbox = outbox
    this.#couriers = couriers
    this.#file = file
    this.#log = log
    topic.watch(() => void this.look())
    if (topic.everySeconds === undefined) return
    this.#timer = setInterval(() => void this.look(), topic.everySeconds * 1_000)
    this.#timer.unref()
  }

  /** One after the other, so that what is on disk is never older than what was told. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#lookOnce())
    return this.#looking
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking
    for (const courier of this.#couriers) courier.stop()
  }

  async #lookOnce(): Promise<void> {
    try {
      const isNew = this.#outbox.look(await this.#topic.states())
      if (isNew && this.#file !== undefined) await replaceFile(this.#file, writeMemory(this.#outbox.memory()))
    } catch (err) {
      // A source that was never read has no states; one that is read later calls again.
      this.#log.debug({ err, topic: this.#topic.name }, 'events not looked for')
    }
    // Also what an earlier process wrote down and could not tell any more.
    for (const courier of this.#couriers) courier.deliver()
  }
}

/** Brings the events of one topic to one gateway. */
class Courier {
  readonly #subgraph: string
  readonly #topic: string
  readonly #outbox: TopicOutbox
  readonly #publish: PublishEvents
  readonly #log: Log
  readonly #signal: AbortSignal
  /** The last event that the gateway knows. */
  #known: string
  #isBusy = false
  #hasFailed = false
  #timer: NodeJS.Timeout | undefined

  constructor(
    subgraph: string,
    topic: string,
    outbox: TopicOutbox,
    publish: PublishEvents,
    log: Log,
    signal: AbortSignal,
  ) {
    this.#subgraph = subgraph
    this.#topic = topic
    this.#outbox = outbox
    this.#publish = publish
    this.#log = log
    this.#signal = signal
    this.#known = outbox.memory().base
  }

  /** Tells what the gateway does not know yet, then asks it from time to time. */
  deliver(): void {
    if (this.#isBusy || this.#signal.aborted) return
    clearTimeout(this.#timer)
    this.#isBusy = true
    void this.#deliverAll().then(
      () => this.#schedule(ASK_MS, false),
      (error: unknown) => this.#schedule(RETRY_MS, true, error),
    )
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  async #deliverAll(): Promise<void> {
    do {
      const { after, events, isAll } = this.#outbox.after(this.#known)
      const batch = {
        subgraph: this.#subgraph,
        topic: this.#topic,
        after,
        events: events.slice(0, MAX_EVENTS_PER_BATCH),
        isAll,
      }
      const before = this.#known
      this.#known = await this.#publish(batch, this.#signal)
      if (this.#known === before && events.length > 0)
        throw new Error(`Expected the gateway to know an event after ${before}; it knows none.`)
    } while (this.#outbox.after(this.#known).events.length > 0)
  }

  #schedule(pause: number, hasFailed: boolean, error?: unknown): void {
    this.#isBusy = false
    if (this.#signal.aborted) return
    if (hasFailed && !this.#hasFailed)
      this.#log.warn({ err: error, topic: this.#topic }, 'the gateway did not take events; it is told again')
    this.#hasFailed = hasFailed
    this.#timer = setTimeout(() => this.deliver(), pause)
    this.#timer.unref()
    // What came while it was away.
    if (!hasFailed && this.#outbox.after(this.#known).events.length > 0) this.deliver()
  }
}
