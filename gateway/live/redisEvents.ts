import { isRecord } from '../../kit/isRecord.ts'
import { isGraphEvent, type GraphEvent } from '../../kit/events/graphEvent.ts'
import type { Log } from '../../kit/log.ts'
import type { Redis } from '../../kit/redis.ts'
import { eventsBaseKey, eventsKey, EVENTS_CHANNEL } from '../cache/redis/names.ts'
import { APPEND_EVENTS, runScript } from '../cache/redis/scripts.ts'
import { NO_EVENT, type EventStore } from './eventStore.ts'
import { TopicLog, type Retention } from './topicLog.ts'

/** What a publication that was not heard of costs at most. */
const LOOK_AGAIN_MS = 2_000

interface Followed {
  readonly subgraph: string
  readonly topic: string
  readonly log: TopicLog
  isReading: boolean
  isBehind: boolean
}

/**
 * Keeps events in streams of a Redis that many gateways share: each reads those of the topics that its clients ask for, so
 * that any gateway serves any client.
 */
export function createRedisEvents(
  redis: Redis,
  retention: Retention,
  now: () => number,
  log: Log,
): EventStore {
  const followed = new Map<string, Promise<Followed>>()

  const read = async (topic: Followed): Promise<void> => {
    topic.isBehind = true
    if (topic.isReading) return
    topic.isReading = true
    try {
      while (topic.isBehind) {
        topic.isBehind = false
        const { base, events } = await readStream(redis, topic.subgraph, topic.topic, topic.log.last)
        topic.log.append(base, events, base !== NO_EVENT)
      }
    } catch (error) {
      // It is read again when Redis answers; what is there by then is in its order.
      log.debug({ err: error, topic: topic.topic }, 'events not read from Redis')
    } finally {
      topic.isReading = false
    }
  }
  const readAll = (): void => {
    for (const topic of followed.values()) void topic.then(read, () => undefined)
  }
  redis.listen(
    [EVENTS_CHANNEL],
    (name) => void followed.get(name)?.then(read, () => undefined),
    (isHeard) => isHeard && readAll(),
  )
  const timer = setInterval(readAll, LOOK_AGAIN_MS)
  timer.unref()

  const follow = async (subgraph: string, topic: string): Promise<Followed> => {
    const { base, events } = await readStream(redis, subgraph, topic, null)
    const opened = new TopicLog(retention, now, base === NO_EVENT ? null : base)
    opened.append(base, events)
    return { subgraph, topic, log: opened, isReading: false, isBehind: false }
  }

  return {
    async publish({ subgraph, topic, after, events, isAll = false }) {
      const keys = [eventsKey(subgraph, topic), eventsBaseKey(subgraph, topic)]
      const oldest = Math.max(0, now() - retention.milliseconds)
      const steps = events.flatMap((event) => [event.id, JSON.stringify(event)])
      const values = [after, `${oldest}`, `${retention.events}`, isAll ? '1' : '0', ...steps]
      const last = String(await runScript(redis, APPEND_EVENTS, keys, values))
      if (events.length > 0 || isAll) await redis.send(['PUBLISH', EVENTS_CHANNEL, nameOf(subgraph, topic)])
      return last
    },
    async open(subgraph, topic) {
      const name = nameOf(subgraph, topic)
      let opening = followed.get(name)
      if (opening === undefined) {
        opening = follow(subgraph, topic)
        followed.set(name, opening)
        opening.catch(() => followed.delete(name))
      }
      return (await opening).log
    },
    stop: () => clearInterval(timer),
  }
}

function nameOf(subgraph: string, topic: string): string {
  return `${subgraph} ${topic}`
}

/** What follows an event; from the beginning where it is null. `base` is the last event that the stream has forgotten. */
async function readStream(
  redis: Redis,
  subgraph: string,
  topic: string,
  last: string | null,
): Promise<{ readonly base: string; readonly events: readonly GraphEvent[] }> {
  const [base, entries] = await Promise.all([
    redis.send(['GET', eventsBaseKey(subgraph, topic)]),
    redis.send(['XRANGE', eventsKey(subgraph, topic), last === null ? '-' : `(${last}`, '+']),
  ])
  return {
    base: base === null || base === undefined ? NO_EVENT : String(base),
    events: Array.isArray(entries) ? entries.flatMap(readEntry) : [],
  }
}

/** An entry is its id, and the names and values of its fields. */
function readEntry(entry: unknown): readonly GraphEvent[] {
  const fields: unknown = Array.isArray(entry) ? entry[1] : undefined
  const text: unknown = Array.isArray(fields) ? fields[1] : undefined
  try {
    const event: unknown = JSON.parse(String(text))
    return isRecord(event) && isGraphEvent(event) ? [event] : []
  } catch {
    return []
  }
}
