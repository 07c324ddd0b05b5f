import { wholeNumber } from '../../../kit/config.ts'
import type { Retention } from '../../live/topicLog.ts'
import type { ValuesOf } from './rule.ts'

export interface LiveConfig {
  /** How long, and how many of a topic, a client may come back for. */
  readonly eventRetention: Retention
  readonly maxSubscriptionsPerClient: number
}

export const liveVariables = {
  EVENT_RETENTION_SECONDS: wholeNumber('a number of seconds from 1 to 86400', 1, 86_400).default(600),
  MAX_SUBSCRIPTIONS_PER_CLIENT: wholeNumber(
    'a number of subscriptions from 1 to 1000000',
    1,
    1_000_000,
  ).default(500),
  MAX_EVENTS_PER_TOPIC: wholeNumber('a number of events from 100 to 1000000', 100, 1_000_000).default(20_000),
}

export function toLiveConfig(values: ValuesOf<typeof liveVariables>): LiveConfig {
  return {
    eventRetention: Object.freeze({
      milliseconds: values.EVENT_RETENTION_SECONDS * 1_000,
      events: values.MAX_EVENTS_PER_TOPIC,
    }),
    maxSubscriptionsPerClient: values.MAX_SUBSCRIPTIONS_PER_CLIENT,
  }
}
