import { compareEventIds, timeOfEvent, type GraphEvent } from '../../kit/events/graphEvent.ts'

/** How long events are kept, and how many of one topic. */
export interface Retention {
  readonly milliseconds: number
  readonly events: number
}

/** The events of one topic that a client may still ask for, in their order, each once. */
export class TopicLog {
  readonly #retention: Retention
  readonly #now: () => number
  readonly #listeners = new Set<() => void>()
  #events: GraphEvent[] = []
  /** By key, the id of the last of its events. */
  readonly #newest = new Map<string, string>()
  /** Whoever knows this event, or a later one, has missed nothing that is not kept; null where nothing is forgotten. */
  #forgotten: string | null
  #last: string | null

  /** `forgotten` is the last event that is not kept, if one is known. */
  constructor(retention: Retention, now: () => number, forgotten: string | null = null) {
    this.#retention = retention
    this.#now = now
    this.#forgotten = forgotten
    this.#last = forgotten
  }

  /** The id of the last event; null where none is known. */
  get last(): string | null {
    return this.#last
  }

  /** The id of the last event that is not kept; null where nothing is forgotten. */
  get forgotten(): string | null {
    return this.#forgotten
  }

  /**
   * Takes what is new of the events that follow `after`. Where these are all that are kept, and there are none, `after` is the
   * last: whoever begins now begins behind it.
   */
  append(after: string, events: readonly GraphEvent[], isAll = false): void {
    if (events.length === 0 && !(isAll && this.#last === null)) return
    const before = this.#last
    if (this.#last === null || compareEventIds(this.#last, after) < 0) this.#forgetUpTo(after)
    for (const event of events) {
      if (this.#last !== null && compareEventIds(event.id, this.#last) <= 0) continue
      this.#events.push(event)
      this.#newest.set(event.key, event.id)
      this.#last = event.id
    }
    if (this.#last === before) return
    this.#forgetOld()
    for (const listener of this.#listeners) listener()
  }

  /** The event after this one: undefined where there is none yet, null where it is not kept any more. */
  next(id: string): GraphEvent | undefined | null {
    if (this.#forgotten !== null && compareEventIds(id, this.#forgotten) < 0) return null
    return this.#events[this.#placeAfter(id)]
  }

  /** Whether what this event tells of has changed again since. */
  isSuperseded({ id, key }: GraphEvent): boolean {
    const newest = this.#newest.get(key)
    return newest !== undefined && compareEventIds(newest, id) > 0
  }

  /** Calls the listener when there is something new; returns what ends that. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What came between the last event and this one was never told. */
  #forgetUpTo(id: string): void {
    this.#events = []
    this.#newest.clear()
    this.#forgotten = id
    this.#last = id
  }

  #placeAfter(id: string): number {
    let [low, high] = [0, this.#events.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (compareEventIds(this.#events[middle]?.id ?? id, id) <= 0) low = middle + 1
      else high = middle
    }
    return low
  }

  /** In strides, since what is at the front of a long list is costly to take away. */
  #forgetOld(): void {
    const { milliseconds, events } = this.#retention
    const oldest = this.#now() - milliseconds
    const tooMany = this.#events.length - events
    const isOld = timeOfEvent(this.#events[0]?.id ?? '0-0') < oldest
    if (tooMany < events / 10 && !isOld) return
    let count = Math.max(0, tooMany)
    while (count < this.#events.length - 1 && timeOfEvent(this.#events[count]?.id ?? '0-0') < oldest) count++
    if (count === 0) return
    this.#forgotten = this.#events[count - 1]?.id ?? this.#forgotten
    for (const { key, id } of this.#events.slice(0, count))
      if (this.#newest.get(key) === id) this.#newest.delete(key)
    this.#events = this.#events.slice(count)
  }
}
