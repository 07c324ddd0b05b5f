import { LRUCache } from 'lru-cache'
import { createProcessorUse, type ProcessorUse } from '../../kit/concurrency/processorUse.ts'
import { GatewayError } from '../errors.ts'
import { remainingIn, takeFrom, waitFor, type Bucket, type Rate } from './bucket.ts'
import type { Lease, LeaseFrom } from './lease.ts'
import { BUDGET_TIERS, type BudgetTier } from './tier.ts'

/** What the clients of one tier may use. */
export interface Budget {
  /** In estimated cost. */
  readonly cost: Rate
  /** In milliseconds of the gateway's thread. */
  readonly cpu: Rate
}

export type Budgets = Readonly<Record<BudgetTier, Budget>>

/** Whoever a budget is for: the subject of a token, or all who are behind one address. */
export interface Client {
  readonly name: string
  readonly tier: BudgetTier
  readonly use: ProcessorUse
  /** How much of `use` has been charged. */
  charged: number
  readonly cost: Account
  readonly cpu: Account
}

interface Account {
  readonly rate: Rate
  readonly bucket: Bucket
  /** What those behind an address may use besides, together, when one of them has emptied the bucket. */
  readonly reserve: Bucket
  readonly lease: Lease
}

/** One connection of an address, behind which there may be several people. */
export interface Seat {
  readonly use: ProcessorUse
  charged: number
  readonly cost: Bucket
  readonly cpu: Bucket
}

export type Refusals = Readonly<Record<BudgetTier, Readonly<Record<keyof Budget, number>>>>

/** `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers). */
export interface RateLimitFields {
  readonly ratelimit: string
  readonly 'ratelimit-policy': string
}

/** How many people behind one address get their part when one of them has emptied the bucket of all. */
const SEATS = 32
/** A new connection is no better than one that is at work: else one for each request would always come first. */
const USE_OF_NEW_CONNECTION = 40
const REMEMBERED_CLIENTS = 50_000
/** In estimated cost, for each request whatever it asks. */
const COST_OF_REQUEST = 1

export interface BudgetKeeper {
  clientOf(name: string, tier: BudgetTier): Client
  openSeat(): Seat
  /** Throws GatewayError RATE_LIMITED where nothing is left. Nobody has a seat whose client is the subject of a token. */
  assertLeft(client: Client, seat: Seat | undefined): void
  /** Takes the cost of one request; throws GatewayError RATE_LIMITED where it is more than is left. */
  takeCost(client: Client, seat: Seat | undefined, cost: number): void
  /** As `takeCost`, but what is more than is left is owed: the work is done already. */
  takeCostOfDone(client: Client, seat: Seat | undefined, cost: number): void
  /** How many requests were refused since the start, by the tier of their client and by which of its budgets. */
  refusals(): Refusals
  /** Of the two budgets the one of which less is left. */
  state(client: Client): RateLimitFields
}

