import { createClosing, type Closing } from '../../kit/closing.ts'
import { createDeadlines } from '../../kit/concurrency/deadlines.ts'
import { createScheduler } from '../../kit/concurrency/scheduler.ts'
import { packageRoot } from '../../kit/root.ts'
import { answerJson, serve } from '../../kit/serve.ts'
import type { PublishEvents } from '../../kit/events/graphEvent.ts'
import type { Environment } from '../../kit/config.ts'
import type { Log } from '../../kit/log.ts'
import { TIERS } from '../../schema/codes.ts'
import { catalogue } from '../../schema/bureaus/register.ts'
import { createAudit } from '../audit/audit.ts'
import { createPublicationMemory } from '../cache/publications.ts'
import { sharePublications } from '../cache/redis/publications.ts'
import { shareTexts } from '../cache/redis/texts.ts'
import type { Invalidation } from '../cache/invalidation.ts'
import { readRequestId } from '../request/http.ts'
import { INVALIDATION_PATH, invalidate } from '../request/invalidation.ts'
import { openTelemetry } from '../telemetry/telemetry.ts'
import { readVersion } from './commandLine.ts'
import { startUse, type Use } from '../telemetry/use/use.ts'
import { acceptStream } from '../live/acceptStream.ts'
import { createEventMemory } from '../live/eventStore.ts'
import { handleStream } from '../live/handleStream.ts'
import { createHub } from '../live/hub.ts'
import { createPulse } from '../live/pulse.ts'
import { createRedisEvents } from '../live/redisEvents.ts'
import { createWebSockets } from '../live/webSocket.ts'
import { openCache, openResponseCache } from '../cache/openCache.ts'
import { openRedis } from '../cache/redis/openRedis.ts'
import { AGENT_PATH, handleAgent } from '../agents/handleAgent.ts'
import { answerResourceMetadata, isResourceMetadataPath } from '../agents/resourceMetadata.ts'
import { answerAdmin, type AdminParts } from './adminPages.ts'
import type { Config } from './config/config.ts'
import { startPlannerWorker } from '../../engine/index.ts'
import { keepGraph, type StartPlanner } from '../graph/currentGraph.ts'
import { findVariant, type Graph } from '../graph/graph.ts'
import { createSourceInTheMaking, type GraphInTheMaking } from '../graph/graphInTheMaking.ts'
import { openSupergraphSource } from '../graph/openSupergraphSource.ts'
import { keepDataSets } from '../graph/dataSets.ts'
import { createCoalesceBy, withoutCoalescing } from '../../kit/concurrency/coalesceByObject.ts'
import { answerDevelopmentToken, DEVELOPMENT_TOKEN_PATH } from './development/tokenPage.ts'
import { loadExplorer } from '../pages/explorer.ts'
import { openMapGround } from '../pages/mapGround/openMapGround.ts'
import { answerPage, pathOf } from '../pages/pages.ts'
import { createRegistryPages, type Shown } from '../pages/registry.ts'
import { answerStatus, STATUS_PATH } from '../pages/status.ts'
import { answerCors, corsOfTables } from '../request/cors.ts'
import { handleRequest } from '../request/handle.ts'
import { ANY_TEXT, createDocuments } from '../request/documents/documents.ts'
import { createReportUnlisted } from '../request/documents/reportUnlisted.ts'
import { createRegisteredDocuments } from '../request/documents/registered.ts'
import { createJsonBodies } from '../request/jsonBody.ts'
import type { PipelineParts } from '../request/pipeline.ts'
import { isFacePath } from '../faces/faces.ts'
import { handleFace } from '../faces/handleFace.ts'
import { isSavedQueryPath } from '../tables/answerSavedQuery.ts'
import { handleSavedQuery } from '../tables/handleSavedQuery.ts'
import { createTableBudget, TABLES_BYTES } from '../request/table/readWhole.ts'
import { createWarnOfUnequalLists } from '../request/warnOfUnequalLists.ts'
import { loadSavedQueries } from '../tables/savedQueries.ts'
import { settingsOf } from '../subgraphs/remoteTransports.ts'
import { createTransports, type LocalTransports } from '../subgraphs/transports.ts'
import { followSupergraph } from './followSupergraph.ts'
import { tellGraph } from './tellGraph.ts'
import { openHooks } from '../../kit/hooks/openHooks.ts'
import { createConfiguredPolicies, createConfiguredIdentify } from './trust.ts'
import { createQuotaCounts } from '../traffic/quotas.ts'
import { createTraffic } from '../traffic/traffic.ts'
import { keepTrustedDocuments } from '../request/documents/trustedDocuments.ts'

