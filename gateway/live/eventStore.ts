import type { EventBatch } from '../../kit/events/graphEvent.ts'
import { TopicLog, type Retention } from './topicLog.ts'

/** The events of all topics. */
export interface EventStore {
  /** Keeps events; resolves to the id of the last one that is known. Rejects where they cannot be kept. */
  publish(batch: EventBatch): Promise<string>
  /** The log of a topic, which follows what is published here or at another gateway; rejects where it cannot be read. */
  open(subgraph: string, topic: string): Promise<TopicLog>
  stop(): void
}

/** Before any event. */
export const NO_EVENT = '0-0'

/** Keeps events in this process: for a gateway that is alone, or to which bureaus tell everything themselves. */
export function createEventMemory(retention: Retention, now: () => number): EventStore {
  const logs = new Map<string, TopicLog>()
  const logOf = (subgraph: string, topic: string): TopicLog => {
    const name = `${subgraph} ${topic}`
    const known = logs.get(name)
    if (known !== undefined) return known
    const log = new TopicLog(retention, now)
    logs.set(name, log)
    return log
  }
  return {
    async publish({ subgraph, topic, after, events, isAll }) {
      const log = logOf(subgraph, topic)
      log.append(after, events, isAll)
      return log.last ?? NO_EVENT
    },
    open: async (subgraph, topic) => logOf(subgraph, topic),
    stop: () => undefined,
  }
}
