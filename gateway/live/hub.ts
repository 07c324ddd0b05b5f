import type { EventBatch } from '../../kit/events/graphEvent.ts'
import type { EventSources } from '../subgraphs/events/eventSources.ts'
import type { AnsweringParts } from './answerEvent.ts'
import type { EventStore } from './eventStore.ts'
import { createExpulsions } from './expulsions.ts'
import { followTopics } from './followTopics.ts'
import type { Sink } from './outlet.ts'
import { passThrough } from './passThrough.ts'
import { findTopic } from './rootField.ts'
import { createSeats } from './seats.ts'
import type { OpenSubscription, SubscriptionLoad } from './sharedSubscriptions.ts'
import type { AskedSubscription } from './subscription.ts'

export interface Hub {
  /**
   * Begins a subscription after an event, or now. Rejects with GatewayError EVENTS_FORGOTTEN, EVENTS_UNAVAILABLE,
   * BAD_USER_INPUT and RATE_LIMITED.
   */
  subscribe(subscription: AskedSubscription, sink: Sink, after: string | undefined): Promise<OpenSubscription>
  publish(batch: EventBatch): Promise<string>
  /** Moves subscriptions to another version of the graph; those that are no longer valid there end. */
  follow(): void
  /** How many subscriptions there are, and how many executions an event costs at most. */
  load(): SubscriptionLoad
  /** Ends all subscriptions: their clients go on elsewhere. */
  end(): void
  stop(): void
}

export interface HubSettings {
  readonly maxSubscriptionsPerClient: number
}

/** Rights are looked at when nothing happens too. */
const CHECK_MS = 1_000

export function createHub(
  parts: AnsweringParts,
  { maxSubscriptionsPerClient }: HubSettings,
  store: EventStore,
  sources: EventSources,
  random: () => number,
): Hub {
  const seats = createSeats(maxSubscriptionsPerClient)
  const expulsions = createExpulsions(random)
  const topics = followTopics(parts, store, expulsions)
  const passed = passThrough(parts, sources, expulsions, random)
  const all = [topics, passed]

  const checks = setInterval(() => {
    for (const kind of all) kind.check()
  }, CHECK_MS)
  checks.unref()

  const end = (): void => {
    for (const kind of all) kind.end()
  }
  return {
    async subscribe(given, sink, after) {
      const leaveSeat = seats.take(given.asked.request.visit.client.name)
      const kind = findTopic(given.asked) === undefined ? passed : topics
      try {
        return await kind.subscribe(given, sink, after, leaveSeat)
      } catch (error) {
        leaveSeat()
        throw error
      }
    },
    publish: (batch) => store.publish(batch),
    follow() {
      for (const kind of all) kind.follow()
    },
    load() {
      const [one, other] = [topics.load(), passed.load()]
      return {
        subscriptions: one.subscriptions + other.subscriptions,
        broadcasts: one.broadcasts + other.broadcasts,
      }
    },
    end,
    stop() {
      end()
      clearInterval(checks)
      expulsions.stop()
      store.stop()
    },
  }
}
