import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import { validate } from 'graphql'
import type { PlannerWorker } from '../../engine/index.ts'
import { ConfigError } from '../../kit/config.ts'
import { isRecord } from '../../kit/isRecord.ts'
import type { Log } from '../../kit/log.ts'
import { createRetirement } from '../../kit/retirement.ts'
import { chooseLabels, isMostCallers, listUnknownLabels } from './chooseLabels.ts'
import { buildGraph, type Graph, type GraphSettings, type PreparedOperation } from './graph.ts'
import { readVariants } from './readVariants.ts'
import { decideAccess } from '../access/decideAccess.ts'
import { ANONYMOUS } from '../access/caller.ts'
import type { GatewayFetcher } from '../subgraphs/subgraphFetcher.ts'
import type { SupergraphSource, SupergraphVersion } from './supergraphSource.ts'

export interface CurrentGraph {
  readonly current: () => Graph
  readonly status: () => VersionStatus
  /** Resolves when the planner has accepted the first version; rejects with ConfigError when it refuses it. */
  readonly ready: Promise<void>
  /** Calls the listener with each graph that replaces another. */
  readonly onSwap: (listener: (next: Graph) => void) => void
  /** Calls the listener with each version that could not be used. */
  readonly onRefusal: (listener: (refusal: VersionRefusal) => void) => void
  stop(): Promise<void>
}

/** What versions are made with. */
export interface GraphParts {
  readonly fetch: GatewayFetcher
  /** Begins a planner for one version, in this thread or another. */
  readonly startPlanner: StartPlanner
  readonly log: Log
}

export type StartPlanner = (sdl: string) => PlannerWorker

export interface CurrentGraphSettings extends GraphSettings {
  /** Names the variants of the graph; there are none where it is undefined. */
  readonly variantsFile: string | undefined
  /** When this has passed, no request is left that began with the version before. */
  readonly requestDeadlineMs: number
}

/** The version of the graph that is served, and how many were refused. */
export interface VersionStatus {
  /** SHA-256 of its supergraph. */
  readonly id: string
  /** Its number, where it came from a registry. */
  readonly release: number | null
  readonly since: Date
  /** How many versions could not be used since the process started. */
  readonly refused: number
  readonly lastRefusal: VersionRefusal | null
}

/** Reading it, its signature and number, the planner's check, or building and warming what a request needs. */
export type VersionStep = 'read' | 'verify' | 'check' | 'build'

export interface VersionRefusal {
  readonly at: Date
  readonly step: VersionStep
}

const WARMED_OPERATIONS = 200

/** A request that needs several calls goes on meanwhile, and does not wait for one step with each of them. */
const REST_MS = 10

/**
 * Keeps the graph of a file or a registry. A new version is checked, built and warmed whole beside the one that is served, and
 * only then takes its place; one that cannot be used is logged and counted, and the one before stays. Rejects with
 * ConfigError for a first version that cannot be read or built. Until the first is `ready`, operations wait for their plans.
 */
export async function keepGraph(
  source: SupergraphSource,
  given: CurrentGraphSettings,
  parts: GraphParts,
): Promise<CurrentGraph> {
  const { log } = parts
  const settings = { ...given, variants: await readVariants(given.variantsFile) }
  const refusalListeners: ((refusal: VersionRefusal) => void)[] = []
  let refused = 0
  let lastRefusal: VersionRefusal | null = null
  const refuse = (step: VersionStep, reason: unknown): void => {
    refused++
    const refusal = { at: new Date(), step }
    lastRefusal = refusal
    const from = source.place
    log.error({ err: reason, file: from, step, refused }, 'supergraph not usable; the version before stays')
    for (const listener of refusalListeners)
      guard(() => listener(refusal), log, 'a part was not told of the refused supergraph')
  }
  const first = await buildFirst(source, settings, parts, refuse)
  const retirement = createRetirement(settings.requestDeadlineMs, (error) =>
    log.warn({ err: error }, 'supergraph not closed'),
  )
  const listeners: ((next: Graph) => void)[] = []
  let { graph } = first
  let { release } = first.version
  let since = new Date()

  const swap = (next: Graph, version: SupergraphVersion): void => {
    const before = graph
    graph = next
    release = version.release
    since = new Date()
    log.info({ id: next.id, release }, 'supergraph swapped')
    warnOfUnknownLabels(next, settings, log)
    for (const listener of listeners)
      guard(() => listener(next), log, 'a part was not told of the new supergraph')
    retirement.retire(before)
  }
  const accept = async (version: SupergraphVersion): Promise<boolean> => {
    const next = await buildNext(version.sdl, settings, parts, graph, refuse)
    if (next === undefined) return false
    swap(next, version)
    await version.onServed()
    return true
  }
  const watch = source.watch(first.version, { accept, refuse })
  return {
    current: () => graph,
    status: () => ({ id: graph.id, release, since, refused, lastRefusal }),
    ready: first.ready,
    onSwap: (listener) => void listeners.push(listener),
    onRefusal: (listener) => void refusalListeners.push(listener),
    async stop() {
      await watch.stop()
      await retirement.stop()
      await graph.close()
    },
  }
}

