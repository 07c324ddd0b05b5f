import type { Registry } from 'prom-client'
import type { KeysState } from '../../access/token/remoteKeys.ts'

/** What a gateway knows of itself when its metrics are read. */
export interface GatewayState {
  readonly supergraph: {
    readonly id: string
    /** Since when it is served. */
    readonly since: Date
    /** How many versions could not be used. */
    readonly refused: number
    readonly lastRefusal: { readonly at: Date } | null
  }
  /** By subgraph: closed, half-open or open. */
  readonly breakers: ReadonlyMap<string, string>
  /** Requests that are let in and have not ended, and those that wait to be. */
  readonly load: { readonly underWay: number; readonly waiting: number }
  /** Subscriptions that are open, and how many operations an event is executed for at most. */
  readonly live: { readonly subscriptions: number; readonly broadcasts: number }
  /** By tier, and by which of its budgets, how many requests were refused since the start. */
  readonly refusals: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** By issuer, how the keys stand that are read from an address. */
  readonly keys: ReadonlyMap<string, () => KeysState>
  /** Requests since the start whose use was not counted. */
  readonly droppedUse: number
  /** Records of the audit trail that are not written yet. */
  readonly auditBacklog: number
  /** By memory, what it may weigh in bytes. */
  readonly memoryLimits: Readonly<Record<string, number>>
}

type Library = typeof import('prom-client')

const STATES = ['closed', 'half-open', 'open']

/** Gauges of the gateway and its process, which are set when they are read. */
export function createStateMetrics(
  { collectDefaultMetrics, Counter, Gauge }: Library,
  registry: Registry,
  read: () => GatewayState,
  now: () => number,
): void {
  // Registered by hand below.
  const registers: Registry[] = []
  collectDefaultMetrics({ register: registry })
  registry.registerMetric(
    new Gauge({
      name: 'gateway_supergraph_info',
      help: '1 for the version of the supergraph that is served.',
      labelNames: ['version'],
      registers,
      collect() {
        this.reset()
        this.set({ version: read().supergraph.id.slice(0, 12) }, 1)
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'gateway_supergraph_since_timestamp_seconds',
      help: 'Since when that version is served.',
      registers,
      collect() {
        this.set(read().supergraph.since.getTime() / 1_000)
      },
    }),
  )
  registry.registerMetric(
    new Counter({
      name: 'gateway_supergraph_refused_total',
      help: 'Versions that could not be used since the process started.',
      registers,
      collect() {
        this.reset()
        this.inc(read().supergraph.refused)
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'gateway_supergraph_last_refusal_timestamp_seconds',
      help: 'When the last of them was refused; 0 for never.',
      registers,
      collect() {
        this.set((read().supergraph.lastRefusal?.at.getTime() ?? 0) / 1_000)
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'gateway_subgraph_breaker_state',
      help: '1 for the state of the circuit breaker of a subgraph, 0 for the two others.',
      labelNames: ['subgraph', 'state'],
      registers,
      collect() {
        this.reset()
        for (const [subgraph, current] of read().breakers)
          for (const state of STATES) this.set({ subgraph, state }, state === current ? 1 : 0)
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'gateway_memory_limit_bytes',
      help: "What each of the gateway's memories may weigh.",
      labelNames: ['memory'],
      registers,
      collect() {
        for (const [memory, bytes] of Object.entries(read().memoryLimits)) this.set({ memory }, bytes)
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'http_server_active_requests',
      help: 'GraphQL requests that are let in and have not ended.',
      registers,
      collect() {
        this.set(read().load.underWay)
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'gateway_waiting_requests',
      help: 'GraphQL requests that wait to be let in.',
      registers,
      collect() {
        this.set(read().load.waiting)
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'gateway_subscriptions',
      help: 'Subscriptions that are open.',
      registers,
      collect() {
        this.set(read().live.subscriptions)
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'gateway_broadcasts',
      help: 'Operations that are executed for events, each for all subscriptions alike.',
      registers,
      collect() {
        this.set(read().live.broadcasts)
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'gateway_audit_backlog',
      help: 'Records of the audit trail that are not written yet.',
      registers,
      collect() {
        this.set(read().auditBacklog)
      },
    }),
  )
  registry.registerMetric(
    new Counter({
      name: 'gateway_budget_refusals_total',
      help: 'Requests refused since their client had used its budget, by its tier and by which budget: cost or cpu.',
      labelNames: ['tier', 'budget'],
      registers,
      collect() {
        this.reset()
        for (const [tier, counts] of Object.entries(read().refusals))
          for (const [budget, count] of Object.entries(counts)) this.inc({ tier, budget }, count)
      },
    }),
  )
  registry.registerMetric(
    new Counter({
      name: 'gateway_use_dropped_total',
      help: 'Requests whose use found no room or was refused by its store.',
      registers,
      collect() {
        this.reset()
        this.inc(read().droppedUse)
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'gateway_jwks_age_seconds',
      help: "Since when an issuer's keys are as they were read; absent before the first token that needs them.",
      labelNames: ['issuer'],
      registers,
      collect() {
        this.reset()
        for (const [issuer, state] of read().keys) {
          const { readAt } = state()
          if (readAt !== undefined) this.set({ issuer }, (now() - readAt) / 1_000)
        }
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'gateway_jwks_failing',
      help: "1 where the last attempt to read an issuer's keys failed, else 0.",
      labelNames: ['issuer'],
      registers,
      collect() {
        this.reset()
        for (const [issuer, state] of read().keys) this.set({ issuer }, state().isFailing ? 1 : 0)
      },
    }),
  )
}
