import { NOBODYS } from '../../kit/concurrency/scheduler.ts'
import { parse, type GraphQLFormattedError } from 'graphql'
import { createEngine, type Plan, type SubgraphFetcher } from '../../engine/index.ts'
import { buildPlanner } from '../../engine/plan/apolloPlanner.ts'
import { createOwns } from '../../gateway/access/owns.ts'
import { createCache, type CacheSettings } from '../../gateway/cache/cache.ts'
import type { CacheControl } from '../../gateway/cache/rules/cacheControl.ts'
import type { Listening, SharedLevel } from '../../gateway/cache/entities/sharedLevel.ts'
import { decideAccess } from '../../gateway/access/decideAccess.ts'
import { ANONYMOUS, type Caller } from '../../gateway/access/caller.ts'
import { readGraphRules } from '../../gateway/access/graphRules.ts'
import { prepareAccess } from '../../gateway/access/operationAccess.ts'
import { nameCaller, type CacheUse } from '../../gateway/cache/caching.ts'
import { withPartialFetch } from '../../gateway/cache/entities/withPartialFetch.ts'
import { withEntityCache } from '../../gateway/cache/entities/withEntityCache.ts'
import { createResponseCache } from '../../gateway/cache/response/responseCache.ts'
import { startRequestCache } from '../../gateway/cache/requestCache.ts'
import { readCacheRules, type CacheRules } from '../../gateway/cache/rules/cacheRules.ts'
import { sha256Hex } from '../../kit/digest.ts'
import { headersKey } from '../../kit/headersKey.ts'
import { writeJson } from '../../kit/json/writeJson.ts'
import { unreachable } from '../../gateway/subgraphs/failures.ts'
import type {
  FetchContext,
  GatewayFetcher,
  GatewayResponse,
} from '../../gateway/subgraphs/subgraphFetcher.ts'
import { withCoalescing } from '../../gateway/subgraphs/withCoalescing.ts'
import { compose } from '../kit/federation/federation.ts'
import type { TestSubgraph } from '../kit/federation/subgraph.ts'
import { formatError } from '../kit/federation/engine.ts'
import { createTransports } from '../kit/federation/transport.ts'

/** What the subgraphs of a test do besides answering. */
export interface Weather {
  /** Subgraphs that cannot be reached. */
  readonly down: Set<string>
  /** What their HTTP headers would say. */
  readonly statements: Map<string, CacheControl>
  /** Each request: the subgraph and the entities that it is asked about. */
  readonly requests: SentRequest[]
  /** Runs before a request reaches its subgraph. */
  before: (subgraph: string) => Promise<void> | void
  /** Runs before an answer is on its way back. */
  after: (subgraph: string) => Promise<void> | void
  /** Changes what subgraphs answer. */
  distort: (data: GatewayResponse['data']) => GatewayResponse['data']
  now: number
}

export interface SentRequest {
  readonly subgraph: string
  readonly entities: readonly unknown[]
}

export interface Asked {
  readonly data: unknown
  /** The data as they were written. */
  readonly text: string
  readonly errors: readonly GraphQLFormattedError[]
  readonly uses: readonly CacheUse[]
  /** Whole seconds for which the answer holds; undefined when it may not be kept. */
  readonly seconds: number | undefined
  readonly isPersonal: boolean
  /** Identities of the answers that it was made of. */
  readonly tokens: readonly (object | undefined)[]
}

export const SETTINGS: CacheSettings = {
  memoryBytes: 4_000_000,
  defaults: { maxAge: () => 0, staleWhileRevalidate: 0, staleIfError: 0 },
}

export function createWeather(): Weather {
  return {
    down: new Set(),
    statements: new Map(),
    requests: [],
    before: () => {},
    after: () => {},
    distort: (data) => data,
    now: 1_000_000_000_000,
  }
}

/** The engine with the cache before small subgraphs, at a clock that the test moves; no jitter. */
export function createCachedGateway(
  subgraphs: readonly TestSubgraph[],
  weather: Weather,
  {
    settings = SETTINGS,
    shared,
    remembersOutcomes = false,
  }: {
    settings?: CacheSettings
    shared?: (listening: Listening) => SharedLevel
    /** Whether what a whole plan came to is given again, as the gateway does. */
    remembersOutcomes?: boolean
  } = {},
) {
  const { rules, planOf, coerce } = prepare(subgraphs)
  const surroundings = { now: () => weather.now, random: () => 0 }
  const cache = createCache<GatewayResponse>(settings, surroundings, shared)
  const below = withPartialFetch(cache)(withWeather(weather, createTransports(subgraphs)))
  const fetcher = withEntityCache(cache, () => {})(withCoalescing()(below))
  const responses = createResponseCache<Asked>(cache, 1_000_000, () => {})
  return {
    cache,
    async ask(
      query: string,
      { variables = {}, variablesText, caller = ANONYMOUS, headers = {} }: Asking = {},
    ): Promise<Asked> {
      const plan = await planOf(query, caller)
      const coerced = coerce(query, variablesText ?? JSON.stringify(variables))
      const mayRemember = remembersOutcomes && plan.operation.owned === undefined
      const key = writeJson([subgraphs.map(({ name }) => cache.generationOf(name)), headers, coerced]) ?? ''
      const known = mayRemember ? responses.find(plan, key, nameCaller(caller)) : undefined
      if (known !== undefined) return known
      const tokens: (object | undefined)[] = []
      const cached = startRequestCache(rules, caller)
      const result = await plan.run({
        variables: coerced,
        signal: new AbortController().signal,
        owns: createOwns(caller),
        context: {
          fetcher: async (request, context) => {
            const response = await fetcher(request, context)
            tokens.push(response.responseId)
            return response
          },
          context: {
            requestId: 'test',
            arrival: NOBODYS,
            client: 'test',
            headers,
            headersKey: headersKey(headers),
            caching: cached.caching,
            coalesceKey: '',
            record: undefined,
            call: undefined,
            event: undefined,
            passed: undefined,
          },
        },
      })
      const errors = result.errors.map(formatError)
      if (result.errors.some(({ code }) => code === 'SUBGRAPH_MALFORMED')) cached.forget()
      const validity = cached.validity()
      const asked = {
        data: JSON.parse(result.data),
        text: result.data,
        errors,
        uses: cached.uses,
        seconds: validity && Math.round((validity.freshUntil - weather.now) / 1_000),
        isPersonal: validity?.isPersonal ?? false,
        tokens,
      }
      const made = { cache: cached, bytes: result.envelope.length }
      if (mayRemember && errors.length === 0) responses.remember(plan, key, nameCaller(caller), asked, made)
      return asked
    },
  }
}

