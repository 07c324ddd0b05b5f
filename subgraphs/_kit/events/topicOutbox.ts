import { z } from 'zod'
import { digest } from '../../../kit/digest.ts'
import {
  compareEventIds,
  isEventId,
  timeOfEvent,
  type EventBatch,
  type GraphEvent,
} from '../../../kit/events/graphEvent.ts'
import type { TopicState } from './topic.ts'

/** How long events are kept, to be told again to gateways that forgot them. */
export const OUTBOX_MS = 10 * 60_000

/** What a topic remembers. */
export interface OutboxMemory {
  /** By key, what stands for the state that was told last. */
  readonly digests: ReadonlyMap<string, string>
  /** The event before the first of `events`: who does not know it has missed something. */
  readonly base: string
  readonly events: readonly GraphEvent[]
}

/** The events of one topic: made by comparing what is with what was told, and kept until nobody may ask for them. */
export class TopicOutbox {
  readonly #tellsChanges: boolean
  readonly #now: () => number
  #digests: Map<string, string> | undefined
  #base: string
  #events: GraphEvent[] = []
  #last: string

  /** What has changed while there was no process is told, as far as there is a memory of the time before. */
  constructor(tellsChanges: boolean, now: () => number, memory: OutboxMemory | undefined) {
    this.#tellsChanges = tellsChanges
    this.#now = now
    this.#digests = memory && new Map(memory.digests)
    this.#events = [...(memory?.events ?? [])]
    this.#base = memory?.base ?? `${now()}-0`
    this.#last = this.#events.at(-1)?.id ?? this.#base
  }

  get last(): string {
    return this.#last
  }

  /** Compares with what was told last; returns whether there is anything new to tell or remember. */
  look(states: Iterable<TopicState>): boolean {
    const before = this.#digests
    const digests = new Map<string, string>()
    let isNew = before === undefined
    for (const { key, state, attributes = {} } of states) {
      const stands = digest(JSON.stringify(state))
      digests.set(key, stands)
      if (before === undefined || before.get(key) === stands) continue
      isNew = true
      if (this.#tellsChanges || !before.has(key)) this.#add(key, attributes)
    }
    this.#digests = digests
    this.#forgetOld()
    return isNew
  }

  /** The events after this one, and what they follow: all that is kept where it was forgotten here too. */
  after(id: string): Pick<EventBatch, 'after' | 'events' | 'isAll'> {
    if (compareEventIds(id, this.#base) <= 0) return { after: this.#base, events: this.#events, isAll: true }
    return {
      after: id,
      events: this.#events.filter((event) => compareEventIds(event.id, id) > 0),
      isAll: false,
    }
  }

  memory(): OutboxMemory {
    return { digests: this.#digests ?? new Map(), base: this.#base, events: this.#events }
  }

  /** A clock that was set back does not make an event older than the one before. */
  #add(key: string, attributes: GraphEvent['attributes']): void {
    const time = Math.max(this.#now(), timeOfEvent(this.#last))
    const number = time === timeOfEvent(this.#last) ? Number(this.#last.split('-')[1]) + 1 : 0
    this.#last = `${time}-${number}`
    this.#events.push({ id: this.#last, key, attributes })
  }

  #forgetOld(): void {
    const oldest = this.#now() - OUTBOX_MS
    const kept = this.#events.findIndex(({ id }) => timeOfEvent(id) >= oldest)
    const forgotten = kept < 0 ? this.#events : this.#events.slice(0, kept)
    this.#base = forgotten.at(-1)?.id ?? this.#base
    this.#events = kept < 0 ? [] : this.#events.slice(kept)
  }
}

const eventId = z.string().refine(isEventId)
const attribute = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string()).readonly(),
  z.strictObject({ lat: z.number(), lng: z.number() }),
])

const storedMemory = z.strictObject({
  version: z.literal(1),
  digests: z.record(z.string(), z.string()),
  base: eventId,
  events: z.array(
    z.strictObject({ id: eventId, key: z.string(), attributes: z.record(z.string(), attribute) }),
  ),
})

export function writeMemory({ digests, base, events }: OutboxMemory): string {
  const stored: z.input<typeof storedMemory> = {
    version: 1,
    digests: Object.fromEntries(digests),
    base,
    events: [...events],
  }
  return JSON.stringify(stored)
}

/** Throws for what was not written by `writeMemory`. */
export function parseMemory(text: string): OutboxMemory {
  const { digests, base, events } = storedMemory.parse(JSON.parse(text))
  return { digests: new Map(Object.entries(digests)), base, events }
}
