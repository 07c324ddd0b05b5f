import { isEventId } from '../../kit/events/graphEvent.ts'
import { shortLine } from '../../kit/shortLine.ts'
import { GatewayError } from '../errors.ts'
import type { AskedOperation } from '../request/admit/assess.ts'
import { answerEvent, type AnsweringParts } from './answerEvent.ts'
import { Broadcast, forgotten } from './broadcast.ts'
import type { EventStore } from './eventStore.ts'
import type { Expulsions } from './expulsions.ts'
import { noLongerValid, renew } from './renew.ts'
import { assertMay, keyOf } from './rights.ts'
import { findSubgraph, findTopic, type FollowedTopic } from './rootField.ts'
import {
  createMember,
  leaderOf,
  openFor,
  type OpenSubscription,
  type SharedSubscriptions,
} from './sharedSubscriptions.ts'
import type { Sink } from './outlet.ts'
import type { AskedSubscription } from './subscription.ts'
import type { TopicLog } from './topicLog.ts'

/** Before a gateway knows of any event, a subscription begins with those that are no older. */
const CLOCKS_APART_MS = 60_000

/** The subscriptions to topics, whose events bureaus tell. */
export function followTopics(
  parts: AnsweringParts,
  store: EventStore,
  expulsions: Expulsions,
): SharedSubscriptions {
  const broadcasts = new Map<string, Broadcast>()

  const openLog = async ({ asked }: AskedSubscription, { topic }: FollowedTopic): Promise<TopicLog> => {
    const subgraph = await findSubgraph(asked)
    return store.open(subgraph, topic.name).catch((cause: unknown) => {
      throw new GatewayError(
        'EVENTS_UNAVAILABLE',
        'Events cannot be followed now; subscribe again later.',
        {},
        cause,
      )
    })
  }

  /** With the version of the graph that there is once the log is open: a swap moves only those that have begun. */
  const openForNow = async (
    given: AskedSubscription,
  ): Promise<{ readonly subscription: AskedSubscription; readonly log: TopicLog }> => {
    let subscription = given
    for (;;) {
      const log = await openLog(subscription, topicOf(subscription.asked))
      if (subscription.graph()?.id === subscription.asked.graph.id) return { subscription, log }
      subscription = { ...subscription, asked: renew(parts, subscription) }
    }
  }

  const openBroadcast = (key: string, asked: AskedOperation, log: TopicLog, begun: string): Broadcast => {
    const { topic, matches } = topicOf(asked)
    const broadcast = new Broadcast(asked, matches, topic, log, begun, {
      answer: ({ subscription }, current, event) =>
        answerEvent(parts, subscription, current, { event, passed: undefined }),
      assertMay: (member, members, cost) => assertMay(parts, member, cost / members, cost > 0),
      onEmpty: () => {
        for (const [name, open] of broadcasts) if (open === broadcast) broadcasts.delete(name)
      },
    })
    broadcasts.set(key, broadcast)
    return broadcast
  }

  /** At once, so that no broadcast is open without members. */
  const join = (
    subscription: AskedSubscription,
    log: TopicLog,
    sink: Sink,
    after: string | undefined,
    leaveSeat: () => void,
  ): OpenSubscription => {
    const { asked } = subscription
    const { topic } = topicOf(asked)
    const begun = after ?? log.last ?? `${Date.now() - CLOCKS_APART_MS}-0`
    if (log.next(begun) === null) throw forgotten()
    const key = keyOf(parts, subscription)
    const broadcast = broadcasts.get(key) ?? openBroadcast(key, asked, log, begun)
    const member = createMember(subscription, sink, topic.holds, leaveSeat, {
      known: begun,
      hasBegun: after !== undefined,
    })
    broadcast.join(member)
    return openFor(member, begun, leaveSeat, (left) => broadcast.leave(left))
  }

  const move = (broadcast: Broadcast): void => {
    const leader = leaderOf(broadcast)
    try {
      const asked = renew(parts, leader)
      const { matches } = topicOf(asked)
      for (const [name, open] of broadcasts) if (open === broadcast) broadcasts.delete(name)
      broadcast.renew(asked, matches)
      broadcasts.set(keyOf(parts, { ...leader, asked }), broadcast)
    } catch (error) {
      const reason = error instanceof GatewayError ? error : noLongerValid(error)
      for (const member of broadcast.members) expulsions.later(() => broadcast.expel(member, reason))
    }
  }

  return {
    async subscribe(given, sink, after, leaveSeat) {
      if (after !== undefined && !isEventId(after))
        throw new GatewayError(
          'BAD_USER_INPUT',
          `Last-Event-ID: expected the id of an event, such as "1764380000000-0"; got ${JSON.stringify(shortLine(after))}.`,
        )
      const { subscription, log } = await openForNow(given)
      return join(subscription, log, sink, after, leaveSeat)
    },
    follow() {
      // Each is put under another key on the way.
      const open = [...broadcasts.values()]
      for (const broadcast of open) move(broadcast)
    },
    check() {
      for (const broadcast of broadcasts.values()) void broadcast.check()
    },
    load: () => ({
      subscriptions: [...broadcasts.values()].reduce((sum, { members }) => sum + members.size, 0),
      broadcasts: broadcasts.size,
    }),
    end() {
      const open = [...broadcasts.values()]
      for (const broadcast of open) broadcast.end(undefined)
    },
  }
}

/** A version of the graph may have the field without its topic. */
function topicOf(asked: AskedOperation): FollowedTopic {
  const found = findTopic(asked)
  if (found === undefined) throw noLongerValid(new Error('its field has no topic any more'))
  return found
}
