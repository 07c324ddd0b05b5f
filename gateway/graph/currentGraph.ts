import { validate } from 'graphql'
import type { Log } from '../../kit/log.ts'
import { chooseLabels, isMostCallers, listUnknownLabels } from './chooseLabels.ts'
import { buildGraph, closeGraph, type Graph, type GraphSettings, type PreparedOperation } from './graph.ts'
import { decideAccess } from '../access/decideAccess.ts'
import { ANONYMOUS } from '../access/caller.ts'
import type { GatewayFetcher } from '../subgraphs/subgraphFetcher.ts'
import { watchSupergraph } from './watchSupergraph.ts'

export interface CurrentGraph {
  readonly current: () => Graph
  readonly status: () => VersionStatus
  /** Tells of each graph that takes the place of another. */
  readonly onSwap: (listener: (next: Graph) => void) => void
  stop(): Promise<void>
}

/** Which version of the graph is served, and what became of those that are not. */
export interface VersionStatus {
  /** SHA-256 of its supergraph. */
  readonly id: string
  readonly since: Date
  /** How many versions could not be used since the process started. */
  readonly refused: number
  readonly lastRefusal: VersionRefusal | null
}

/** Reading the file, the stock gateway's check, or building and warming what a request needs. */
export type VersionStep = 'read' | 'check' | 'build'

export interface VersionRefusal {
  readonly at: Date
  readonly step: VersionStep
}

const WARMED_OPERATIONS = 200

/**
 * Keeps the graph of a supergraph file. A new version is built, checked and warmed whole beside the one that is served,
 * and only then takes its place; one that cannot be used is logged and counted, and the one before stays. The first
 * version failing is an error.
 */
export async function keepGraph(
  supergraphFile: string,
  settings: GraphSettings,
  fetch: GatewayFetcher,
  log: Log,
  pollMilliseconds?: number,
): Promise<CurrentGraph> {
  let graph: Graph | undefined
  let since = new Date()
  let refused = 0
  let lastRefusal: VersionRefusal | null = null
  let firstFault: unknown
  const listeners: ((next: Graph) => void)[] = []

  const refuse = (step: VersionStep, reason: unknown): void => {
    if (graph === undefined) firstFault ??= reason
    refused++
    lastRefusal = { at: new Date(), step }
    log.error(
      { err: reason, file: supergraphFile, step, refused },
      'supergraph not usable; the version before stays',
    )
  }
  const accept = async (sdl: string): Promise<void> => {
    const next = await buildWarmed(sdl, settings, fetch, graph, log).catch((error: unknown) =>
      refuse('build', error),
    )
    if (next === undefined) return
    const before = graph
    graph = next
    since = new Date()
    log.info({ id: next.id }, before ? 'supergraph swapped' : 'supergraph loaded')
    const unknown = listUnknownLabels(next.labels, settings)
    if (unknown.length > 0) log.warn({ labels: unknown }, 'OVERRIDE_LABELS names labels that no field has')
    if (before === undefined) return
    for (const listener of listeners)
      guard(() => listener(next), log, 'a part was not told of the new supergraph')
    await closeGraph(before).catch((error: unknown) => log.warn({ err: error }, 'supergraph not closed'))
  }

  const watch = await watchSupergraph(supergraphFile, log, { accept, refuse }, pollMilliseconds)
  if (graph === undefined) {
    await watch.stop()
    throw firstFault
  }
  const current = (): Graph => {
    if (graph === undefined) throw new Error('The supergraph is not loaded.')
    return graph
  }
  return {
    current,
    status: () => ({ id: current().id, since, refused, lastRefusal }),
    onSwap: (listener) => void listeners.push(listener),
    async stop() {
      await watch.stop()
      await closeGraph(current())
    },
  }
}

/** Rejects for a version that cannot be used; what only some operations cannot do with it is no fault of its own. */
async function buildWarmed(
  sdl: string,
  settings: GraphSettings,
  fetch: GatewayFetcher,
  before: Graph | undefined,
  log: Log,
): Promise<Graph> {
  const next = await buildGraph(sdl, settings, fetch)
  if (before === undefined) return next
  await warm(next, before, settings, log)
  if (next.publicVariant && before.publicVariant)
    await warm(next.publicVariant, before.publicVariant, settings, log)
  return next
}

/** Prepares and plans for the next graph what the one before answered most lately, as far as it can answer it too. */
async function warm(next: Graph, before: Graph, settings: GraphSettings, log: Log): Promise<void> {
  const lately = [...before.operations.entries()].slice(0, WARMED_OPERATIONS)
  const lost: unknown[] = []
  for (const [key, { operation }] of lately) {
    try {
      // Not before it is planned: what has no plan is not kept, as for a request.
      const prepared = await prepareFor(next, operation, settings)
      if (prepared !== undefined) next.operations.set(key, prepared)
    } catch (error) {
      lost.push(error)
    }
  }
  if (lost.length > 0)
    log.warn(
      { operations: lost.length, of: lately.length, err: lost[0] },
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