interface FirstGraph {
  readonly version: SupergraphVersion
  readonly graph: Graph
  readonly ready: Promise<void>
}

async function buildFirst(
  source: SupergraphSource,
  settings: GraphSettings,
  parts: GraphParts,
  refuse: (step: VersionStep, reason: unknown) => void,
): Promise<FirstGraph> {
  const versions = await source.readFirst(refuse).catch((error: unknown) => refuseFirst(source, error))
  for (const version of versions.slice(0, -1)) {
    const graph = await tryFirst(version, settings, parts, refuse)
    if (graph !== undefined) return begin(version, graph, Promise.resolve(), settings, parts.log)
  }
  const last = versions.at(-1) ?? versions[0]
  const planner = parts.startPlanner(last.sdl)
  const graph = await buildGraph(last.sdl, settings, parts.fetch, planner).catch((error: unknown) =>
    refuseFirst(source, error),
  )
  const accepted = planner.accepted.catch((error: unknown) => refuseFirst(source, error))
  return begin(last, graph, accepted, settings, parts.log)
}

/** Undefined, and refused, for one in whose place there is another to begin with. */
async function tryFirst(
  { sdl }: SupergraphVersion,
  settings: GraphSettings,
  { fetch, startPlanner }: GraphParts,
  refuse: (step: VersionStep, reason: unknown) => void,
): Promise<Graph | undefined> {
  const planner = startPlanner(sdl)
  try {
    await planner.accepted
    return await buildGraph(sdl, settings, fetch, planner)
  } catch (error) {
    refuse('check', error)
    await planner.close()
    return undefined
  }
}

function begin(
  version: SupergraphVersion,
  graph: Graph,
  accepted: Promise<void>,
  settings: GraphSettings,
  log: Log,
): FirstGraph {
  const ready = accepted.then(async () => {
    log.info({ id: graph.id, release: version.release }, 'supergraph loaded')
    warnOfUnknownLabels(graph, settings, log)
    await version.onServed()
  })
  // Whoever starts the process waits for it; until then it is nobody's failure.
  ready.catch(() => {})
  return { version, graph, ready }
}

function refuseFirst({ setting, place }: SupergraphSource, reason: unknown): never {
  if (reason instanceof ConfigError) throw reason
  const message = reason instanceof Error ? reason.message : String(reason)
  if (isRecord(reason) && reason['code'] === 'ENOENT')
    throw new ConfigError([
      `${setting}: expected a file with a supergraph; got ${place}, which is missing (ENOENT).`,
    ])
  throw new ConfigError([`${setting}: expected a supergraph that can be served; ${place} is not: ${message}`])
}

/** Undefined, and refused, for a version that cannot be used; that some operations are no longer valid does not refuse it. */
async function buildNext(
  sdl: string,
  settings: GraphSettings,
  { fetch, startPlanner, log }: GraphParts,
  before: Graph,
  refuse: (step: VersionStep, reason: unknown) => void,
): Promise<Graph | undefined> {
  const planner = startPlanner(sdl)
  let step: VersionStep = 'check'
  try {
    await planner.accepted
    step = 'build'
    const next = await buildGraph(sdl, settings, fetch, planner, () => pause(REST_MS))
    await warm(next, before, settings, log)
    for (const [name, variant] of next.variants) {
      const earlier = before.variants.get(name)
      if (variant && earlier) await warm(variant, earlier, settings, log)
    }
    return next
  } catch (error) {
    refuse(step, error)
    await planner.close()
    return undefined
  }
}

function warnOfUnknownLabels({ labels }: Graph, settings: GraphSettings, log: Log): void {
  const unknown = listUnknownLabels(labels, settings)
  if (unknown.length > 0) log.warn({ labels: unknown }, 'OVERRIDE_LABELS names labels that no field has')
}

/** Prepares and plans the most recent operations of the graph before for the next one, as far as they are valid there. */
async function warm(next: Graph, before: Graph, settings: GraphSettings, log: Log): Promise<void> {
  const lately = [...before.operations.entries()].slice(0, WARMED_OPERATIONS)
  const failures: unknown[] = []
  for (const [key, { operation }] of lately) {
    // Requests under way come first.
    await nextTurn()
    try {
      // Not before it is planned: an operation without a plan is not remembered, as for a request.
      const prepared = await prepareFor(next, operation, settings)
      if (prepared !== undefined) next.operations.set(key, prepared)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0)
    log.warn(
      { operations: failures.length, of: lately.length, err: failures[0] },
      'operations of late cannot be answered by the new supergraph',
    )
}

/** Undefined for an operation that is no longer valid. */
async function prepareFor(
  next: Graph,
  { document, name }: PreparedOperation['operation'],
  settings: GraphSettings,
): Promise<PreparedOperation | undefined> {
  if (validate(next.apiSchema, document, undefined, { maxErrors: 1 }).length > 0) return undefined
  const prepared = next.prepare(document, name)
  const labels = chooseLabels(prepared.operation.labels, settings, isMostCallers)
  await prepared.operation.plan({ deny: decideAccess(prepared.access, ANONYMOUS), labels })
  return prepared
}

function guard(work: () => void, log: Log, complaint: string): void {
  try {
    work()
  } catch (error) {
    log.error({ err: error }, complaint)
  }
}
