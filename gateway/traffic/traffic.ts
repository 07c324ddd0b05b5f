import type { IncomingHttpHeaders } from 'node:http'
import type { Deadlines } from '../../kit/concurrency/deadlines.ts'
import type { Arrival, Scheduler } from '../../kit/concurrency/scheduler.ts'
import type { Log } from '../../kit/log.ts'
import type { Redis } from '../../kit/redis.ts'
import type { Caller } from '../access/caller.ts'
import { createAddressOf, type ProxySettings } from './address.ts'
import {
  createBudgetKeeper,
  type Budgets,
  type Client,
  type RateLimitFields,
  type Refusals,
  type Seat,
} from './budgets.ts'
import { createConcurrencyLimit } from './concurrencyLimit.ts'
import { createLeaseFrom, noLease } from './lease.ts'
import { createShedding } from './shedding.ts'
import { tierOf, type BudgetTier } from './tier.ts'

export interface TrafficSettings extends ProxySettings {
  readonly budgets: Budgets
}

/** One request as traffic sees it. */
export interface Visit {
  readonly arrival: Arrival
  /** Whose budget it is: the address's, until a token says more. */
  client: Client
  /** The connection, where several people may be behind one address. */
  seat: Seat | undefined
}

/** What decides who may cost how much, and whose turn it is. */
export interface Traffic {
  /** Begins a request; called as soon as its head is read. */
  arrive(connection: Connection, headers: IncomingHttpHeaders): Visit
  /**
   * Lets a request in whose caller is known. Throws GatewayError RATE_LIMITED; rejects with OVERLOADED. Undefined where
   * nothing need be awaited.
   */
  enter(visit: Visit, caller: Caller): Promise<void> | undefined
  /** Ends a request that was let in. */
  leave(): void
  /** How many requests are let in and have not ended, and how many wait to be. */
  load(): { readonly underWay: number; readonly waiting: number }
  /** How many requests were refused for want of a budget since the start. */
  refusals(): Refusals
  /** Takes an operation's estimated cost; throws GatewayError RATE_LIMITED. */
  takeCost(visit: Visit, cost: number): void
  /** Takes what any request costs for a document that asks the graph nothing; throws GatewayError RATE_LIMITED. */
  takeDocument(visit: Visit): void
  /** A token was not accepted; throws GatewayError RATE_LIMITED where the address has nothing left. */
  chargeFailedToken(visit: Visit): void
  /** The fields that tell a client what is left. */
  state(visit: Visit): RateLimitFields
}

interface Connection {
  readonly remoteAddress?: string | undefined
}

/** In estimated cost: a signature is verified for it. */
const COST_OF_FAILED_TOKEN = 200

/** Without Redis each gateway has whole budgets of its own. */
export function createTraffic(
  settings: TrafficSettings,
  redis: Redis | undefined,
  {
    scheduler,
    deadlines,
    log,
  }: { readonly scheduler: Scheduler; readonly deadlines: Deadlines; readonly log: Log },
): Traffic {
  const now = (): number => performance.now()
  const leaseFrom = redis === undefined ? noLease : createLeaseFrom(redis, now)
  const keeper = createBudgetKeeper(settings.budgets, leaseFrom, now)
  const shedding = createShedding(createConcurrencyLimit(), scheduler, deadlines)
  const addressOf = createAddressOf(settings, log)
  /** A proxy's connections are of nobody in particular. */
  const hasSeats = settings.trustedProxyHops === 0
  const seats = new WeakMap<Connection, Seat & { readonly name: string }>()
  const subjects = new WeakMap<Caller, { readonly name: string; readonly tier: BudgetTier }>()

  const sit = (connection: Connection, headers: IncomingHttpHeaders) => {
    const seat = { ...keeper.openSeat(), name: `address ${addressOf(connection.remoteAddress, headers)}` }
    seats.set(connection, seat)
    return seat
  }
  const subjectOf = (caller: Caller & { kind: 'verified' }) => {
    const known = subjects.get(caller)
    if (known !== undefined) return known
    const tier = tierOf(caller)
    const subject = { tier, name: `subject ${JSON.stringify([tier, caller.issuer, caller.subject])}` }
    subjects.set(caller, subject)
    return subject
  }
  return {
    arrive(connection, headers) {
      if (!hasSeats) {
        const client = keeper.clientOf(`address ${addressOf(connection.remoteAddress, headers)}`, 'anonymous')
        return { arrival: scheduler.nextArrival([client.use]), client, seat: undefined }
      }
      const seat = seats.get(connection) ?? sit(connection, headers)
      const client = keeper.clientOf(seat.name, 'anonymous')
      return { arrival: scheduler.nextArrival([client.use, seat.use]), client, seat }
    },
    enter(visit, caller) {
      if (caller.kind === 'verified') {
        const { name, tier } = subjectOf(caller)
        visit.client = keeper.clientOf(name, tier)
        visit.arrival.uses = [visit.client.use, ...visit.arrival.uses.slice(1)]
        visit.seat = undefined
      }
      keeper.assertLeft(visit.client, visit.seat)
      return shedding.enter(visit.arrival)
    },
    leave: shedding.leave,
    load: shedding.load,
    refusals: keeper.refusals,
    takeCost: ({ client, seat }, cost) => keeper.takeCost(client, seat, cost),
    takeDocument({ client, seat }) {
      keeper.assertLeft(client, seat)
      keeper.takeCost(client, seat, 0)
    },
    chargeFailedToken: ({ client, seat }) => keeper.takeCostOfDone(client, seat, COST_OF_FAILED_TOKEN),
    state: ({ client }) => keeper.state(client),
  }
}