export type { GraphInTheMaking, StartPlanner }

export interface RunningGateway {
  /** Without a trailing slash; GraphQL is at `/graphql`. */
  readonly url: string
  /** Where it answers those who run it; undefined where that is `url` too. */
  readonly adminUrl: string | undefined
  /** Resolves when operations can be planned; rejects with ConfigError when the supergraph is refused. */
  readonly ready: Promise<void>
  readonly use: Use
  /** Takes what a bureau in this process says has happened. */
  readonly publishEvents: PublishEvents
  /** Drops cached entries that have changed; rejects where other gateways may still serve them. */
  invalidate(invalidation: Invalidation): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the gateway; it answers when this resolves, new operations when it is `ready`. A subgraph that is down costs its own
 * fields only. A graph in the making takes the place of the one that the settings name.
 */
export async function startGateway(
  config: Config,
  log: Log,
  local: LocalTransports,
  environment: Environment,
  startPlanner: StartPlanner = startPlannerWorker,
  making?: GraphInTheMaking,
): Promise<RunningGateway> {
  const closing = createClosing()
  try {
    return await openGateway(config, log, local, environment, startPlanner, making, closing)
  } catch (error) {
    await closing.close()
    throw error
  }
}

async function openGateway(
  config: Config,
  log: Log,
  local: LocalTransports,
  environment: Environment,
  startPlanner: StartPlanner,
  making: GraphInTheMaking | undefined,
  closing: Closing,
): Promise<RunningGateway> {
  const { identify, keys, issuers } = await createConfiguredIdentify(config, environment, log)
  const askPolicies = await createConfiguredPolicies(config, log)
  const audit = await createAudit(config.audit, log, () => new Date())
  closing.add(() => audit.stop())
  const telemetry = await openTelemetry(config, log)
  closing.add(() => telemetry.stop())
  const { metrics } = telemetry
  const use = await startUse(config.use, log)
  closing.add(() => use.stop())
  const redis = await openRedis(config.redis, log)
  closing.add(() => redis?.stop())
  const cache = openCache(config.cache, redis, metrics?.observe)
  closing.add(() => cache?.stop())
  const publications = redis === undefined ? createPublicationMemory() : sharePublications(redis)
  const scheduler = createScheduler()
  const deadlines = createDeadlines()
  const transports = createTransports(config, local, cache, {
    scheduler,
    deadlines,
    onCall: telemetry.onCall,
    onCircuitChange: (change) =>
      log[change.state === 'open' ? 'warn' : 'info'](change, 'circuit breaker of a subgraph changed'),
  })
  closing.add(() => transports.close())
  const traffic = createTraffic(config, redis?.redis, { scheduler, deadlines, log })
  const source = making === undefined ? openSupergraphSource(config, log) : createSourceInTheMaking(making)
  const graphs = await keepGraph(source, config, {
    fetch: transports.call,
    startPlanner,
    log,
  })
  closing.add(() => graphs.stop())
  followSupergraph(graphs, transports, config, log)
  const hooks = openHooks(config.hooks, log)
  closing.add(() => hooks.stop())
  tellGraph(graphs, hooks)
  const trusted = await keepTrustedDocuments(config, graphs, log)
  closing.add(() => trusted.stop())
  const bodies = createJsonBodies(config.maxBodyBytes, config.memories.bodies)
  const registered = createRegisteredDocuments(config.documents.registeredBytes, redis && shareTexts(redis))
  metrics?.watch(cache, () => ({
    ...graphs.current().memory(),
    bodies: bodies.bytes(),
    registeredDocuments: registered.bytes(),
    ...(cache && { cache: cache.memory.bytes }),
  }))
  const parts: PipelineParts = {
    config,
    graph: graphs.current,
    documents: createDocuments(
      registered,
      trusted.current,
      createReportUnlisted(log, Date.now, () => metrics?.countUnlisted()),
    ),
    coalesce: config.singleFlight ? createCoalesceBy() : withoutCoalescing,
    responses: openResponseCache(config.cache, cache, (use) => transports.tallies.countUse(use)),
    warnOfUnequalLists: createWarnOfUnequalLists(log, Date.now),
    generation: () => cache?.generation() ?? 0,
    identify,
    askPolicies,
    audit,
    bodies,
    scheduler,
    deadlines,
    tables: createTableBudget(TABLES_BYTES),
    startRecord: telemetry.startRecord,
    readClient: telemetry.readClient,
    countUse: use.count,
    traffic,
    quotas: createQuotaCounts(redis?.redis, Date.now),
    log,
    dataSets: await keepDataSets(config.supergraphFile, graphs, log),
  }
  const retention = config.eventRetention
  const events =
    redis === undefined
      ? createEventMemory(retention, Date.now)
      : createRedisEvents(redis.redis, retention, Date.now, log)
  const hub = createHub(
    { ...parts, beginRecord: telemetry.beginRecord },
    config,
    events,
    transports.sources,
    Math.random,
  )
  closing.add(() => hub.stop())
  graphs.onSwap(() => hub.follow())
  const pulse = createPulse()
  closing.add(() => pulse.stop())
  const live = {
    pipeline: { ...parts, beginRecord: telemetry.beginRecord },
    hub,
    pulse,
    random: Math.random,
  }
  const webSockets = createWebSockets(live, config.maxBodyBytes)
  telemetry.watchState(() => ({
    supergraph: graphs.status(),
    breakers: new Map(graphs.current().subgraphs.map((name) => [name, transports.breakers.of(name).state])),
    load: traffic.load(),
    refusals: traffic.refusals(),
    live: hub.load(),
    keys,
    droppedUse: use.dropped(),
    auditBacklog: audit.backlog(),
    memoryLimits: {
      ...config.memories,
      registeredDocuments: config.documents.registeredBytes,
      ...(config.cache && { cache: config.cache.memoryBytes }),
    },
  }))
  const status = {
    ...transports,
    startedAt: new Date(),
    version: graphs.status,
    hasCache: cache !== undefined,
  }
  const mapGround = config.mapGround === undefined ? undefined : await openMapGround(config.mapGround)
  closing.add(() => mapGround?.close())
  const pages = {
    explorer: config.explorer
      ? await loadExplorer(new URL('explorer/dist/', packageRoot), {
          isInTheMaking: making !== undefined,
          mapGround: mapGround?.kind,
        })
      : undefined,
    mapGround,
    problems: making?.problems,
    developmentTokens: config.developmentTokens,
  }
  const registryPages = createRegistryPages(config.registry?.url, Date.now)
  const savedQueries = await loadSavedQueries(config.savedQueries, log)
  const agents = {
    ...parts,
    agents: config.agents,
    queries: savedQueries,
    trustedQueries: () => trusted.current().tools,
    publicUrl: config.publicUrl,
    version: await readVersion(),
  }
  const resource = { publicUrl: config.publicUrl, issuers, scopes: TIERS }
  const faces = { ...parts, config, documents: ANY_TEXT, queries: savedQueries }
  let unreadiness: string | null = 'the planner has not accepted the supergraph yet'
  const ready = graphs.ready.then(() => {
    unreadiness = null
  })
  // Whoever started it waits for it, or does not.
  ready.catch(() => {})
  let isStopping = false
  const findUnreadiness = (): string | null =>
    isStopping ? 'stopping' : (unreadiness ?? audit.unreadiness())
  const admin: AdminParts = {
    status,
    metrics: config.metrics ? metrics : undefined,
    use: {
      host: config.host,
      secret: catalogue && settingsOf(config, catalogue.subgraph).secret,
      store: use.store,
    },
    events: { config, hub, bodies, graph: graphs.current, log },
    invalidation: cache && { config, cache, publications, http: parts, deadlines, identify, log },
    subgraphs: () => graphs.current().subgraphs,
  }
  // Closed after the other, so that the last of the metrics can be read.
  const adminService =
    config.admin &&
    (await serve({
      ...config.admin,
      settingPrefix: 'ADMIN_',
      drainMilliseconds: config.drainMs,
      log,
      unreadiness: findUnreadiness,
      async handle(request, response) {
        if (await answerAdmin(admin, request, response)) return
        answerJson(response, 404, { error: `Nothing is served at ${pathOf(request)} of this port.` })
      },
    }))
  closing.add(() => adminService?.stop())
  const service = await serve({
    host: config.host,
    port: config.port,
    drainDelayMilliseconds: config.drainDelayMs,
    drainMilliseconds: config.drainMs,
    onDrain() {
      hub.end()
      webSockets.end()
    },
    upgrade(request, socket, head) {
      const path = pathOf(request)
      const findGraph = findGraphAt(graphs.current, path)
      if (findGraph() === undefined)
        socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
      else webSockets.upgrade(request, socket, head, findGraph)
    },
    connections: config.connections,
    maxBodyBytes: config.maxBodyBytes,
    log,
    unreadiness: findUnreadiness,
    async handle(request, response) {
      const path = pathOf(request)
      const cors = isOpenToPages(path) ? corsOfTables(config.cors, request) : config.cors
      if (answerCors(cors, request, response)) return
      const variant = path.startsWith(VARIANT_PATH)
        ? findVariant(graphs.current(), path.slice(VARIANT_PATH.length))
        : undefined
      if (variant === undefined && isPage(path))
        telemetry.startRecord('page', readRequestId(request), request, response)
      const isOfGraph = variant !== undefined || isGraphQL(path)
      const stream = isOfGraph ? acceptStream(request.headers.accept) : null
      if (stream !== null)
        await handleStream(live, findGraphAt(graphs.current, path), stream, request, response)
      else if (isGraphQL(path)) await handleRequest(parts, request, response)
      else if (variant !== undefined)
        await handleRequest({ ...parts, graph: () => variant }, request, response)
      else if (isSavedQueryPath(path))
        await handleSavedQuery(savedQueries, { ...parts, documents: ANY_TEXT }, request, response)
      else if (path === AGENT_PATH && config.agents.isOn) await handleAgent(agents, request, response)
      else if (isResourceMetadataPath(path)) answerResourceMetadata(resource, path, request, response)
      else if (isFacePath(path)) await handleFace(faces, request, response)
      else if (path === DEVELOPMENT_TOKEN_PATH && config.developmentTokens)
        await answerDevelopmentToken(config.developmentKeyFile, request, response)
      else if (adminService === undefined && (await answerAdmin(admin, request, response))) return
      else if (await registryPages.answer(path, shownOf(graphs.current()), request, response)) return
      else if (path === STATUS_PATH) await answerStatus(status, admin.subgraphs(), false, request, response)
      else await answerPage(pages, graphs.current(), request, response)
    },
  })
  closing.add(() => service.stop())
  return {
    url: service.url,
    adminUrl: adminService?.url,
    ready,
    use,
    publishEvents: (batch) => hub.publish(batch),
    async invalidate(invalidation) {
      if (cache !== undefined) await invalidate(cache, publications, invalidation)
    },
    async stop() {
      isStopping = true
      await closing.close()
    },
  }
}

/** What has a record of its own begins it where it is handled. */
function isPage(path: string): boolean {
  return !isGraphQL(path) && path !== INVALIDATION_PATH && path !== AGENT_PATH && !isOpenToPages(path)
}

/** What any page may read as anybody gets it, where tables are open. */
function isOpenToPages(path: string): boolean {
  return !isGraphQL(path) && (isSavedQueryPath(path) || isFacePath(path))
}

function shownOf({ introspection, publicVariant }: Graph): Shown {
  return { introspection, isPartial: publicVariant !== undefined }
}

function isGraphQL(path: string): boolean {
  return path === '/graphql' || path === '/graphql/'
}

/** The graph or variant at a path, as it is whenever it is asked; undefined where there is none. */
function findGraphAt(current: () => Graph, path: string): () => Graph | undefined {
  if (isGraphQL(path)) return current
  if (!path.startsWith(VARIANT_PATH)) return NO_GRAPH
  const name = path.slice(VARIANT_PATH.length)
  return () => findVariant(current(), name)
}

const NO_GRAPH = (): undefined => undefined

/** Each variant of the graph is asked below it, by its name. */
const VARIANT_PATH = '/graphql/'