/** Keeps the budgets of clients in a bounded memory. `now` is monotonic, in milliseconds. */
export function createBudgetKeeper(budgets: Budgets, leaseFrom: LeaseFrom, now: () => number): BudgetKeeper {
  const clients = new LRUCache<string, Client>({ max: REMEMBERED_CLIENTS })
  const policies = Object.fromEntries(BUDGET_TIERS.map((tier) => [tier, printPolicy(tier, budgets[tier])]))

  const refusals = {
    anonymous: { cost: 0, cpu: 0 },
    developer: { cost: 0, cpu: 0 },
    partner: { cost: 0, cpu: 0 },
    staff: { cost: 0, cpu: 0 },
  } satisfies Refusals

  const assertPossible = (
    client: Client,
    budget: keyof Budget,
    seat: Seat | undefined,
    amount: number,
    at: number,
  ): void => {
    const wait = waitIn(client[budget], seat?.[budget], amount, at)
    if (wait === 0) return
    refusals[client.tier][budget]++
    throw rateLimited(client, budget, wait)
  }
  const open = (name: string, tier: BudgetTier): Client => {
    const { cost, cpu } = budgets[tier]
    const at = now()
    const client = {
      name,
      tier,
      use: createProcessorUse(at),
      charged: 0,
      cost: openAccount(cost, at, leaseFrom(`${name}\ncost`, cost)),
      cpu: openAccount(cpu, at, leaseFrom(`${name}\ncpu`, cpu)),
    }
    clients.set(name, client)
    return client
  }
  const settleUse = (client: Client, seat: Seat | undefined, at: number): void => {
    const used = client.use.total - client.charged
    client.charged = client.use.total
    if (used > 0) take(client.cpu, used, at)
    if (seat === undefined) return
    takeFrom(seat.cpu, shareOf(client.cpu.rate), seat.use.total - seat.charged, at)
    seat.charged = seat.use.total
  }
  return {
    clientOf: (name, tier) => clients.get(name) ?? open(name, tier),
    openSeat() {
      const at = now()
      // What a seat may use grows while it is there.
      const empty = (rate: Rate): Bucket => ({ fullAt: at + rate.windowMs })
      const { cost, cpu } = budgets.anonymous
      const use = createProcessorUse(at, USE_OF_NEW_CONNECTION)
      return { use, charged: 0, cost: empty(cost), cpu: empty(cpu) }
    },
    assertLeft(client, seat) {
      const at = now()
      settleUse(client, seat, at)
      assertPossible(client, 'cost', seat, COST_OF_REQUEST, at)
      assertPossible(client, 'cpu', seat, 1, at)
    },
    takeCost(client, seat, cost) {
      const at = now()
      const amount = COST_OF_REQUEST + cost
      assertPossible(client, 'cost', seat, amount, at)
      take(client.cost, amount, at)
      if (seat !== undefined) takeFrom(seat.cost, shareOf(client.cost.rate), amount, at)
    },
    takeCostOfDone(client, seat, cost) {
      const at = now()
      const amount = COST_OF_REQUEST + cost
      try {
        assertPossible(client, 'cost', seat, amount, at)
      } finally {
        take(client.cost, amount, at)
      }
    },
    refusals: () => refusals,
    state(client) {
      const at = now()
      const { tier, cost, cpu } = client
      const isCpu =
        (cpu.bucket.fullAt - at) / cpu.rate.windowMs > (cost.bucket.fullAt - at) / cost.rate.windowMs
      const { rate, bucket } = isCpu ? cpu : cost
      const remaining = Math.max(0, Math.floor(remainingIn(bucket, rate, at)))
      const seconds = Math.max(0, Math.ceil((bucket.fullAt - at) / 1000))
      const name = isCpu ? `${tier}-cpu` : tier
      return { ratelimit: `"${name}";r=${remaining};t=${seconds}`, 'ratelimit-policy': policies[tier] ?? '' }
    },
  }
}

function openAccount(rate: Rate, at: number, lease: Lease): Account {
  return { rate, bucket: { fullAt: at }, reserve: { fullAt: at }, lease }
}

function shareOf({ quota, windowMs }: Rate): Rate {
  return { quota: quota / SEATS, windowMs }
}

/** What is more than the bucket holds comes out of the reserve: whoever may take it has been judged. */
function take({ rate, bucket, reserve, lease }: Account, amount: number, at: number): void {
  const missing = amount - Math.max(0, remainingIn(bucket, rate, at))
  if (missing > 0) takeFrom(reserve, rate, missing, at)
  takeFrom(bucket, rate, amount, at)
  lease.use(bucket, amount)
}

/** Milliseconds until a client may take so much; 0 where it may now, of its bucket or as one of those behind its address. */
function waitIn(
  { rate, bucket, reserve }: Account,
  seat: Bucket | undefined,
  amount: number,
  at: number,
): number {
  const wait = waitFor(bucket, rate, amount, at)
  if (wait === 0) return 0
  const isSeated =
    seat !== undefined &&
    waitFor(seat, shareOf(rate), amount, at) === 0 &&
    waitFor(reserve, rate, amount, at) === 0
  return isSeated ? 0 : wait
}

function rateLimited(client: Client, budget: keyof Budget, wait: number): GatewayError {
  const { tier } = client
  const { rate } = client[budget]
  const retryAfter = Math.max(1, Math.ceil(wait / 1000))
  const what = budget === 'cpu' ? 'milliseconds of processor time' : 'in estimated cost'
  return new GatewayError(
    'RATE_LIMITED',
    `Clients of the tier "${tier}" may use ${rate.quota} ${what} in ${rate.windowMs / 1000} s; ask again in ${retryAfter} s.`,
    { tier, limit: rate.quota, windowSeconds: rate.windowMs / 1000, retryAfter },
  )
}

function printPolicy(tier: BudgetTier, { cost, cpu }: Budget): string {
  const part = (name: string, { quota, windowMs }: Rate, unit: string) =>
    `"${name}";q=${quota};w=${windowMs / 1000};qu="${unit}"`
  return `${part(tier, cost, 'cost')}, ${part(`${tier}-cpu`, cpu, 'cpu-ms')}`
}
