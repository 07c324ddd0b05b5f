import type { GatewayError } from '../errors.ts'
import { Outlet, type Sink } from './outlet.ts'
import type { Topic } from '../graph/topics.ts'
import type { AskedSubscription, Member } from './subscription.ts'

/** Subscriptions of one kind, of which those alike are executed once. */
export interface SharedSubscriptions {
  /** `leaveSeat` is called when it has ended; where this rejects, it never began. */
  subscribe(
    subscription: AskedSubscription,
    sink: Sink,
    after: string | undefined,
    leaveSeat: () => void,
  ): Promise<OpenSubscription>
  /** Moves them to another version of the graph; those that are no longer valid there end. */
  follow(): void
  /** Has the rights of all looked at. */
  check(): void
  /** How many subscriptions there are, and how many executions an event costs at most. */
  load(): SubscriptionLoad
  /** Ends all: their clients go on elsewhere. */
  end(): void
}

export interface SubscriptionLoad {
  readonly subscriptions: number
  readonly broadcasts: number
}

export interface OpenSubscription {
  /** The last event before it began; undefined where nobody can come back after an event. */
  readonly begun: string | undefined
  /** The client has read what was sent. */
  drained(): void
  /** The client wants no more. */
  leave(): void
}

export function createMember(
  subscription: AskedSubscription,
  sink: Sink,
  holds: Topic['holds'],
  leaveSeat: () => void,
  { known, hasBegun }: Pick<Member, 'known' | 'hasBegun'>,
): Member {
  const outlet = new Outlet(sink, holds)
  const close = (): void => {
    leaveSeat()
    outlet.close()
  }
  return {
    subscription,
    outlet,
    known,
    hasBegun,
    end(reason: GatewayError | undefined) {
      close()
      sink.end(reason)
    },
    complete() {
      close()
      sink.complete()
    },
  }
}

/** What a client does with its own subscription. */
export function openFor(
  member: Member,
  begun: string | undefined,
  leaveSeat: () => void,
  leave: (member: Member) => void,
): OpenSubscription {
  return {
    begun,
    drained: () => member.outlet.drained(),
    leave() {
      leaveSeat()
      member.outlet.close()
      leave(member)
    },
  }
}

/** Any of the members: they ask for the same, and may see the same. */
export function leaderOf({ members }: { readonly members: ReadonlySet<Member> }): AskedSubscription {
  const [first] = members
  if (first === undefined) throw new Error('expected a subscription with members')
  return first.subscription
}