const prepared = new WeakMap<readonly TestSubgraph[], Prepared>()

/** Each gateway of a test has fetchers of its own, while all share what was composed and planned. */
interface Through {
  readonly fetcher: GatewayFetcher
  readonly context: FetchContext
}

type TestPlan = Plan<Through, GatewayResponse>

interface Prepared {
  readonly rules: CacheRules
  /** Without the fields that the caller may not see. */
  readonly planOf: (query: string, caller: Caller) => TestPlan | Promise<TestPlan>
  /** Variables as JSON, and as their types have them. */
  readonly coerce: (query: string, variables: string) => Readonly<Record<string, unknown>>
}

const fetchThrough: SubgraphFetcher<Through, GatewayResponse> = (request, { fetcher, context }) =>
  fetcher(request, context)

/** Composed once for all gateways before the same subgraphs. */
function prepare(subgraphs: readonly TestSubgraph[]): Prepared {
  const known = prepared.get(subgraphs)
  if (known !== undefined) return known
  const supergraph = compose(subgraphs)
  const document = parse(supergraph)
  const rules = readGraphRules(document)
  const engine = createEngine({
    supergraph,
    planner: buildPlanner(supergraph),
    memoryBytes: 16_000_000,
    ownerships: rules.ownerships,
    fetch: fetchThrough,
  })
  const prepareQuery = (query: string) => {
    const operation = engine.prepare(parse(query, { noLocation: true }))
    return { operation, access: prepareAccess(operation, engine.schema, rules) }
  }
  const operations = new Map<string, ReturnType<typeof prepareQuery>>()
  const made: Prepared = {
    rules: readCacheRules(sha256Hex(supergraph), document),
    planOf(query, caller) {
      const { operation, access } = operations.get(query) ?? prepareQuery(query)
      operations.set(query, { operation, access })
      return operation.plan({ deny: decideAccess(access, caller) })
    },
    coerce(query, variables) {
      const { operation, access } = operations.get(query) ?? prepareQuery(query)
      operations.set(query, { operation, access })
      const read = operation.readVariables(JSON.parse(variables), () => variables)
      return 'values' in read ? read.values : {}
    },
  }
  prepared.set(subgraphs, made)
  return made
}

interface Asking {
  /** The variables as a client writes them, where that is more than their values tell. */
  readonly variablesText?: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly caller?: Caller
  readonly headers?: Readonly<Record<string, string>>
}

/** As if it had come over HTTP; no number of entities shares them evenly. */
const BYTES = 1_009

function withWeather(weather: Weather, next: GatewayFetcher): GatewayFetcher {
  return async (request, context) => {
    const { subgraph } = request
    weather.requests.push({ subgraph, entities: entitiesOf(JSON.parse(request.variables)) })
    await weather.before(subgraph)
    if (weather.down.has(subgraph)) throw unreachable(subgraph)
    const said = await next(request, context)
    await weather.after(subgraph)
    const answer = { ...said, data: weather.distort(said.data), bytes: BYTES }
    const statement = weather.statements.get(subgraph)
    return statement === undefined ? answer : { ...answer, cacheControl: statement }
  }
}

function entitiesOf(variables: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Object.values(variables)
    .filter((value) => Array.isArray(value))
    .flat()
    .filter((value) => typeof value === 'object')
    .map((entity) => Object.fromEntries(Object.entries(entity).filter(([name]) => name !== '__typename')))
}

export function callerOf(
  subject: string,
  scopes: readonly string[] = [],
  claims: Readonly<Record<string, unknown>> = {},
): Caller {
  return { kind: 'verified', subject, issuer: 'https://issuer.example', scopes: new Set(scopes), claims }
}

/** Says of a subgraph's schema that it uses our hints. */
export const HINTS = `
  extend schema
    @link(url: "https://macao-open-gateway.example/cacheControl/v1.0", import: ["@cacheControl"])
    @composeDirective(name: "@cacheControl")
  directive @cacheControl(maxAge: Int!, scope: String! = "PUBLIC") repeatable on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
`

/** Says of a subgraph's schema that some fields are for the owners of their objects. */
export const OWNERS = `
  extend schema
    @link(url: "https://macao-open-gateway.example/ownedBy/v1.0", import: ["@ownedBy"])
    @composeDirective(name: "@ownedBy")
  directive @ownedBy(claim: String!, field: String!) on FIELD_DEFINITION
`
