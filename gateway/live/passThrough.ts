import { setTimeout as sleep } from 'node:timers/promises'
import { LightAbortController } from '../../kit/concurrency/lightAbortSignal.ts'
import type { SubgraphRequest } from '../../engine/index.ts'
import { GatewayError } from '../errors.ts'
import type { AskedOperation } from '../request/admit/assess.ts'
import { authorise } from '../request/authorise.ts'
import { assertMayExecute, choosePlan, pickHeaders } from '../request/execute.ts'
import { isOutage } from '../subgraphs/failures.ts'
import type { EventSources } from '../subgraphs/events/eventSources.ts'
import { answerEvent, type AnsweringParts } from './answerEvent.ts'
import type { Expulsions } from './expulsions.ts'
import { Passage, type PassedSource } from './passage.ts'
import { noLongerValid, renew } from './renew.ts'
import { assertMay, keyOf } from './rights.ts'
import type { AskedSubscription, Member } from './subscription.ts'
import { createMember, leaderOf, openFor, type SharedSubscriptions } from './sharedSubscriptions.ts'

/** Subscriptions that a subgraph serves itself: its events are passed through, and the rest of the plan is run for each. */
export function passThrough(
  parts: AnsweringParts,
  sources: EventSources,
  expulsions: Expulsions,
  random: () => number,
): SharedSubscriptions {
  const passages = new Map<string, Passage>()

  const open = async (
    { subscription }: Member,
    asked: AskedOperation,
    signal: AbortSignal,
  ): Promise<PassedSource> => {
    const request = await planSource(parts, { ...subscription, asked })
    const headers = pickHeaders(asked.request, parts.config.forwardHeaders)
    const responses = sources.open(request, { requestId: asked.request.id, headers }, signal)
    return { request, responses }
  }

  const openPassage = (key: string, asked: AskedOperation): Passage => {
    const passage = new Passage(asked, {
      open,
      isPassing: isOutage,
      answer: ({ subscription }, current, passed) =>
        answerEvent(parts, subscription, current, { event: undefined, passed }),
      assertMay: (member, members, cost) => assertMay(parts, member, cost / members, cost > 0),
      onEmpty: () => {
        for (const [name, one] of passages) if (one === passage) passages.delete(name)
      },
      wait: (milliseconds, waiting) => sleep(milliseconds, undefined, { signal: waiting, ref: false }),
      random,
    })
    passages.set(key, passage)
    return passage
  }

  const move = async (passage: Passage): Promise<void> => {
    const leader = leaderOf(passage)
    try {
      const asked = renewUntold(parts, leader)
      for (const [name, one] of passages) if (one === passage) passages.delete(name)
      passages.set(keyOf(parts, { ...leader, asked }), passage)
      const source = await planSource(parts, { ...leader, asked })
      // Another version has come meanwhile, and moves it.
      if (isCurrent({ ...leader, asked })) passage.renew(asked, source)
    } catch (error) {
      const reason = error instanceof GatewayError ? error : noLongerValid(error)
      for (const member of passage.members) expulsions.later(() => passage.audience.expel(member, reason))
    }
  }

  return {
    async subscribe(given, sink, _after, leaveSeat) {
      let subscription: AskedSubscription = { ...given, asked: { ...given.asked, tellsProvenance: false } }
      let { subgraph } = await planSource(parts, subscription)
      // A swap moves only those that have begun.
      while (!isCurrent(subscription)) {
        subscription = { ...subscription, asked: renewUntold(parts, subscription) }
        ;({ subgraph } = await planSource(parts, subscription))
      }
      if (!sources.has(subgraph))
        throw new GatewayError('EVENTS_UNAVAILABLE', `Subgraph "${subgraph}" tells no events of this field.`)
      const key = keyOf(parts, subscription)
      const passage = passages.get(key) ?? openPassage(key, subscription.asked)
      const member = createMember(subscription, sink, 'FACT', leaveSeat, { known: '', hasBegun: false })
      passage.join(member)
      return openFor(member, undefined, leaveSeat, (left) => passage.audience.leave(left))
    },
    follow() {
      const all = [...passages.values()]
      for (const passage of all) void move(passage)
    },
    check() {
      for (const { audience } of passages.values()) void audience.listAllowed(audience.members, 0)
    },
    load: () => ({
      subscriptions: [...passages.values()].reduce((sum, { members }) => sum + members.size, 0),
      broadcasts: passages.size,
    }),
    end() {
      const all = [...passages.values()]
      for (const { audience } of all) audience.end(undefined)
    },
  }
}

/** What an answer is made of would need the subgraph to be asked otherwise. */
function renewUntold(parts: AnsweringParts, subscription: AskedSubscription): AskedOperation {
  return { ...renew(parts, subscription), tellsProvenance: false }
}

function isCurrent({ asked, graph }: AskedSubscription): boolean {
  return graph()?.id === asked.graph.id
}

/** What the plan of a subscription asks first, for what its caller may see. Throws AccessRefused where that is not enough. */
async function planSource(
  parts: AnsweringParts,
  { asked, caller }: AskedSubscription,
): Promise<SubgraphRequest> {
  const { policies } = asked.prepared.access
  const known = policies.length === 0 ? caller : await parts.askPolicies(policies, caller, asked.request.id)
  const access = authorise(parts, asked, known)
  if (access.kind === 'explained') throw new GatewayError('BAD_REQUEST', 'A subscription is not explained.')
  assertMayExecute(asked, access, parts.config.access.mode)
  const plan = await choosePlan(parts, asked, access, false)
  // Where all of it is denied there is nothing to ask for, and never will be.
  if (plan.describe().calls.length === 0) assertMayExecute(asked, access, 'reject')
  return plan.sourceRequest(asked.variables, new LightAbortController())
}
